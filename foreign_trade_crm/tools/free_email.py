"""Mail providers whose domain says nothing about the company that writes."""

from odoo.addons.iap.tools.iap_tools import _MAIL_PROVIDERS

# Beside those core knows: providers that exporters' buyers use.
MORE_PROVIDERS = {
    "126.net",
    "163.net",
    "188.com",
    "263.net",
    "daum.net",
    "email.it",
    "etisalat.ae",
    "fastmail.com",
    "hey.com",
    "hotmail.com.br",
    "hotmail.co.jp",
    "i.ua",
    "list.ru",
    "live.com.pt",
    "mail.bg",
    "mail.de",
    "outlook.com.br",
    "outlook.it",
    "outlook.pt",
    "qatar.net.qa",
    "tutanota.com",
    "vip.163.com",
    "vip.126.com",
    "vip.sina.com",
    "wo.cn",
    "yahoo.co.th",
    "yahoo.com.my",
    "yahoo.com.tr",
    "yahoo.pl",
    "yahoo.ro",
    "yandex.kz",
    "yandex.by",
    "zoho.eu",
}
# Platforms that forward a buyer's words under their own address.
PLATFORMS = {
    "alibaba.com",
    "service.alibaba.com",
    "notice.alibaba.com",
    "globalsources.com",
    "made-in-china.com",
    "facebookmail.com",
    "linkedin.com",
    # databases hosted there send as it, as core knows too
    "odoo.com",
}
_FREE = frozenset(
    {provider.strip() for provider in _MAIL_PROVIDERS} - {"example.com"}
    | MORE_PROVIDERS
    | PLATFORMS
)


def company_domain(address):
    """Domain of an address (``buyer@casa.es`` → ``casa.es``), empty for a free provider."""
    domain = (address or "").rpartition("@")[2].strip().strip(">").lower()
    return "" if "." not in domain or domain in _FREE or is_platform(domain) else domain


def is_platform(address):
    """Whether an address or domain belongs to a platform that forwards buyers' words."""
    domain = (address or "").rpartition("@")[2].strip().lower()
    return any(domain == platform or domain.endswith("." + platform) for platform in PLATFORMS)
