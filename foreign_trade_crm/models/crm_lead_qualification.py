from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.sql import column_exists

from .foreign_trade_qualification_answer import ANSWERS, QUALIFICATION_ITEMS

ITEM_FIELDS = tuple(QUALIFICATION_ITEMS.values())


class CrmLeadQualification(models.Model):
    """Five questions that tell whether a lead is worth an offer, with who answered and when.

    What conversion requires of the answers is a matter of gate rules.
    """

    _inherit = "crm.lead"

    qualification_company = fields.Selection(
        ANSWERS,
        "Real Company",
        help="The company exists and does this business.",
        prefetch="trade_details",
    )
    qualification_country = fields.Selection(
        ANSWERS, "Country We Serve", help="We may and want to sell there.", prefetch="trade_details"
    )
    qualification_requirement = fields.Selection(
        ANSWERS,
        "Requirement Clear",
        help="Product, quantity and specification are known.",
        prefetch="trade_details",
    )
    qualification_budget = fields.Selection(
        ANSWERS,
        "Budget Fits",
        help="The buyer's budget or target price is within reach.",
        prefetch="trade_details",
    )
    qualification_product = fields.Selection(
        ANSWERS, "Product Fit", help="We make it, or can have it made.", prefetch="trade_details"
    )
    qualification_score = fields.Integer(
        compute="_compute_qualification_score",
        store=True,
        aggregator="avg",
        help="Share of the five questions that are answered with yes, in percent.",
        prefetch="trade_details",
    )
    qualification_answer_ids = fields.One2many(
        "foreign.trade.qualification.answer", "lead_id", string="Answers", readonly=True
    )
    qualification_answers = fields.Json(compute="_compute_qualification_answers")

    def _auto_init(self):
        """No lead is qualified when the column comes: a million need not be computed."""
        if not column_exists(self.env.cr, self._table, "qualification_score"):
            self.env.cr.execute(
                SQL(
                    "ALTER TABLE %s ADD COLUMN qualification_score int4 DEFAULT 0",
                    SQL.identifier(self._table),
                )
            )
        return super()._auto_init()

    @api.depends(*ITEM_FIELDS)
    def _compute_qualification_score(self):
        for lead in self:
            yes = sum(lead[name] == "yes" for name in ITEM_FIELDS)
            lead.qualification_score = 100 * yes // len(ITEM_FIELDS)

    @api.depends("qualification_answer_ids")
    def _compute_qualification_answers(self):
        """``{field: {"answer": …, "user": name, "at": when}}``, the last answer to each."""
        for lead in self:
            lead.qualification_answers = {
                name: {
                    "answer": answer.answer,
                    "user": answer.sudo().user_id.name,  # a colleague's name is no secret
                    "at": fields.Datetime.to_string(answer.answered_at),
                }
                for name, answer in lead._get_last_answers().items()
            }

    def _get_last_answers(self):
        """``{field: last answer}`` of one lead."""
        self.ensure_one()
        answers = self.qualification_answer_ids.sorted(lambda one: (one.answered_at, one.id))
        return {QUALIFICATION_ITEMS[answer.item]: answer for answer in answers}

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        if any(vals.keys() & set(ITEM_FIELDS) for vals in vals_list):
            leads._note_qualification(ITEM_FIELDS)
        return leads

    def write(self, vals):
        result = super().write(vals)
        if names := vals.keys() & set(ITEM_FIELDS):
            self._note_qualification(names)
        return result

    def _note_qualification(self, names):
        """Keep who answered which question just now, where it says something new."""
        items = {field: item for item, field in QUALIFICATION_ITEMS.items()}
        values = []
        for lead in self:
            last = lead._get_last_answers()
            for name in names:
                known = last[name].answer if name in last else "unknown"
                if (lead[name] or "unknown") != known:
                    values.append(lead._prepare_answer_values(items[name], lead[name]))
        if values:
            # sudo: nobody writes an answer under another name or time
            self.env["foreign.trade.qualification.answer"].sudo().create(values)

    def _prepare_answer_values(self, item, answer):
        return {
            "lead_id": self.id,
            "item": item,
            "answer": answer or "unknown",
            "user_id": self.env.uid,
        }
