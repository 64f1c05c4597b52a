from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.target_match import ORDERED_KINDS, Criterion
from .foreign_trade_company_facts import (
    BUSINESS_TYPES,
    COMPANY_SIZES,
    PURCHASE_FREQUENCIES,
    QUALITY_LEVELS,
)

#: kind → fields that hold its value; one of them is filled
VALUE_FIELDS = {
    "business_type": ("business_type",),
    "company_size": ("company_size",),
    "country": ("country_ids", "country_group_ids"),
    "certificate": ("certificate_ids",),
    "purchase_frequency": ("purchase_frequency",),
    "quality_level": ("quality_level",),
}


class ForeignTradeTargetCriterion(models.Model):
    _name = "foreign.trade.target.criterion"
    _inherit = ["foreign.trade.cached.mixin"]
    _description = "Criterion of a Target Customer Profile"
    _order = "profile_id, sequence, id"

    profile_id = fields.Many2one(
        "foreign.trade.target.profile", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [
            ("business_type", "Business type"),
            ("company_size", "Company size, at least"),
            ("country", "Country"),
            ("certificate", "Has one of the certificates"),
            ("import_record", "Has import records"),
            ("purchase_frequency", "Buys at least"),
            ("quality_level", "Quality, at least"),
        ],
        "Criterion",
        required=True,
        default="business_type",
    )
    business_type = fields.Selection(BUSINESS_TYPES)
    company_size = fields.Selection(COMPANY_SIZES)
    purchase_frequency = fields.Selection(PURCHASE_FREQUENCIES)
    quality_level = fields.Selection(QUALITY_LEVELS)
    country_ids = fields.Many2many(
        "res.country", relation="foreign_trade_target_criterion_country_rel", string="Countries"
    )
    country_group_ids = fields.Many2many(
        "res.country.group",
        relation="foreign_trade_target_criterion_country_group_rel",
        string="Country Groups",
    )
    certificate_ids = fields.Many2many(
        "foreign.trade.certificate",
        relation="foreign_trade_target_criterion_certificate_rel",
        string="Certificates",
    )
    hs_prefix = fields.Char("HS Code Begins With", help="Empty: import records of any goods count.")
    weight = fields.Integer(
        required=True,
        default=20,
        help="Points. Of several criteria of one kind the best that fits counts.",
    )

    _weight_positive = models.Constraint(
        "CHECK(weight > 0)", "The weight of a criterion is greater than zero."
    )

    @api.constrains("kind", *{name for names in VALUE_FIELDS.values() for name in names})
    def _check_value(self):
        for criterion in self:
            names = VALUE_FIELDS.get(criterion.kind, ())
            if names and not any(criterion[name] for name in names):
                raise ValidationError(
                    self.env._(
                        "Say what the criterion “%(criterion)s” asks for.",
                        criterion=criterion._get_kind_label(),
                    )
                )

    @api.depends("kind", "hs_prefix", *{name for names in VALUE_FIELDS.values() for name in names})
    def _compute_display_name(self):
        for criterion in self:
            value = criterion._get_value_label()
            label = criterion._get_kind_label()
            criterion.display_name = f"{label}: {value}" if value else label

    def _get_kind_label(self):
        return dict(self._fields["kind"]._description_selection(self.env)).get(self.kind, "")

    def _get_value_label(self):
        if self.kind == "import_record":
            return self.hs_prefix or ""
        labels = []
        for name in VALUE_FIELDS.get(self.kind, ()):
            field = self._fields[name]
            if field.type == "selection":
                labels.append(dict(field._description_selection(self.env)).get(self[name], ""))
            else:
                labels += self[name].mapped("display_name")
        return ", ".join(labels)

    @api.model_create_multi
    def create(self, vals_list):
        criteria = super().create(vals_list)
        self.env["foreign.trade.target.profile"]._request_scores()
        return criteria

    def write(self, vals):
        result = super().write(vals)
        self.env["foreign.trade.target.profile"]._request_scores()
        return result

    def unlink(self):
        result = super().unlink()
        self.env["foreign.trade.target.profile"]._request_scores()
        return result

    def _to_criterion(self):
        """What matching needs, without the database."""
        values, minimum = frozenset(), ""
        if self.kind in ORDERED_KINDS:
            minimum = self[self.kind]
        elif self.kind == "business_type":
            values = frozenset([self.business_type])
        elif self.kind == "country":
            values = frozenset((self.country_ids | self.country_group_ids.country_ids).ids)
        elif self.kind == "certificate":
            values = frozenset(self.certificate_ids.ids)
        else:
            minimum = normalize_hs_code(self.hs_prefix)
        return Criterion(self.kind, self.weight, values, minimum)


def normalize_hs_code(code):
    """Digits only: 9401.61 and 940161 are one code."""
    return "".join(char for char in code or "" if char.isdigit())
