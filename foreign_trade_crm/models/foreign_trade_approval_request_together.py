from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

#: what a card stands for: the same document and moment, in the same state by the same decision
TOGETHER = ("res_model", "res_id", "moment", "state", "decided_by_id", "decided_at")


class ForeignTradeApprovalRequestTogether(models.Model):
    """One document that breaks several rules is one card, and one decision.

    Each rule keeps a request of its own: other people decide it, it stands or falls by its own
    measure, and what they said is kept. On the screen one of them stands for all.
    """

    _inherit = "foreign.trade.approval.request"

    is_card = fields.Boolean(
        compute="_compute_is_card",
        search="_search_is_card",
        help="Of those asked or decided together, the one that the reader is shown.",
    )
    together_ids = fields.Many2many(
        "foreign.trade.approval.request",
        string="Asked Together",
        compute="_compute_together_ids",
        help="Everything that is asked about the document, where that is more than this.",
    )
    all_reasons = fields.Text("Reasons", compute="_compute_all_reasons")

    def _compute_is_card(self):
        cards = self.search(Domain("id", "in", self.ids) & Domain("is_card", "=", True))
        for request in self:
            request.is_card = request in cards

    @api.model
    def _search_is_card(self, operator, value):
        """Of what the reader sees together: what is theirs to decide, else the lowest level."""
        if operator != "in" or True not in value:
            return NotImplemented
        self.flush_model([*TOGETHER, "level"])
        seen, mine = self._search(Domain.TRUE), self._get_ids_to_decide()
        # what was withdrawn was nobody's decision: each stands for itself
        alone = SQL("CASE WHEN state = 'void' THEN id END")
        key = SQL(", ").join([*map(SQL.identifier, TOGETHER), alone])
        cards = SQL(
            "SELECT DISTINCT ON (%(key)s) id FROM %(table)s WHERE id IN %(seen)s"
            " ORDER BY %(key)s, id = ANY(%(mine)s) DESC, level, id",
            key=key,
            table=SQL.identifier(self._table),
            seen=seen.subselect(),
            mine=mine,
        )
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL("%s IN (%s)", SQL.identifier(alias, "id"), cards)
        )

    @api.depends("state", "reason")
    @api.depends_context("lang")
    def _compute_all_reasons(self):
        for request, same in self._get_together().items():
            said = (one._say_reason(request) for one in same)
            request.all_reasons = "\n".join(dict.fromkeys(filter(None, said)))

    @api.depends("state")
    def _compute_together_ids(self):
        together = self._get_together()
        # sudo(False): the reasons are for everybody, the requests for who may read them
        everything = self.browse().concat(*together.values()).sudo(False)
        readable = everything._filtered_access("read")
        for request, same in together.items():
            request.together_ids = same.sudo(False) & readable if len(same) > 1 else False

    def _say_reason(self, request):
        """Why this is asked, and of whom, where others than that request's people decide it."""
        if self.approver_ids == request.sudo().approver_ids:
            return self._get_reason()
        names = ", ".join(self.approver_ids.mapped("name"))
        return f"{self._get_reason() or ''} → {names}"

    def _get_reason(self):
        """What waits is said in the reader's language, what was decided stays as it was said."""
        rule = self.rule_id if self.state == "pending" else False
        return rule._describe(self.measures or {}) if rule else self.reason

    def _get_together(self):
        """``{request: all that were asked or decided with it, by level}`` as superuser."""
        # sudo: whoever decides one of the reasons decides better knowing the others
        same = self.sudo().search(
            [
                ("res_model", "in", list(set(self.mapped("res_model")))),
                ("res_id", "in", self.mapped("res_id")),
                ("state", "in", list(set(self.mapped("state")))),
            ],
            order="level, id",
        )
        by_key = same.grouped(lambda request: request._get_together_key())
        return {request: by_key[request.sudo()._get_together_key()] for request in self}

    def _get_together_key(self):
        return (*(self[name] for name in TOGETHER), self.state == "void" and self.id)

    def _with_asked_together(self):
        """These, and what else this user is asked about the same documents at the same moment."""
        pending = self.filtered(lambda request: request.state == "pending")
        if not pending:
            return self
        same = self.browse().concat(*pending._get_together().values())
        # sudo(False): it is the user who decides
        mine = same.sudo(False)._filter_of_user(self.env.user)._filter_reached()
        return self | mine

    def _get_same_people(self):
        """What the same people are asked together with this one; as superuser."""
        self.ensure_one()
        return self._get_together()[self].filtered(
            lambda one: (one.level, one.approver_ids) == (self.level, self.approver_ids)
        )

    def _join_reasons(self):
        """The reasons of these requests in one line."""
        return "; ".join(dict.fromkeys(filter(None, self.mapped("reason"))))
