import hashlib
import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class SaleOrder(models.Model):
    """Sending a quotation, through whichever door, freezes what was sent as a version."""

    _inherit = "sale.order"

    quotation_version_ids = fields.One2many(
        "foreign.trade.quotation.version",
        "order_id",
        readonly=True,
        copy=False,
        groups="sales_team.group_sale_salesman",
    )
    quotation_version_count = fields.Integer("Versions", compute="_compute_quotation_version_count")
    last_version_id = fields.Many2one(
        "foreign.trade.quotation.version",
        "Last Version Sent",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    accepted_version_id = fields.Many2one(
        "foreign.trade.quotation.version",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )

    @api.depends("last_version_id")
    def _compute_quotation_version_count(self):
        # versions number 1, 2, 3 … without a gap: the last number is the count
        for order in self:
            order.quotation_version_count = order.sudo().last_version_id.number

    @api.model
    def _trade_engine_fields(self):
        return super()._trade_engine_fields() | {
            "last_version_id": False,
            "accepted_version_id": False,
        }

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        orders.filtered(lambda order: order.state == "sent")._freeze_version()
        return orders

    def write(self, vals):
        res = super().write(vals)
        if vals.get("state") == "sent":
            self._freeze_version()
        return res

    def unlink(self):
        """Versions go with an order that Odoo lets go, in SQL; their files go here."""
        # deleting the order was allowed or refused by its own rules
        versions = self.sudo().quotation_version_ids
        files = versions.pdf_attachment_id | versions.acceptance_ids.attachment_ids
        res = super().unlink()
        files._unlink_with_versions()
        return res

    def action_record_version(self):
        """Freeze what was told to the buyer by telephone or messenger, after it was sent once."""
        if any(order.state != "sent" for order in self):
            raise UserError(self.env._("Mark the quotation as sent first."))
        self.check_access("write")
        self._freeze_version()

    def action_view_versions(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Quotation Versions"),
            "res_model": "foreign.trade.quotation.version",
            "view_mode": "list,form",
            "domain": [("order_id", "=", self.id)],
        }

    def _freeze_version(self, pdf=None, **extra):
        """The version that holds what these orders say now; the last one if nothing changed.

        :param bytes pdf: what the buyer received, kept as it is; else a trade quotation gets
            our own document, and an ordinary one none
        :param extra: further values of a version that is made
        """
        versions = self.env["foreign.trade.quotation.version"]
        self._lock_for_version()
        said = {order: order._prepare_version_content() for order in self}
        changed = self.filtered(
            lambda one: one.sudo().last_version_id.content_hash != said[one][0]["content_hash"]
        )
        changed._approval_moment_check("quotation_send")  # of all of them at once
        for order in self:
            version = order.sudo().last_version_id.with_env(self.env)
            if order in changed:
                values, lines = said[order]
                version = order._freeze_next_version({**values, **extra}, lines)
                if pdf or order._is_trade_quotation():
                    version.sudo()._attach_pdf(pdf)
            versions += version
        return versions

    def _prepare_version_content(self):
        """``(values with their fingerprint, values of the lines)`` of what the order says now."""
        values, lines = self._prepare_version_values(), self._prepare_version_line_values()
        return {**values, **self._version_fingerprint(values, lines)}, lines

    def _lock_for_version(self):
        """Two who send at once come one after the other.

        Whoever comes second waits here; PostgreSQL then refuses the stale snapshot, Odoo repeats
        the request, and it meets the version that the first one made.
        """
        if self.ids:
            self.env.execute_query(
                SQL(
                    "SELECT id FROM sale_order WHERE id IN %s ORDER BY id FOR NO KEY UPDATE",
                    tuple(self.ids),
                )
            )

    def _freeze_next_version(self, values, lines):
        today = fields.Date.context_today(self)
        rate, rate_date = self._get_quotation_rate(today)
        order = self.sudo()  # sudo: a version keeps what its sender may not see
        number = order.last_version_id.number + 1
        snapshots = [one._prepare_version_line_snapshot() for one in order._get_version_lines()]
        lines = [{**line, **kept} for line, kept in zip(lines, snapshots, strict=True)]
        version = self.env["foreign.trade.quotation.version"]._freeze_order(
            {
                **values,
                **order._prepare_version_snapshot(),
                "order_id": self.id,
                "number": number,
                "name": f"{self.name} / V{number}",
                "rate": rate,
                "rate_date": rate_date,
                "sent_by_id": self.env.uid,
                "sent_at": fields.Datetime.now(),
            },
            lines,
        )
        self._write_trade_state(
            {
                "last_version_id": version.id,
                "quotation_rate": rate,
                "quotation_rate_date": rate_date,
            }
        )
        self._after_version_frozen(version)
        return version

    def _get_quotation_rate(self, today):
        """Company currency for one unit as quoted on that day, and the day the rate is of.

        The order's own rate is that of its date, which may be weeks before.
        """
        self.ensure_one()
        rate = self.currency_id._get_conversion_rate(
            self.currency_id, self.company_id.currency_id, self.company_id, today
        )
        return rate, today

    def _after_version_frozen(self, version):
        """The order sent its next version; others extend this."""

    def _prepare_version_values(self):
        """The terms of the offer: fields of ``foreign.trade.offer.mixin`` but for the rate."""
        self.ensure_one()
        lang = self.partner_id.lang or self.env.lang or "en_US"
        # a version holds whatever the order shows its buyer, whoever sends it
        order = self.sudo().with_context(lang=lang)
        partner, plan = order.partner_id, order.payment_plan_id
        return {
            "company_id": order.company_id.id,
            "partner_id": partner.id,
            "partner_name": partner.display_name,
            "partner_address": order._version_partner_address(),
            "lang": lang,
            "currency_id": order.currency_id.id,
            "validity_date": order.validity_date,
            "incoterm_id": order.incoterm.id,
            "incoterm_location": order.incoterm_location,
            "price_terms": order._price_terms(),
            "port_loading_id": order.port_loading_id.id,
            "port_loading_name": order.port_loading_id.name,
            "port_discharge_id": order.port_discharge_id.id,
            "port_discharge_name": order.port_discharge_id.name,
            "payment_plan_id": plan.id,
            "payment_terms": plan._describe(lang) if plan else order.payment_term_id.name,
            "latest_shipment_date": order.latest_shipment_date,
            "client_order_ref": order.client_order_ref,
            "note": order.note,
            "amount_untaxed": order.amount_untaxed,
            "amount_tax": order.amount_tax,
            "amount_total": order.amount_total,
        }

    def _version_partner_address(self):
        """Name, address and contact of the buyer, one printed line each."""
        document = self.env["foreign.trade.quotation.version"]
        return "\n".join(document._trade_document_party("", self.partner_id)[1])

    def _prepare_version_line_values(self):
        """Values of the version's lines; down payments are bookkeeping, not goods."""
        self.ensure_one()
        lang = self.partner_id.lang or self.env.lang or "en_US"
        order = self.sudo().with_context(lang=lang)
        return [line._prepare_version_line_values() for line in order._get_version_lines()]

    @api.model
    def _version_fingerprint(self, values, lines):
        """Hashes by which the same content is known again."""
        goods = [values["partner_id"], values["currency_id"], lines]
        return {"content_hash": _digest([values, lines]), "goods_hash": _digest(goods)}

    def _set_accepted_version(self, version):
        self.ensure_one()
        self.check_access("write")
        self._write_trade_state({"accepted_version_id": version.id})
        # sudo: the amount of the deal follows, whoever records the acceptance
        self.sudo().opportunity_id._lead_by_version(version.sudo())


def _digest(content):
    text = json.dumps(content, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
