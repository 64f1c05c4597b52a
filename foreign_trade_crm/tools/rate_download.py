"""Fetching a page of rates. No database."""

import requests

from .rate_table import RateError

TIMEOUT = 20
MAX_BYTES = 5 * 1024 * 1024
HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; Odoo)", "Accept": "*/*"}


def download(url):
    """The answer's bytes.

    :raises RateError: when nobody answers, something else than a page, or too much of it
    """
    try:
        with requests.get(url, headers=HEADERS, timeout=TIMEOUT, stream=True) as response:
            if response.status_code != 200:
                raise RateError("status", response.status_code)
            content = response.raw.read(MAX_BYTES + 1, decode_content=True)
    except requests.Timeout as error:
        raise RateError("timeout") from error
    except (requests.RequestException, OSError) as error:
        raise RateError("unreachable", error.__class__.__name__) from error
    if len(content) > MAX_BYTES:
        raise RateError("large")
    return content
