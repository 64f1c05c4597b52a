from odoo import api, fields, models

#: matches that are shown; the others are only counted
SHOWN = 4


class ForeignTradeDuplicateBanner(models.AbstractModel):
    """Tell, while a record is being typed, who is known already and who has them.

    The answer names the owner and the last contact. What else a record holds is shown only to
    those who may read it.
    """

    _inherit = "foreign.trade.duplicate.mixin"

    duplicate_matches = fields.Json(
        string="Already Known",
        compute="_compute_duplicate_matches",
        groups="sales_team.group_sale_salesman",
        help="Leads, customers and contacts with the same e-mail, phone, domain or company name.",
    )

    @api.depends(
        lambda self: [
            "email_normalized",
            "phone_sanitized",
            "duplicate_domain",
            "duplicate_website",
            "duplicate_name",
            *self._get_duplicate_family_fields(),
        ]
    )
    def _compute_duplicate_matches(self):
        for record, matches in zip(self, self._find_known_others(), strict=True):
            record.duplicate_matches = record._prepare_duplicate_answer(matches)

    def _find_known_others(self):
        """Matches of each record (see the finder) with their ``record``, read all at once.

        Records of the customer a record is linked to are no duplicates.
        """
        finder = self.env["foreign.trade.duplicate.finder"]
        matches_list = finder._find_for_records(self)
        known = {}
        for model in ("crm.lead", "res.partner"):
            ids = {m["id"] for matches in matches_list for m in matches if m["model"] == model}
            # sudo: what is found is told in part, see _prepare_duplicate_match
            known.update({(model, found.id): found for found in self.env[model].sudo().browse(ids)})
        others = []
        for record, matches in zip(self, matches_list, strict=True):
            family = record._get_duplicate_family()
            found = [{**m, "record": known[m["model"], m["id"]]} for m in matches]
            others.append([m for m in found if not family & m["record"]._get_duplicate_family()])
        return others

    def _get_duplicate_family_fields(self):
        """Fields that :meth:`_get_duplicate_family` follows."""
        return []

    def _get_duplicate_family(self):
        """The customer this record belongs to; records of one customer are no duplicates."""
        return self.env["res.partner"]

    def _prepare_duplicate_answer(self, matches):
        """What the banner shows, ``False`` for nothing."""
        if not matches:
            return False
        readable = self._get_readable_duplicates(matches)
        merges = self._origin and self.env.user.has_group("foreign_trade_crm.group_sales_manager")
        shown = [
            {
                **self._prepare_duplicate_match(match, match["record"] in readable),
                "merge": bool(merges and self._is_mergeable_with(match["record"])),
            }
            for match in matches
        ]
        more = len(shown) - SHOWN
        return {
            "strong": any(match["keys"] != {"domain"} for match in matches),
            "matches": shown[:SHOWN],
            "more": self.env._("and %(count)s more", count=more) if more > 0 else "",
        }

    def _is_mergeable_with(self, record):
        """Whether the two are of one kind."""
        return self._name == record._name

    @api.model
    def _get_readable_duplicates(self, matches):
        """Records among the matches that the user may read."""
        found = set()
        for model in {match["model"] for match in matches}:
            ids = [match["id"] for match in matches if match["model"] == model]
            found.update(self.env[model].browse(ids)._filtered_access("read"))
        return found

    @api.model
    def _prepare_duplicate_match(self, match, readable):
        """One line of the banner. Who may not read a record gets its kind, owner and contact."""
        record = match["record"]
        owner = self.env["res.users"].sudo().browse(match["user_id"] or ())
        return {
            "model": match["model"],
            "id": match["id"] if readable else False,
            "name": record.display_name if readable else "",
            "text": self._get_duplicate_match_text(record, owner),
            "keys": self._get_duplicate_key_labels(match["keys"]),
            "contact": self._get_duplicate_contact_text(record),
            "archived": not match["active"],
        }

    @api.model
    def _get_duplicate_match_text(self, record, owner):
        kind = record._get_duplicate_kind()
        if owner == self.env.user:
            return {
                "lead": self.env._("You have this buyer as a lead"),
                "opportunity": self.env._("You have an opportunity of this buyer"),
                "customer": self.env._("You have this customer"),
                "contact": self.env._("You have this contact"),
            }[kind]
        if owner:
            return self._get_duplicate_colleague_text(kind, owner.name)
        if record.pool_member:
            return self.env._("This buyer is in the pool, free to claim")
        return {
            "lead": self.env._("This buyer is a lead that nobody has"),
            "opportunity": self.env._("This buyer has an opportunity that nobody has"),
            "customer": self.env._("This is a customer that nobody has"),
            "contact": self.env._("This is a known contact that nobody has"),
        }[kind]

    @api.model
    def _get_duplicate_colleague_text(self, kind, name):
        if kind == "lead":
            return self.env._("A colleague has this buyer as a lead: %(name)s", name=name)
        if kind == "opportunity":
            return self.env._("A colleague has an opportunity of this buyer: %(name)s", name=name)
        if kind == "customer":
            return self.env._("A colleague has this customer: %(name)s", name=name)
        return self.env._("A colleague has this contact: %(name)s", name=name)

    @api.model
    def _get_duplicate_key_labels(self, keys):
        labels = {
            "email": self.env._("same e-mail"),
            "phone": self.env._("same phone"),
            "name": self.env._("same company name"),
            "domain": self.env._("same domain"),
        }
        # who has the same address has the same domain
        told = keys - {"domain"} or keys
        return ", ".join(label for key, label in labels.items() if key in told)

    @api.model
    def _get_duplicate_contact_text(self, record):
        moment = record._get_duplicate_contact_at()
        if not moment:
            return self.env._("no contact yet")
        today = fields.Date.context_today(self)
        days = (today - fields.Datetime.context_timestamp(self, moment).date()).days
        if days <= 0:
            return self.env._("last contact today")
        if days == 1:
            return self.env._("last contact yesterday")
        return self.env._("last contact %(days)s days ago", days=days)

    def _get_duplicate_kind(self):
        """``lead``, ``opportunity``, ``customer`` or ``contact``."""
        return "contact"

    def _get_duplicate_contact_at(self):
        """When anybody of ours last was in contact with this record's company."""
        moments = [self.contact_last_at, *self._get_duplicate_family().mapped("contact_last_at")]
        return max((moment for moment in moments if moment), default=False)
