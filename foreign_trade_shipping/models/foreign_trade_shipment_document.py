from odoo import models

from odoo.addons.foreign_trade_crm.tools.trade_document import (
    Column,
    TradeDocument,
    decimals_of,
)


class ForeignTradeShipmentDocument(models.Model):
    """Commercial invoice, packing list and shipping advice.

    All of them print the stored figures of the shipment and its lines; none is computed here.
    """

    _inherit = "foreign.trade.shipment"

    def _trade_document_kinds(self):
        kinds = super()._trade_document_kinds() | {
            "commercial_invoice": self.env._("Commercial Invoice"),
            "packing_list": self.env._("Packing List"),
        }
        if self and self[0].on_board_date:
            kinds["shipping_advice"] = self.env._("Shipping Advice")
        return kinds

    def _trade_document_partner(self, kind):
        return self.partner_id

    def _trade_document_company(self):
        return self.company_id

    def _prepare_trade_document_commercial_invoice(self):
        columns = self._get_invoice_columns()
        return self._prepare_shipment_document(
            title=self.env._("Commercial Invoice"),
            facts=self._get_reference_facts()
            + self._get_term_facts()
            + self._get_transport_facts()
            + self._get_weight_facts(),
            columns=columns,
            rows=self._get_document_rows(self.line_ids, columns),
            totals=[
                (
                    self.env._("Total %(currency)s", currency=self.currency_id.name),
                    self.amount_total,
                )
            ],
            amount_in_words=self._trade_document_amount_in_words(
                self.amount_total, self.currency_id
            ),
        )

    def _prepare_trade_document_packing_list(self):
        """What is in which carton, and what it weighs and measures; never a price."""
        columns = self._get_packing_columns()
        total = {
            "name": self.env._("Total"),
            "quantity": self.total_quantity,
            "cartons": self.total_cartons,
            "total_net_weight": self.total_net_weight,
            "total_gross_weight": self.total_gross_weight,
            "total_volume": self.total_volume,
        }
        return self._prepare_shipment_document(
            title=self.env._("Packing List"),
            facts=self._get_reference_facts() + self._get_transport_facts(),
            columns=columns,
            rows=self._get_document_rows(self.line_ids.filtered("is_goods"), columns),
            totals=[total],
        )

    def _prepare_trade_document_shipping_advice(self):
        """Tells the buyer that the goods have left, for his insurance and customs."""
        columns = self._get_invoice_columns(priced=False)
        facts = [
            (self.env._("On Board"), self.on_board_date),
            (self.env._("ETA"), self.eta),
            (
                self.env._("Invoice Value (%(currency)s)", currency=self.currency_id.name),
                self.amount_total,
            ),
        ]
        return self._prepare_shipment_document(
            title=self.env._("Shipping Advice"),
            facts=self._get_reference_facts()
            + self._get_transport_facts()
            + facts
            + self._get_weight_facts(),
            columns=columns,
            rows=self._get_document_rows(self.line_ids.filtered("is_goods"), columns),
        )

    def _prepare_shipment_document(self, title, facts, columns, rows, **values):
        seller = self.company_id.sudo().partner_id
        return TradeDocument(
            kind="",
            title=title,
            number=self.invoice_number or self.name,
            date=self.invoice_date,
            letterhead=self._trade_document_letterhead(),
            parties=self._get_document_parties(),
            facts=[(label, value) for label, value in facts if value],
            columns=columns,
            rows=rows,
            clauses=self._get_document_clauses(),
            signature=[(self.env._("For and on behalf of the exporter"), seller.name)],
            currency=self.currency_id.name,
            currency_decimals=self.currency_id.decimal_places,
            **values,
        )

    def _get_document_parties(self):
        seller = self.company_id.sudo().partner_id
        buyer = self.order_id.partner_invoice_id or self.partner_id
        parties = [
            self._trade_document_party(self.env._("Exporter"), seller),
            self._trade_document_party(self.env._("Buyer"), buyer),
        ]
        if self.consignee_id and self.consignee_id != buyer:
            parties.append(self._trade_document_party(self.env._("Consignee"), self.consignee_id))
        if self.notify_party_id:
            parties.append(
                self._trade_document_party(self.env._("Notify Party"), self.notify_party_id)
            )
        return parties

    def _get_reference_facts(self):
        # sudo: number and purchase order of the contract are printed for the buyer anyway
        contract = self.order_id.sudo()._get_active_contracts()[:1]
        purchase_order = contract.buyer_po_number or self.client_order_ref
        return [
            (self.env._("Order No."), self.order_id.name),
            (self.env._("Contract No."), contract.name),
            (self.env._("Buyer's PO No."), purchase_order),
            (self.env._("L/C No."), self.lc_number),
        ]

    def _get_term_facts(self):
        order = self.order_id
        contract = order.sudo()._get_active_contracts()[:1]
        origins = ", ".join(sorted(set(self.line_ids.origin_country_id.mapped("name"))))
        payment_terms = contract.payment_terms or order.payment_term_id.name
        return [
            (self.env._("Price Terms"), order._price_terms()),
            (self.env._("Payment Terms"), payment_terms),
            (self.env._("Country of Origin"), origins),
            (self.env._("Freight"), self._get_selection_label("freight_terms")),
        ]

    def _get_transport_facts(self):
        containers = [
            " / ".join(filter(None, (box.number, box.container_type_id.name, box.seal_number)))
            for box in self.container_ids
        ]
        return [
            (self.env._("Mode of Transport"), self._get_selection_label("mode")),
            (self.env._("Carrier"), self.carrier_id.name),
            (
                self.env._("Vessel / Voyage"),
                " / ".join(filter(None, (self.vessel, self.voyage))),
            ),
            (self.env._("Port of Loading"), self.port_loading_id.name),
            (self.env._("Port of Discharge"), self.port_discharge_id.name),
            (self.env._("Place of Delivery"), self.place_delivery),
            (self.env._("B/L No."), self.bill_number),
            (self.env._("Containers"), ", ".join(containers)),
        ]

    def _get_weight_facts(self):
        def figure(value, unit):
            return value and f"{value:,.{3 if unit == 'm³' else 2}f} {unit}"

        return [
            (self.env._("Packages"), self.total_cartons and self._get_package_text()),
            (self.env._("Net Weight"), figure(self.total_net_weight, "kg")),
            (self.env._("Gross Weight"), figure(self.total_gross_weight, "kg")),
            (self.env._("Measurement"), figure(self.total_volume, "m³")),
        ]

    def _get_package_text(self):
        return self.env._("%(count)s cartons", count=self.total_cartons)

    def _get_document_clauses(self):
        marks = (self.marks or "").strip()
        return [(self.env._("Shipping Marks"), marks)] if marks else []

    def _get_selection_label(self, name):
        return dict(self._fields[name]._description_selection(self.env)).get(self[name], "")

    def _get_invoice_columns(self, priced=True):
        code = self.currency_id.name
        columns = [
            Column("name", self.env._("Description of Goods"), width=4),
            Column("hs_code", self.env._("HS Code"), width=1.6),
            Column("quantity", self.env._("Quantity"), "quantity"),
            Column("uom", self.env._("Unit"), width=1.2),
        ]
        if priced:
            columns += [
                Column(
                    "price_unit",
                    self.env._("Unit Price (%(currency)s)", currency=code),
                    "price",
                    1.6,
                    decimals_of(self.line_ids.mapped("price_unit"), self.currency_id),
                ),
                Column("amount", self.env._("Amount (%(currency)s)", currency=code), "amount", 1.8),
            ]
        else:
            columns.append(Column("cartons", self.env._("Cartons"), "integer"))
        return columns

    def _get_packing_columns(self):
        return [
            Column("carton_numbers", self.env._("Carton No."), width=1.4),
            Column("name", self.env._("Description of Goods"), width=4),
            Column("quantity", self.env._("Quantity"), "quantity"),
            Column("pieces_per_carton", self.env._("Pcs per Carton"), "integer", 1.2),
            Column("cartons", self.env._("Cartons"), "integer", 1.2),
            Column("total_net_weight", self.env._("N.W. (kg)"), "weight"),
            Column("total_gross_weight", self.env._("G.W. (kg)"), "weight"),
            Column("measure", self.env._("L×W×H (cm)"), width=1.6),
            Column("total_volume", self.env._("CBM"), "volume", 1.3),
        ]

    def _get_document_rows(self, lines, columns):
        keys = {column.key for column in columns}
        return [
            {key: value for key, value in line._get_document_values().items() if key in keys}
            for line in lines
        ]

    def action_print_packing_list(self):
        return self.action_print_document("packing_list")

    def action_print_commercial_invoice(self):
        return self.action_print_document("commercial_invoice")

    def action_print_shipping_advice(self):
        return self.action_print_document("shipping_advice")

    def action_download_commercial_invoice(self):
        return self.action_download_xlsx("commercial_invoice")

    def action_download_packing_list(self):
        return self.action_download_xlsx("packing_list")
