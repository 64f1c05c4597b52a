from odoo import api, fields, models

BUSINESS_TYPES = [
    ("importer", "Importer"),
    ("wholesaler", "Wholesaler"),
    ("distributor", "Distributor"),
    ("retailer", "Retailer"),
    ("chain", "Retail Chain"),
    ("online", "Online Seller"),
    ("brand", "Brand"),
    ("manufacturer", "Manufacturer"),
    ("agent", "Sourcing Agent"),
    ("contractor", "Project Contractor"),
    ("end_user", "End User"),
    ("other", "Other"),
]
#: by employees, smallest first
COMPANY_SIZES = [
    ("1", "1–10 employees"),
    ("2", "11–50 employees"),
    ("3", "51–200 employees"),
    ("4", "201–500 employees"),
    ("5", "501–1,000 employees"),
    ("6", "More than 1,000 employees"),
]
#: rarest first
PURCHASE_FREQUENCIES = [
    ("1", "Once"),
    ("2", "Every year"),
    ("3", "Every season"),
    ("4", "Every quarter"),
    ("5", "Every month"),
    ("6", "Every week"),
]
#: lowest first
QUALITY_LEVELS = [("1", "Economy"), ("2", "Standard"), ("3", "Premium"), ("4", "Luxury")]


class ForeignTradeCompanyFacts(models.AbstractModel):
    """What is known about a buyer's company, on leads as on customers.

    An adopter supplies ``industry_id``, ``product_category_ids`` and ``import_record_ids``.
    The list of facts stands here once: conversion, merges and the match with target profiles
    go by it.
    """

    _name = "foreign.trade.company.facts"
    _description = "Company Facts"

    business_type = fields.Selection(BUSINESS_TYPES, prefetch="trade_details")
    company_size = fields.Selection(COMPANY_SIZES, prefetch="trade_details")
    purchase_frequency = fields.Selection(
        PURCHASE_FREQUENCIES,
        help="How often the company buys what we sell.",
        prefetch="trade_details",
    )
    quality_level = fields.Selection(
        QUALITY_LEVELS, help="Quality the company buys and sells.", prefetch="trade_details"
    )
    main_competitors = fields.Text(
        help="Whom else the company buys from.", prefetch="trade_details"
    )
    certificate_ids = fields.Many2many(
        "foreign.trade.certificate",
        string="Company Certificates",
        help="Certificates and audits that the company itself has.",
    )

    @api.model
    def _company_fact_fields(self):
        """Names of the facts that leads and customers share; child records move apart."""
        return [
            "industry_id",
            "business_type",
            "company_size",
            "purchase_frequency",
            "quality_level",
            "main_competitors",
            "certificate_ids",
            "product_category_ids",
        ]

    def _prepare_company_facts(self, target=None, names=None):
        """Facts known here, as values to write.

        :param target: record with the same facts; only what it does not know itself is returned,
            and what can be several is added to what it has
        :param names: of these fields only
        """
        self.ensure_one()
        values = {}
        for name in names or self._company_fact_fields():
            field = self._fields[name]
            if field.type == "many2many":
                missing = self[name] - target[name] if target else self[name]
                if missing:
                    values[name] = [fields.Command.link(one.id) for one in missing]
            elif self[name] and not (target and target[name]):
                values[name] = field.convert_to_write(self[name], self)
        return values

    def _prepare_changed_facts(self, target, names):
        """Values that make these facts of ``target`` what they are here; empty when they are."""
        self.ensure_one()
        return {
            name: self._fields[name].convert_to_write(self[name], self)
            for name in names
            if self[name] != target[name]
        }
