from odoo import api, fields, models
from odoo.fields import Command, Domain
from odoo.tools import SQL


class CrmLeadCompetitor(models.Model):
    """Who else quotes, at what price, and what the buyer objects to.

    The single competitor of gates, imports and lists is the first of them; writing it fills the
    first line.
    """

    _inherit = "crm.lead"

    competitor_ids = fields.One2many(
        "foreign.trade.deal.competitor", "lead_id", string="Competitors", copy=False
    )
    competitor_name = fields.Char(
        "Competitor",
        compute="_compute_competitor",
        inverse="_inverse_competitor",
        search="_search_competitor_name",
    )
    competitor_price = fields.Monetary(
        currency_field="competitor_currency_id",
        compute="_compute_competitor",
        inverse="_inverse_competitor",
        search="_search_competitor_price",
    )
    competitor_currency_id = fields.Many2one(
        "res.currency",
        compute="_compute_competitor",
        inverse="_inverse_competitor",
        search="_search_competitor_currency",
    )
    objection_ids = fields.Many2many(
        "foreign.trade.objection",
        relation="crm_lead_objection_rel",
        string="Objections",
        help="What keeps the buyer from ordering; in detail in the text.",
    )

    @api.depends(
        "competitor_ids.sequence",
        "competitor_ids.competitor_id.name",
        "competitor_ids.price",
        "competitor_ids.currency_id",
    )
    def _compute_competitor(self):
        saved = self.browse(id_ for id_ in self._ids if id_)
        first = saved._read_first_competitors()
        for lead in self - saved:
            line = lead._get_first_competitor()
            first[lead.id] = (line.competitor_id.name, line.price, line.currency_id.id)
        alike = {}
        for lead_id in self._ids:
            alike.setdefault(first.get(lead_id, (False, 0.0, False)), []).append(lead_id)
        for (name, price, currency_id), ids in alike.items():
            leads = self.browse(ids)
            leads.competitor_name = name
            leads.competitor_price = price
            leads.competitor_currency_id = currency_id

    def _read_first_competitors(self):
        """``{lead id: (name, price, currency id)}`` of the lines that lead, in one query.

        Who may read the deal may read its competitors.
        """
        if not self:
            return {}
        self.env["foreign.trade.deal.competitor"].flush_model()
        self.env["foreign.trade.competitor"].flush_model(["name"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (line.lead_id)
                       line.lead_id, competitor.name, line.price, line.currency_id
                  FROM foreign_trade_deal_competitor AS line
                  LEFT JOIN foreign_trade_competitor AS competitor
                    ON competitor.id = line.competitor_id
                 WHERE line.lead_id = ANY(%s)
              ORDER BY line.lead_id, line.sequence, line.id
                """,
                self.ids,
            )
        )
        return {lead_id: tuple(values) for lead_id, *values in rows}

    def _get_first_competitor(self):
        """The line that leads; also while lines are being added, which come last of their rank."""
        lines = self.competitor_ids
        if len(lines) < 2:
            return lines
        return lines.sorted(lambda line: (line.sequence, line._origin.id or float("inf")))[:1]

    def _inverse_competitor(self):
        """All three at once: writing one must not take back another that is written with it."""
        competitors = self.env["foreign.trade.competitor"]
        written = [
            (lead, lead.competitor_name, lead.competitor_price, lead.competitor_currency_id)
            for lead in self
        ]
        for lead, name, price, currency in written:
            values = {"competitor_id": competitors._find_or_create(name).id, "price": price}
            if currency or not price:
                values["currency_id"] = currency.id
            lead._write_first_competitor(values)

    def _write_first_competitor(self, values):
        """Fill the first line; one that is left with nothing goes."""
        line = self._get_first_competitor()
        if values["competitor_id"] or values["price"]:
            self.competitor_ids = [
                Command.update(line.id, values) if line else Command.create(values)
            ]
        elif line:
            self.competitor_ids = [Command.delete(line.id)]

    @api.model
    def _search_competitor_name(self, operator, value):
        return self._search_competitor("competitor_id.name", operator, value)

    @api.model
    def _search_competitor_price(self, operator, value):
        return self._search_competitor("price", operator, value)

    @api.model
    def _search_competitor_currency(self, operator, value):
        return self._search_competitor("currency_id", operator, value)

    @api.model
    def _search_competitor(self, path, operator, value):
        """Deals with any competitor of which that is true, or with none where nothing will do."""
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        found = Domain("competitor_ids", "any", Domain(path, operator, value))
        if operator == "in" and not all(value):
            found |= Domain("competitor_ids", "=", False)
        return found

    def _note_order_lost_to(self, values):
        """Mark who got the order: on the competitor's line, or on a new one.

        :param dict values: of the line, ``competitor_id`` among them
        """
        self.ensure_one()
        line = self.competitor_ids.filtered(
            lambda one: one.competitor_id.id == values["competitor_id"]
        )[:1]
        self.competitor_ids = [Command.update(line.id, values) if line else Command.create(values)]

    def _get_competitor_currency(self):
        """Currency in which a competitor's price is assumed to be: that of the deal."""
        return self.deal_currency_id or self._get_price_currency()

    def _merge_get_fields_specific(self):
        return {
            **super()._merge_get_fields_specific(),
            "objection_ids": lambda fname, leads: [Command.set(leads[fname].ids)],
        }
