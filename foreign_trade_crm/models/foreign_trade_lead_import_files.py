from odoo import api, models

from ..tools import lead_import_files

TEMPLATE_FIELDS = (
    "company_name",
    "contact_name",
    "position",
    "email",
    "phone",
    "whatsapp",
    "website",
    "country",
    "city",
    "street",
    "product",
    "quantity",
    "unit",
    "target_price",
    "currency",
    "message",
)


class ForeignTradeLeadImportFiles(models.Model):
    """What can be downloaded: the template before, the rows that made no lead afterwards."""

    _inherit = "foreign.trade.lead.import"

    def action_download_template(self):
        return self._get_download_action("/foreign_trade/lead_import/template.xlsx")

    def action_download_report(self):
        self.ensure_one()
        return self._get_download_action(f"/foreign_trade/lead_import/{self.id}/rows.xlsx")

    @api.model
    def _get_download_action(self, url):
        return {"type": "ir.actions.act_url", "url": url, "target": "download"}

    def action_view_leads(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "foreign_trade_crm.crm_lead_action_foreign_trade"
        )
        return {
            **action,
            "domain": [("inquiry_ids.import_id", "=", self.id)],
            "context": {"active_test": False, "default_channel_id": self.channel_id.id},
        }

    def action_view_attention(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "foreign_trade_crm.foreign_trade_inquiry_action"
        )
        domain = [
            ("import_id", "=", self.id),
            ("state", "in", ("rejected", "failed", "duplicate")),
        ]
        return {**action, "domain": domain, "context": {}}

    @api.model
    def _render_template(self):
        """The workbook to fill in, with headings in the reader's language and two examples."""
        labels = dict(self.env["foreign.trade.lead.import.column"]._get_field_selection())
        examples = self._get_template_examples()
        notes = [
            self.env._("One row for each card or company. Delete the two examples."),
            self.env._("Company, contact, e-mail address or phone: one of them is enough."),
            self.env._("Country: its name in English or Chinese, or its two-letter code."),
            self.env._("Phone and WhatsApp: with the country code, such as +49 40 1234567."),
            self.env._(
                "You may leave columns out, change their order and add your own: "
                "what is not recognised is kept in the notes of the lead."
            ),
        ]
        return lead_import_files.workbook(
            self.env._("Leads"),
            [labels[name] for name in TEMPLATE_FIELDS],
            [[row.get(name, "") for name in TEMPLATE_FIELDS] for row in examples],
            (self.env._("How to fill it in"), notes),
        )

    @api.model
    def _get_template_examples(self):
        return [
            {
                "company_name": "Elbe Garden Trading GmbH",
                "contact_name": "Anna Schmidt",
                "position": "Purchasing Manager",
                "email": "a.schmidt@elbe-garden.example",
                "phone": "+49 40 1234567",
                "website": "www.elbe-garden.example",
                "country": "Germany",
                "city": "Hamburg",
                "product": "Folding garden chair",
                "quantity": "1200",
                "unit": "pcs",
                "target_price": "11.80",
                "currency": "USD",
                "message": self.env._("Met on the second day; wants samples in June"),
            },
            {
                "company_name": "Casa Jardín S.A. de C.V.",
                "contact_name": "Lucía Fernández",
                "whatsapp": "+52 55 1234 5678",
                "country": "MX",
            },
        ]

    def _render_report(self):
        """The rows that made no lead, each with its number and the reason, as they were."""
        self.ensure_one()
        # sudo: whoever may read the import may read its rows
        rows = self.sudo().inquiry_ids.filtered(
            lambda row: row.state in ("rejected", "failed", "duplicate")
        )
        columns = self.column_ids.sorted("index").mapped("heading")
        lines = []
        for row in rows.sorted("row_number"):
            told = {heading: text for heading, text, _field in row.row_values or ()}
            reason = row.error or dict(row._fields["state"]._description_selection(self.env)).get(
                row.state
            )
            lines.append([row.row_number, reason, *[told.get(name, "") for name in columns]])
        reason = self.env._("This row came in before.")
        lines += [[number, reason] for number in self.repeated_rows or ()]
        headings = [self.env._("Row"), self.env._("Reason"), *columns]
        return lead_import_files.workbook(
            self.env._("Rows Not Imported"), headings, lines, widths=(8, 60)
        )
