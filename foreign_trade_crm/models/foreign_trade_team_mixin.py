from odoo import api, fields, models
from odoo.exceptions import AccessError

ALL_DOCUMENTS_GROUP = "sales_team.group_sale_salesman_all_leads"


class ForeignTradeTeamMixin(models.AbstractModel):
    """A customer, deal or order with an owner, a clerk and sharers.

    An adopter has ``user_id`` (the owner), adds ``sharer_ids`` and says in
    :meth:`_get_team_source` from which record a new one takes its team over.
    """

    _name = "foreign.trade.team.mixin"
    _description = "Record With a Team"

    _sharer_field = None  #: name of the field of ``foreign.trade.sharer`` that points here

    clerk_id = fields.Many2one(
        "res.users",
        domain="[('share', '=', False)]",
        index="btree_not_null",
        ondelete="set null",
        help="Merchandiser or documentation clerk: does the paperwork and gets its activities.",
    )
    owner_share = fields.Float(
        "Owner's Share (%)",
        compute="_compute_owner_share",
        digits=(5, 2),
        help="Of the performance, what the sharers leave to the owner.",
    )

    @api.depends("sharer_ids.share")
    def _compute_owner_share(self):
        for record in self:
            record.owner_share = 100 - sum(record.sharer_ids.mapped("share"))

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._mark_clerks(vals.get("clerk_id") for vals in vals_list)
        records._take_over_team()
        return records

    def write(self, vals):
        if vals.keys() & {"user_id", "clerk_id"}:
            self._check_team_change(vals)
        result = super().write(vals)
        self._mark_clerks([vals.get("clerk_id")])
        if vals.keys() & self._get_team_source_fields():
            self._take_over_team()
        return result

    def _mark_clerks(self, ids):
        clerks = self.env["res.users"].browse({clerk_id for clerk_id in ids if clerk_id})
        if clerks:
            clerks._mark_works_for_others()

    def _check_team_change(self, vals):
        """Whoever merely shares a record hands it to nobody, not even to themselves.

        :raises AccessError: where somebody changes owner or clerk of a colleague's record
        """
        if self.env.su or self.env.user.has_group(ALL_DOCUMENTS_GROUP):
            return
        for record in self.filtered(lambda one: one.user_id and one.user_id != self.env.user):
            if any(
                record[name].id != vals[name] for name in ("user_id", "clerk_id") if name in vals
            ):
                raise AccessError(
                    self.env._(
                        "%(record)s belongs to %(owner)s. Only its owner or a sales manager "
                        "changes owner and clerk.",
                        record=record.display_name,
                        owner=record.user_id.name,
                    )
                )

    @api.model
    def _get_team_source_fields(self):
        """Names of the fields whose change may bring a team along."""
        return set()

    def _get_team_source(self):
        """The record whose sharers go over to this one, or an empty recordset."""
        return self.browse()

    def _take_over_team(self):
        """Sharers of a customer's record go over to its new deals and orders.

        Costs nothing where nobody shares anything, and else two queries for any batch.
        """
        if not self._sharer_field or not self.env["foreign.trade.sharer"]._is_used():
            return
        # sudo: the team of a customer works on its deals, whoever enters them
        records = self.sudo().filtered(lambda one: not one.sharer_ids)
        values = []
        for record in records:
            sharers = record._get_team_source().sharer_ids
            values += sharers._prepare_copies(self._sharer_field, record)
        if values:
            self.env["foreign.trade.sharer"].sudo().create(values)

    def _get_work_user(self, kind="sales"):
        """Who does this kind of work on the record: the first active one who comes into question.

        :param str kind: ``sales`` (talks to the buyer), ``clerk`` (orders, documents, shipment) or
            ``finance``; others are work of the owner
        :return: record of ``res.users``, may be empty
        """
        self.ensure_one()
        # sudo: whom to remind is no secret
        record = self.sudo()
        return record._get_work_candidates(kind).filtered("active")[:1].with_env(self.env)

    def _get_work_candidates(self, kind):
        editors = self.sharer_ids.filtered(lambda sharer: sharer.access == "write").user_id
        if kind == "clerk":
            return self.clerk_id | self.user_id | editors
        return self.user_id | editors | self.clerk_id

    def _adopt_sharers(self, others):
        """The sharers of records that are merged into this one."""
        # sudo: sharers the user may not see must survive as well
        sharers = (others - self).sudo().sharer_ids
        if sharers:
            sharers._merge_into(self._sharer_field, self.sudo())
