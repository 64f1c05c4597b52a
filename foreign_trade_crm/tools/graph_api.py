"""The few calls to Meta's Graph API that we need. No database."""

from urllib.parse import urlsplit

import requests

DEFAULT_URL = "https://graph.facebook.com/v23.0"
TIMEOUT = 15
MAX_MEDIA = 25 * 1024 * 1024
MEDIA_HOSTS = (".fbsbx.com", ".facebook.com", ".whatsapp.net", ".fbcdn.net")


class GraphError(Exception):
    """What Meta answered instead of doing it.

    ``code`` is Meta's number, 0 when it could not be reached; ``unsure`` tells that the call
    may have been carried out all the same.
    """

    def __init__(self, message, code=0, unsure=False):
        super().__init__(message)
        self.code, self.unsure = code, unsure


class GraphApi:
    """Calls with one token.

    :param str base: address with the version, without a slash at its end
    """

    def __init__(self, base, token):
        self.base, self.token = base.rstrip("/"), token

    def send(self, phone_id, payload):
        """Send a WhatsApp message; returns its id.

        :raises GraphError: when it was refused or nobody answered
        """
        answer = self._call("POST", f"{phone_id}/messages", json=payload)
        messages = answer.get("messages")
        if not isinstance(messages, list) or not messages or not messages[0].get("id"):
            raise GraphError("WhatsApp gave no number for the message.", unsure=True)
        return str(messages[0]["id"])

    def read_lead(self, leadgen_id):
        """Answers of a lead form: a dict with ``field_data``."""
        fields = "id,created_time,ad_id,ad_name,campaign_name,form_id,platform,field_data"
        return self._call("GET", leadgen_id, params={"fields": fields})

    def read_templates(self, account_id):
        """Message templates of an account, at most 500."""
        found, after = [], None
        for _page in range(5):
            params = {"fields": "name,language,status,components", "limit": 100}
            if after:
                params["after"] = after
            answer = self._call("GET", f"{account_id}/message_templates", params=params)
            found += answer.get("data") or []
            after = ((answer.get("paging") or {}).get("cursors") or {}).get("after")
            if not after or len(answer.get("data") or []) < 100:
                break
        return found

    def read_media(self, media_id):
        """(content, mime type) of a file somebody sent."""
        answer = self._call("GET", media_id)
        address = str(answer.get("url") or "")
        if not self._is_media_address(address):
            raise GraphError("The file lies at an address we do not trust.")
        if int(answer.get("file_size") or 0) > MAX_MEDIA:
            raise GraphError("The file is too large.")
        response = self._request("GET", address)
        if response.status_code != 200 or len(response.content) > MAX_MEDIA:
            raise GraphError("The file could not be fetched.", response.status_code)
        return response.content, str(answer.get("mime_type") or "application/octet-stream")

    def _is_media_address(self, address):
        """Only Meta's own hosts, and the base's for tests, are given the token."""
        parts, own = urlsplit(address), urlsplit(self.base)
        if (parts.scheme, parts.netloc) == (own.scheme, own.netloc):
            return True
        return parts.scheme == "https" and (parts.hostname or "").endswith(MEDIA_HOSTS)

    def _call(self, method, path, **options):
        response = self._request(method, f"{self.base}/{path}", **options)
        try:
            answer = response.json()
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise GraphError(
                f"Meta answered {response.status_code} without words.",
                unsure=response.status_code >= 500,
            )
        if response.status_code >= 400 or "error" in answer:
            raise self._read_error(response.status_code, answer)
        return answer

    @staticmethod
    def _read_error(status, answer):
        error = answer.get("error") if isinstance(answer.get("error"), dict) else {}
        details = (
            (error.get("error_data") or {}) if isinstance(error.get("error_data"), dict) else {}
        )
        text = details.get("details") or error.get("message") or f"Meta answered {status}."
        return GraphError(str(text)[:500], error.get("code") or status, unsure=status >= 500)

    def _request(self, method, address, **options):
        headers = {"Authorization": f"Bearer {self.token}"}
        try:
            return requests.request(
                method, address, headers=headers, timeout=TIMEOUT, allow_redirects=False, **options
            )
        except requests.ConnectTimeout as error:
            raise GraphError("Meta could not be reached.") from error
        except requests.Timeout as error:
            raise GraphError("Meta did not answer in time.", unsure=True) from error
        except requests.RequestException as error:
            raise GraphError("Meta could not be reached.") from error
