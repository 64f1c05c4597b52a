from odoo import http
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import content_disposition, request
from odoo.tools import consteq

from odoo.addons.portal.controllers.portal import CustomerPortal

from ..models.foreign_trade_contract_portal import PORTAL_STATES
from ..tools.portal_upload import MAX_FILE, check_amount, check_file, clean_text

PATH = "/my/contracts/<int:contract_id>"
#: ids are 32 bits wide in the database
MAX_ID = 2**31 - 1
#: in the visitor's session: why what he sent was not taken; nobody else puts words on our page
REFUSED = "foreign_trade_contract_refused"


class PortalContract(CustomerPortal):
    """Proforma invoices and contracts as their buyer sees them: read, sign, send the slip."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "contract_count" in counters:
            contracts = request.env["foreign.trade.contract"].sudo()
            values["contract_count"] = contracts.search_count(self._get_contract_domain())
        return values

    def _get_contract_domain(self):
        """What was issued to the buyer of whoever is logged in."""
        customer = request.env.user.partner_id.commercial_partner_id
        return Domain("partner_id.commercial_partner_id", "=", customer.id) & Domain(
            "state", "in", PORTAL_STATES
        )

    def _find_contract(self, contract_id, access_token=None):
        """The document as superuser, for the buyer's people and whoever has its link.

        Anybody else gets the same answer as where there is no document.
        """
        contract = self._browse_contract(contract_id)
        known = contract and (
            self._is_token(contract, access_token) or contract._is_open_to(request.env.user)
        )
        if not contract or not (known or self._is_colleague(contract)):
            raise request.not_found()
        return contract

    def _browse_contract(self, contract_id):
        """A document that buyers may see at all, as superuser; else none."""
        contracts = request.env["foreign.trade.contract"].sudo()
        contract = contracts.browse(contract_id if contract_id <= MAX_ID else 0).exists()
        return contract.filtered(lambda one: one.state in PORTAL_STATES)

    def _is_token(self, contract, token):
        """Whether the visitor has the link of this document."""
        if not isinstance(token, str) or not token.isascii() or not contract.access_token:
            return False
        return consteq(contract.access_token, token)

    def _is_colleague(self, contract):
        """Who works on it sees the page as the buyer does, and signs nothing."""
        user = request.env.user
        return user._is_internal() and contract.with_user(user).has_access("read")

    def _get_kind(self, contract):
        return next(iter(contract._trade_document_kinds()))

    def _get_author(self, contract):
        """In whose name it is said."""
        user = request.env.user
        return contract.partner_id if user._is_public() else user.partner_id

    @http.route(["/my/contracts"], type="http", auth="user", website=True)
    def portal_my_contracts(self, **_params):
        contracts = request.env["foreign.trade.contract"].sudo()
        values = self._prepare_portal_layout_values()
        values.update(
            {
                "contracts": contracts.search(self._get_contract_domain(), limit=200),
                "page_name": "foreign_trade_contract",
                "default_url": "/my/contracts",
            }
        )
        return request.render("foreign_trade_crm.portal_my_contracts", values)

    @http.route([PATH], type="http", auth="public", website=True)
    def portal_contract(self, contract_id, access_token=None, message=None, **_params):
        contract = self._find_contract(contract_id, access_token)
        values = self._get_page_view_values(
            contract,
            access_token,
            {
                "contract": contract,
                "doc": contract._get_trade_document(self._get_kind(contract)),
                "page_name": "foreign_trade_contract",
                "message": message,
                "error": request.session.pop(REFUSED, "") if message == "refused" else "",
                "newer": contract.superseded_by_id,
            },
            "my_contracts_history",
            False,
        )
        return request.render("foreign_trade_crm.portal_contract", values)

    @http.route([f"{PATH}/pdf"], type="http", auth="public", website=True)
    def portal_contract_pdf(self, contract_id, access_token=None, **_params):
        """The very file that was issued."""
        contract = self._find_contract(contract_id, access_token)
        kind = self._get_kind(contract)
        issued = contract.pdf_attachment_id
        content = issued.raw if issued else contract._render_trade_document_pdf(kind)
        extension = "pdf" if content[:4] == b"%PDF" else "html"
        filename = contract._trade_document_filename(kind, extension)
        types = {"pdf": "application/pdf", "html": "text/html; charset=utf-8"}
        return request.make_response(
            content,
            headers=[
                ("Content-Type", types[extension]),
                ("Content-Disposition", content_disposition(filename, "inline")),
                ("X-Content-Type-Options", "nosniff"),
                ("Cache-Control", "private, no-store"),
            ],
        )

    @http.route([f"{PATH}/sign"], type="jsonrpc", auth="public", website=True)
    def portal_contract_sign(self, contract_id, access_token=None, name=None, signature=None):
        token = access_token or request.httprequest.args.get("access_token")
        contract = self._find_contract_to_sign(contract_id, token)
        if not contract:
            return {"error": request.env._("This document cannot be signed any more.")}
        try:
            with request.env.cr.savepoint():
                contract._countersign_on_portal(name, signature, self._get_author(contract))
        except UserError as error:
            return {"error": str(error)}
        return {
            "force_refresh": True,
            "redirect_url": contract.get_portal_url(query_string="&message=signed"),
        }

    def _find_contract_to_sign(self, contract_id, token):
        """For the buyer alone: a colleague does not sign in his place."""
        contract = self._browse_contract(contract_id)
        if not contract or request.env.user._is_internal():
            return None
        known = self._is_token(contract, token) or contract._is_open_to(request.env.user)
        return contract if known else None

    @http.route(
        [f"{PATH}/scan"],
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
        max_content_length=MAX_FILE + 64 * 1024,
    )
    def portal_contract_scan(self, contract_id, access_token=None, scan=None, **_params):
        """The signed paper comes back as a scan."""

        def keep(contract):
            name, content = self._read_upload(scan)
            contract._countersign_by_scan(name, content, self._get_author(contract))

        return self._take(contract_id, access_token, keep, "signed")

    @http.route(
        [f"{PATH}/paid"],
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
        max_content_length=MAX_FILE + 64 * 1024,
    )
    def portal_contract_paid(
        self, contract_id, access_token=None, amount=None, reference=None, slip=None, **_params
    ):
        """The buyer says that it is paid, and shows the slip."""

        def keep(contract):
            paid = check_amount(request.env, amount)
            name, content = self._read_upload(slip)
            contract._claim_paid(paid, clean_text(reference, 100), name, content)

        return self._take(contract_id, access_token, keep, "claimed")

    def _read_upload(self, upload):
        """Name and content of an uploaded file, one byte more than allowed at most."""
        content = upload.read(MAX_FILE + 1) if hasattr(upload, "read") else b""
        return check_file(request.env, getattr(upload, "filename", ""), content)

    def _take(self, contract_id, access_token, keep, message):
        """Keep what the buyer sent, or say on the page why not."""
        contract = self._find_contract_to_sign(contract_id, access_token)
        if not contract:
            raise request.not_found()
        token = access_token or contract._portal_ensure_token()
        try:
            with request.env.cr.savepoint():
                keep(contract)
        except UserError as error:
            request.session[REFUSED] = str(error)
            query = {"access_token": token, "message": "refused"}
        else:
            query = {"access_token": token, "message": message}
        return request.redirect_query(contract.access_url, query)
