from odoo import http
from odoo.fields import Domain
from odoo.http import request
from odoo.tools import email_normalize

from ..tools import language, lead_facts

MAX_FORM = 64 * 1024
FIELDS = (
    "contact_name",
    "company_name",
    "email",
    "phone",
    "country",
    "product",
    "quantity",
    "message",
)
TRAP = "fax_number"


class InquiryFormController(http.Controller):
    """The public form of a channel: small, on its own, in the visitor's language."""

    @http.route(
        "/foreign_trade/inquiry/<string:key>/form",
        type="http",
        auth="public",
        methods=["GET"],
        save_session=False,
    )
    def form(self, key, lang=None, **_params):
        channel = self._find_channel(key)
        return self._render(channel, self._pick_lang(channel, lang))

    @http.route(
        "/foreign_trade/inquiry/<string:key>/form",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,  # it stands in frames of other sites, without cookies: the token serves
        save_session=False,
        max_content_length=MAX_FORM,
    )
    def submit(self, key, lang=None, **posted):
        """Store what the visitor wrote, then make the lead and say thank you."""
        channel = self._find_channel(key)
        code = self._pick_lang(channel, lang)
        channel = channel.with_context(lang=code)
        facts = {name: str(posted.get(name) or "") for name in FIELDS}
        identity, age = channel._read_form_token(str(posted.get("token") or ""))
        if not identity or not channel._is_form_token_fresh(age):
            again = request.env._("Please look over your message and send it again.")
            return self._render(channel, code, facts, {"": again}, status=422)
        errors = self._check(facts)
        if errors:
            return self._render(channel, code, facts, errors, status=422)
        sender_key = channel._get_form_sender_key(request.httprequest.remote_addr)
        if channel._is_form_rate_exceeded(sender_key):
            later = request.env._("You have sent many messages. Please try again in ten minutes.")
            return self._render(channel, code, facts, {"": later}, status=429)
        self._take(channel, facts, code, identity, sender_key, trapped=bool(posted.get(TRAP)))
        return request.redirect(f"{channel._get_webhook_path()}/thanks?lang={code}", 303)

    @http.route(
        "/foreign_trade/inquiry/<string:key>/thanks",
        type="http",
        auth="public",
        methods=["GET"],
        save_session=False,
    )
    def thanks(self, key, lang=None, **_params):
        channel = self._find_channel(key)
        return self._render(channel, self._pick_lang(channel, lang), done=True)

    def _find_channel(self, key):
        # sudo: the page is public, the channel is not
        channel = request.env["foreign.trade.channel"].sudo()._find_web_form(key)
        if not channel:
            raise request.not_found()
        return channel

    def _take(self, channel, facts, code, identity, sender_key, trapped):
        """Store, commit, read. A trapped one is kept, rejected, and not told apart."""
        # sudo: visitors have no rights on inquiries
        log = request.env["foreign.trade.inquiry"].sudo()
        values = {"sender_key": sender_key}
        if trapped:
            reason = request.env._("A robot filled in a field that people do not see.")
            values.update(state="rejected", error=reason)
        told = {name: value for name, value in lead_facts.clean(facts).items() if value}
        told["language"] = code
        inquiry = log._receive_form(channel, told, f"form:{identity}", **values)
        # the visitor is thanked for what is on record, whatever its reading meets
        request.env.cr.commit()
        inquiry._process_or_defer()

    def _check(self, facts):
        """field → what to mend, in the visitor's language."""
        env, errors = request.env, {}
        email, phone = facts["email"].strip(), facts["phone"].strip()
        if not facts["contact_name"].strip():
            errors["contact_name"] = env._("Please tell us your name.")
        if not facts["message"].strip():
            errors["message"] = env._("Please write what you are looking for.")
        if not email and not phone:
            errors["email"] = env._("Please give an e-mail address or a phone number.")
        elif email and not email_normalize(email):
            errors["email"] = env._("This is not an e-mail address.")
        if phone and sum(char.isdigit() for char in phone) < 6:
            errors["phone"] = env._("Please give the number with its country code.")
        return errors

    def _pick_lang(self, channel, asked):
        """An installed language: asked for, else the browser's, else the channel's."""
        installed = [code for code, _name in request.env["res.lang"].get_installed()]
        picked = asked if asked in installed else ""
        for accepted, _quality in request.httprequest.accept_languages:
            code, _sep, country = accepted.replace("-", "_").partition("_")
            country = {"Hans": "CN", "Hant": "TW"}.get(country, country)
            picked = picked or language.pick_installed(code.lower(), installed, country)
        picked = picked or channel.lang or language.pick_installed("en", installed)
        request.update_context(lang=picked or installed[0])
        return picked or installed[0]

    def _render(self, channel, code, facts=None, errors=None, done=False, status=200):
        channel = channel.with_context(lang=code)
        langs = request.env["res.lang"].sudo()
        company = channel.company_id or request.env.company.sudo()
        values = {
            "channel": channel,
            "company": company,
            "action": f"{channel._get_webhook_path()}/form",
            "facts": facts or {"country": self._guess_country()},
            "errors": errors or {},
            "done": done,
            "token": channel._make_form_token(),
            "trap": TRAP,
            "code": code,
            "direction": langs._lang_get(code).direction or "ltr",
            "languages": request.env["res.lang"].get_installed(),
            "countries": self._get_countries(code),
        }
        response = request.render("foreign_trade_crm.inquiry_form_page", values)
        response.status_code = status
        response.headers["Cache-Control"] = "no-store"
        return response

    def _get_countries(self, code):
        """(code, name) of all countries by name, as the visitor reads them."""
        # sudo: a public list
        countries = request.env["res.country"].sudo().with_context(lang=code)
        rows = [(country.code, country.name) for country in countries.search(Domain.TRUE)]
        return sorted(rows, key=lambda row: row[1].casefold())

    def _guess_country(self):
        return request.geoip.country_code or ""
