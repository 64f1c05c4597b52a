import json
import logging

from odoo import http
from odoo.http import request

from ..tools import webhook_payload

_logger = logging.getLogger(__name__)

MAX_BODY = 1024 * 1024
CONFLICT_ATTEMPTS = 3
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


class InquiryWebhookController(http.Controller):
    """The public address of a channel, for systems that post inquiries.

    401 wrong proof of origin, 413 too large, 400 no JSON, 422 fields of the wrong type (the
    answer names them), 404 no such address. 200: the inquiry is a lead, or was here before;
    202: it is stored and will be one.
    """

    @http.route(
        "/foreign_trade/inquiry/<string:key>",
        type="http",
        auth="public",
        methods=["GET"],
        csrf=False,
        save_session=False,
    )
    def verify(self, key, **params):
        """Meta's handshake: whoever knows the verify token gets its challenge back."""
        channel = self._find_channel(key)
        if (
            not channel
            or params.get("hub.mode") != "subscribe"
            or not channel._is_webhook_verified(params.get("hub.verify_token"))
        ):
            return self._answer(403, error="The verify token is not that of this channel.")
        challenge = str(params.get("hub.challenge") or "")[:200]
        headers = [("Content-Type", "text/plain"), ("X-Content-Type-Options", "nosniff")]
        return request.make_response(challenge, headers=headers)

    @http.route(
        "/foreign_trade/inquiry/<string:key>",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
        max_content_length=2 * MAX_BODY,
    )
    def receive(self, key, token=None, **_params):
        """Store what is posted, answer for it, and only then read it."""
        channel = self._find_channel(key)
        if not channel:
            return self._answer(404, error="No channel has this address.")
        if (request.httprequest.content_length or 0) > MAX_BODY:
            return self._answer(413, error=f"The body is larger than {MAX_BODY} bytes.")
        raw = self._read_body(channel)
        if not channel._is_webhook_authentic(raw, request.httprequest.headers, token):
            _logger.info(
                "Webhook of channel %s: proof of origin refused, %s bytes from %s",
                channel.id,
                len(raw),
                request.httprequest.remote_addr,
            )
            return self._answer(401, error="The signature or token is not right.")
        if len(raw) > MAX_BODY:
            return self._answer(413, error=f"The body is larger than {MAX_BODY} bytes.")
        return self._take(channel, raw)

    def _take(self, channel, raw):
        """Answer for an authentic body."""
        # sudo: the sender has proved who it is; visitors have no rights on inquiries
        log = request.env["foreign.trade.inquiry"].sudo()
        try:
            document = webhook_payload.parse(raw)
            channel._receive_statuses(document)
            inquiries, ids, errors = log._receive_webhook(channel, raw, document)
        except webhook_payload.PayloadError as error:
            log._store_rejected(channel, raw, str(error))
            return self._answer(400, error=str(error))
        if errors:
            reason = "; ".join(f"{name}: {text}" for name, text in errors.items())
            log._store_rejected(channel, raw, reason)
            return self._answer(422, error="Fields of the wrong type.", fields=errors)
        before = set(inquiries.filtered(lambda i: i.state != "new" or i.attempts).ids)
        # what is on record now is answered for, whatever its reading meets
        request.env.cr.commit()
        self._read_inquiries(inquiries)
        return self._report(inquiries, ids, before)

    def _read_inquiries(self, inquiries):
        """Read them now; what collides with another worker is read again on its results."""
        inquiries._process_or_defer()
        for _attempt in range(CONFLICT_ATTEMPTS):
            conflicting = inquiries.filtered(lambda inquiry: inquiry._is_conflict())
            if not conflicting:
                break
            request.env.cr.commit()
            conflicting._process()

    def _report(self, inquiries, ids, before):
        """One line for each id: what became of it."""
        by_id = {inquiry.external_id: inquiry for inquiry in inquiries}
        states = []
        for external_id in ids:
            inquiry = by_id.get(external_id)
            if inquiry is None or inquiry.id in before:
                states.append("duplicate")
            elif inquiry.state in ("new", "failed"):
                states.append("stored")
            else:
                states.append(inquiry.state)
        lines = [{"id": key, "status": state} for key, state in zip(ids, states, strict=True)]
        return self._answer(202 if "stored" in states else 200, inquiries=lines)

    def _find_channel(self, key):
        # sudo: the address is public, the channel is not
        return request.env["foreign.trade.channel"].sudo()._find_webhook(key)

    def _read_body(self, channel):
        """The raw body; of a posted form, which cannot be signed, its fields as JSON."""
        if request.httprequest.mimetype in FORM_TYPES:
            posted = request.httprequest.form.to_dict()
            if channel.webhook_auth == "token":
                posted.pop("token", None)  # proof of origin: whoever reads inquiries must not
            return webhook_payload.dump(posted)
        return request.httprequest.get_data(cache=True)

    def _answer(self, status, **content):
        headers = [("Content-Type", "application/json"), ("Cache-Control", "no-store")]
        return request.make_response(json.dumps(content), headers=headers, status=status)
