import math

from odoo import http
from odoo.exceptions import AccessError, MissingError, ValidationError
from odoo.http import content_disposition, request
from odoo.tools import consteq

from odoo.addons.sale.controllers import portal

from ..models.sale_order_version_portal import OLDER_VERSION
from ..tools.portal_input import read_name, read_signature

#: ids are 32 bits wide in the database
MAX_ID = 2**31 - 1


class QuotationPortal(portal.CustomerPortal):
    """The page of a quotation shows what was sent; an older version's link says so."""

    @http.route()
    def portal_order_page(self, order_id, access_token=None, report_type=None, **kwargs):
        order = self._find_quotation(order_id, access_token)
        if not order:
            return request.redirect("/my")
        kwargs = self._clean_page_arguments(kwargs)
        number = kwargs.get("version")
        if request.env.user.share and not self._may_show(order, access_token):
            return self._render_quotation_in_preparation(order)
        shown = order._get_version_to_show(number)
        if shown and report_type in ("html", "pdf", "text"):
            return self._send_version_document(shown, report_type, kwargs.get("download"))
        if shown and shown != order._get_portal_version():
            request.update_context(**{OLDER_VERSION: True})
        return super().portal_order_page(
            order_id, access_token=access_token, report_type=report_type, **kwargs
        )

    def _find_quotation(self, order_id, access_token):
        """The order as superuser if the visitor may see it, else None."""
        if order_id > MAX_ID:
            return None
        try:
            return self._document_check_access("sale.order", order_id, access_token=access_token)
        except (AccessError, MissingError):
            return None

    def _clean_page_arguments(self, kwargs):
        """Whatever stands in the address: a version number or none, an amount or none."""
        version = str(kwargs.pop("version", "") or "")
        if version.isdecimal() and len(version) < 10:
            kwargs["version"] = int(version)
        amount = self._cast_as_float(kwargs.get("payment_amount"))
        if amount is not None and not (math.isfinite(amount) and amount > 0):
            kwargs.pop("payment_amount")
        return kwargs

    def _may_show(self, order, access_token):
        """A draft that was never sent is shown to who was given its link, and then frozen."""
        if order.state != "draft" or order._get_portal_version():
            return True
        token = order.access_token
        given = isinstance(access_token, str) and token and consteq(token, access_token)
        return bool(given) and order._freeze_for_portal()

    def _render_quotation_in_preparation(self, order):
        values = {"page_name": "quote", "sale_order": order, "res_company": order.company_id}
        return request.render("foreign_trade_crm.quotation_in_preparation", values)

    def _send_version_document(self, version, report_type, download):
        """The PDF that was sent; the same page as HTML where that was asked for."""
        if report_type != "pdf":
            document = version._get_trade_document("quotation", version._get_document_language())
            return request.make_response(version._render_trade_document_html(document))
        content = version.pdf_attachment_id.raw or version._render_version_pdf()
        if not content:
            raise request.not_found()
        name = f"{version._pdf_basename()}.pdf"
        kind = "attachment" if download else "inline"
        is_pdf = content[:4] == b"%PDF"
        return request.make_response(
            content,
            headers=[
                ("Content-Type", "application/pdf" if is_pdf else "text/html; charset=utf-8"),
                ("Content-Disposition", content_disposition(name, kind)),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )

    def _get_page_view_values(self, document, access_token, values, *args, **kwargs):
        values = super()._get_page_view_values(document, access_token, values, *args, **kwargs)
        if document._name == "sale.order":
            last = document._get_portal_version()
            shown = document._get_version_to_show(kwargs.get("version"))
            values["last_version"] = last
            values["shown_version"] = shown
            values["is_older_version"] = bool(shown) and shown != last
            values["draft_differs"] = bool(last) and not document._is_draft_as_sent(last)
        return values

    @http.route()
    def portal_quote_accept(
        self, order_id, access_token=None, name=None, signature=None, version=None
    ):
        """Sign the version that stands on the page; what is not a signature is refused."""
        arguments = request.httprequest.args
        token = access_token or arguments.get("access_token")
        order = self._find_quotation(order_id, token) if isinstance(token or "", str) else None
        if not order:
            return {"error": request.env._("Invalid order.")}
        name, signature = read_name(name), read_signature(signature)
        if not signature:
            return {"error": request.env._("Signature is missing.")}
        if not name:
            return {"error": request.env._("Please write your name.")}
        error = self._find_obstacle(order, version or arguments.get("version"))
        if error:
            return {"error": error}
        if order._has_to_be_signed():
            # what is signed is what was sent, on Odoo's signed PDF as well
            colleague = order._as_people()
            colleague._try_for_buyer(colleague._restore_charged)
        answer = super().portal_quote_accept(
            order_id, access_token=token, name=name, signature=signature
        )
        if "error" not in answer and order.state in ("draft", "sent") and order._has_to_be_paid():
            order._take_signature()  # on record now, confirmed when it is paid
        return answer

    @http.route()
    def portal_quote_decline(
        self, order_id, access_token=None, decline_message=None, version=None, **kwargs
    ):
        """The buyer declines the version that he has before him, and it says which."""
        order = self._find_quotation(order_id, access_token)
        last = order._get_portal_version() if order else None
        if last and version and str(version) != str(last.number):
            url = order.get_portal_url(query_string=f"&version={last.number}")
            return request.redirect(url)
        answer = super().portal_quote_decline(
            order_id, access_token=access_token, decline_message=decline_message, **kwargs
        )
        if last and order.state == "cancel":
            order._message_log(
                body=order.env._("The buyer declined %(version)s.", version=last.name)
            )
        return answer

    def _find_obstacle(self, order, version):
        """Why this visitor cannot sign what he has before him; nothing if he can."""
        order._lock_for_version()
        last = order._get_portal_version()
        if version and last and str(version) != str(last.number):
            return request.env._(
                "A newer version of this quotation exists. Please open it before you sign."
            )
        if order.is_expired:
            return request.env._("This offer has expired. Please ask us to extend it.")
        if not order._freeze_for_portal():
            return request.env._("Your offer is being finalised. Please come back soon.")
        return None

    def _get_payment_values(self, order_sudo, is_down_payment=False, payment_amount=None, **kwargs):
        """The buyer pays what he was sent, in its currency."""
        values = super()._get_payment_values(
            order_sudo, is_down_payment=is_down_payment, payment_amount=payment_amount, **kwargs
        )
        version = order_sudo._get_charged_version()
        if version:
            values |= self._charge_version(values, version, is_down_payment, payment_amount)
        if last := order_sudo._get_portal_version():
            values["transaction_route"] = order_sudo.get_portal_url(
                suffix="/transaction", query_string=f"&version={last.number}"
            )
        return values

    def _charge_version(self, values, version, is_down_payment, payment_amount):
        """Amount and currency of the version, and the ways to pay that there are for these."""
        amount = version.amount_total
        if is_down_payment:
            is_part = payment_amount and payment_amount < amount
            needed = version.order_id._get_prepayment_required_amount()
            amount = payment_amount if is_part else needed
        if (amount, version.currency_id) == (values["amount"], values["currency"]):
            return {}
        currency = {"currency_id": version.currency_id.id, "sale_order_id": version.order_id.id}
        # sudo: as Odoo does here, a visitor reads no providers
        env = request.env(su=True)
        providers = env["payment.provider"]._get_compatible_providers(
            version.company_id.id, values["partner_id"], amount, **currency
        )
        methods = env["payment.method"]._get_compatible_payment_methods(
            providers.ids, values["partner_id"], **currency
        )
        tokens = values["tokens_sudo"].filtered(lambda token: token.provider_id in providers)
        return {
            "amount": amount,
            "currency": version.currency_id,
            "providers_sudo": providers,
            "payment_methods_sudo": methods,
            "tokens_sudo": tokens,
        }

    @http.route()
    def portal_my_sale_order_download_edi(self, order_id=None, access_token=None, **kwargs):
        """The electronic document says what was sent, or is not handed out."""
        order = self._find_quotation(order_id or 0, access_token)
        last = order._get_portal_version() if order else None
        never_sent = bool(order) and not last and order.state == "draft"
        if (last and not order._is_draft_as_sent(last)) or (never_sent and request.env.user.share):
            return request.redirect(order.get_portal_url())
        return super().portal_my_sale_order_download_edi(
            order_id=order_id, access_token=access_token, **kwargs
        )

    @http.route()
    def portal_quote_option_update(self, order_id, line_id, access_token=None, **kwargs):
        """The buyer chooses among the options of what was sent, not of the draft."""
        order = self._find_quotation(order_id, access_token)
        last = order._get_portal_version() if order else None
        if last and (order.is_expired or not order._is_draft_as_sent(last)):
            return None
        result = super().portal_quote_option_update(
            order_id, line_id, access_token=access_token, **kwargs
        )
        if last:
            order._note_portal_choice()
        return result


class QuotationPaymentPortal(portal.PaymentPortal):
    @http.route()
    def portal_order_transaction(self, order_id, access_token, **kwargs):
        amount = kwargs.get("amount")
        if isinstance(amount, bool) or not isinstance(amount, (int, float)):
            raise ValidationError(request.env._("The amount is not valid."))
        if not math.isfinite(amount) or amount <= 0 or order_id > MAX_ID:
            raise ValidationError(request.env._("The amount is not valid."))
        return super().portal_order_transaction(order_id, access_token, **kwargs)

    def _create_transaction(self, *args, custom_create_values=None, **kwargs):
        """A transaction is about the version that the buyer sees, in its currency."""
        values = custom_create_values or {}
        orders = request.env["sale.order"].sudo()
        for command in values.get("sale_order_ids") or ():
            orders |= orders.browse(command[2] or ())
        version = orders._get_portal_version() if len(orders) == 1 else None
        if version:
            shown = request.httprequest.args.get("version")
            if shown and shown != str(version.number):
                raise ValidationError(
                    request.env._(
                        "A newer version of this quotation exists. Please open it before you pay."
                    )
                )
            if orders.is_expired:
                raise ValidationError(request.env._("This offer has expired."))
            values = {**values, "quotation_version_id": version.id}
            if not orders._is_chosen_by_buyer():
                kwargs["currency_id"] = version.currency_id.id
        return super()._create_transaction(*args, custom_create_values=values, **kwargs)
