from markupsafe import Markup

from odoo import Command, api, fields, models

DIGEST_LIMIT = 20


class CrmLeadAssignment(models.Model):
    """New leads get their owner by rule, through whatever door they come.

    An owner somebody named is kept; that the creator is filled in by default names nobody.
    The rules decide before the record is written, so that a batch costs no query per lead.
    """

    _inherit = "crm.lead"

    assigned_rule_id = fields.Many2one(
        "foreign.trade.assignment.rule",
        string="Assigned by Rule",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The rule that chose the salesperson or the team of this lead.",
    )

    @api.model
    def default_get(self, fields):
        """While rules assign leads, the creator is not proposed as their owner."""
        values = super().default_get(fields)
        if (
            values.get("user_id") == self.env.uid
            and not self.env.context.get("default_user_id")
            and self.env["foreign.trade.assignment.rule"]._get_active_rules()
            and self._get_default_type(values) == "lead"
        ):
            values["user_id"] = False
        return values

    def _get_default_type(self, values):
        return (
            values.get("type")
            or self.env.context.get("default_type")
            or ("lead" if self.env.user.has_group("crm.group_use_lead") else "opportunity")
        )

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get("channel_id") for vals in vals_list):
            vals_list = self._apply_channel_defaults(vals_list)
        if self.env["foreign.trade.assignment.rule"]._get_active_rules():
            vals_list = self._apply_assignment_rules(vals_list)
        if any(vals.get("channel_id") for vals in vals_list):
            vals_list = self._apply_channel_team(vals_list)
        leads = super().create(vals_list)
        if any(vals.get("assigned_rule_id") for vals in vals_list):
            leads.filtered("assigned_rule_id")._notify_assignment()
        return leads

    def write(self, vals):
        """A rule is the reason of an assignment only until somebody else is chosen."""
        if "user_id" not in vals or "assigned_rule_id" in vals:
            return super().write(vals)
        changed = self.filtered(
            lambda lead: lead.assigned_rule_id and lead.user_id.id != vals["user_id"]
        )
        result = super().write(vals)
        if changed:
            changed.write({"assigned_rule_id": False})
        return result

    @api.model
    def _apply_channel_defaults(self, vals_list):
        # sudo: everybody's leads take over from their channel
        channels = self.env["foreign.trade.channel"].sudo()
        channel_ids = {vals["channel_id"] for vals in vals_list if vals.get("channel_id")}
        defaults = {
            channel.id: channel._prepare_lead_defaults() for channel in channels.browse(channel_ids)
        }
        applied = []
        for vals in vals_list:
            extra = defaults.get(vals.get("channel_id"), {})
            missing = {name: value for name, value in extra.items() if not vals.get(name)}
            applied.append({**vals, **missing})
        return applied

    @api.model
    def _apply_channel_team(self, vals_list):
        """A lead that nobody got waits in the team of its channel."""
        default_user = self.env.context.get("default_user_id", True)
        # sudo: as above
        channels = self.env["foreign.trade.channel"].sudo()
        applied = []
        for vals in vals_list:
            team = channels.browse(vals.get("channel_id") or ()).team_id
            if team and not vals.get("team_id") and not vals.get("user_id", default_user):
                vals = {**vals, "team_id": team.id}
            applied.append(vals)
        return applied

    @api.model
    def _apply_assignment_rules(self, vals_list):
        """The same values with owner, team and reason where no owner was named."""
        default_type = self._get_default_type({})
        default_user = self.env.context.get("default_user_id")
        todo = [
            index
            for index, vals in enumerate(vals_list)
            if not vals.get("user_id", default_user) and vals.get("type", default_type) == "lead"
        ]
        applied = list(vals_list)
        facts_list = self._prepare_assignment_facts([vals_list[index] for index in todo])
        for index, facts in zip(todo, facts_list, strict=True):
            applied[index] = {**vals_list[index], **self._prepare_assignment(facts)}
        return applied

    @api.model
    def _prepare_assignment(self, facts):
        """Owner, team and reason for a lead with these facts; no owner where no rule fits."""
        rule = self.env["foreign.trade.assignment.rule"]._find_match(facts)
        if rule is None:
            return {"user_id": False}
        values = {"user_id": rule["user_id"], "assigned_rule_id": rule["id"]}
        if facts["team_id"] or rule["team_id"]:
            values["team_id"] = facts["team_id"] or rule["team_id"]
        return values

    @api.model
    def _prepare_assignment_facts(self, vals_list):
        """What rules look at, for values of leads not yet created; a constant number of queries."""
        context = self.env.context
        partner_ids = [vals["partner_id"] for vals in vals_list if vals.get("partner_id")]
        # sudo: facts only, whatever the creator may read
        partners = {p.id: p for p in self.env["res.partner"].sudo().browse(partner_ids)}
        self._prefetch_categories(vals_list)
        facts_list = []
        for vals in vals_list:
            partner = partners.get(vals.get("partner_id"), self.env["res.partner"])
            facts_list.append(
                {
                    "country_id": vals.get("country_id", context.get("default_country_id"))
                    or partner.country_id.id,
                    "category_ids": self._get_categories_of(vals),
                    "channel_id": vals.get("channel_id"),
                    "company_id": vals.get("company_id") or self.env.company.id,
                    "team_id": vals.get("team_id", context.get("default_team_id")) or False,
                }
            )
        return facts_list

    @api.model
    def _prefetch_categories(self, vals_list):
        ids = {id_ for vals in vals_list for id_ in self._get_linked_categories(vals)}
        # sudo: facts only
        self.env["product.category"].sudo().browse(ids).fetch(["parent_path"])

    @api.model
    def _get_categories_of(self, vals):
        """IDs of the product lines in these values, with all categories above them."""
        # sudo: facts only
        categories = self.env["product.category"].sudo().browse(self._get_linked_categories(vals))
        paths = (category.parent_path or "" for category in categories)
        return {int(part) for path in paths for part in path.split("/") if part}

    @api.model
    def _get_linked_categories(self, vals):
        """IDs in x2many commands or in a plain list."""
        ids = set()
        for command in vals.get("product_category_ids") or ():
            if isinstance(command, int):
                ids.add(command)
            elif command[0] == Command.SET:
                ids = set(command[2])
            elif command[0] == Command.LINK:
                ids.add(command[1])
        return ids

    def _message_auto_subscribe_notify(self, partner_ids, template):
        """Leads assigned by rule are told of in one digest for the whole batch."""
        others = self.filtered(lambda lead: not lead.assigned_rule_id)
        return super(CrmLeadAssignment, others)._message_auto_subscribe_notify(
            partner_ids, template
        )

    def _notify_assignment(self):
        """One message for each new owner, except to who created the leads."""
        for user, leads in self.grouped("user_id").items():
            if (
                not user
                or user == self.env.user
                or self.env.context.get("mail_auto_subscribe_no_notify")
            ):
                continue
            if len(leads) == 1:
                leads._notify_single_assignment(user)
            else:
                leads._notify_assignment_digest(user)

    def _notify_single_assignment(self, user):
        """Odoo's own message, which the override above keeps back for leads of a rule."""
        return super()._message_auto_subscribe_notify(
            user.partner_id.ids, "mail.message_user_assigned"
        )

    def _notify_assignment_digest(self, user):
        env = self.with_context(lang=user.lang).env
        links = Markup().join(
            Markup('<li><a href="/odoo/crm.lead/%s">%s</a></li>') % (lead.id, lead.name)
            for lead in self[:DIGEST_LIMIT]
        )
        more = len(self) - DIGEST_LIMIT
        if more > 0:
            links += Markup("<li>%s</li>") % env._("and %(count)s more", count=more)
        title = env._("%(count)s leads have been assigned to you", count=len(self))
        env["mail.thread"].message_notify(
            subject=title,
            body=Markup("<p>%s</p><ul>%s</ul>") % (title, links),
            partner_ids=user.partner_id.ids,
            email_layout_xmlid="mail.mail_notification_light",
        )
