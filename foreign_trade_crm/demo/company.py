import base64

from dateutil.relativedelta import relativedelta

from odoo import Command, fields
from odoo.tools import file_open

DOMAIN = "qingshan-outdoor.example"
NAME = "Ningbo Qingshan Garden & Outdoor Co., Ltd."
NAME_ZH = "宁波青杉园林户外用品有限公司"

#: CNY for one unit, month by month, the last figure is this month's
RATES = {
    "USD": "7.24 7.26 7.28 7.25 7.23 7.21 7.19 7.18 7.17 7.16 7.13 7.12 7.12 7.10 7.08 7.07 7.05 "
    "7.04 7.03 7.02",
    "EUR": "7.62 7.65 7.72 7.80 7.88 8.05 8.16 8.22 8.31 8.36 8.34 8.30 8.28 8.25 8.27 8.24 8.22 "
    "8.20 8.19 8.18",
    "GBP": "9.15 9.18 9.24 9.30 9.36 9.48 9.62 9.70 9.66 9.62 9.58 9.52 9.50 9.47 9.44 9.41 9.38 "
    "9.36 9.35 9.33",
}
ACCOUNTS = [
    ("USD", "6222 0139 0100 0840 117", "BNKUS"),
    ("EUR", "6222 0139 0100 0978 125", "BNKEU"),
    ("GBP", "6222 0139 0100 0826 133", "BNKGB"),
]


def create_company(env):
    """The exporter: company, e-mail domain, rates, accounts and banks."""
    for code in ("CNY", *RATES):
        _currency(env, code).active = True
    # no chart of the country is installed beside the generic one, nobody outside is asked
    companies = env["res.company"].with_context(chart_template_load=True)
    company = companies.create(_company_values(env)).with_env(env)
    company.partner_id.write({"lang": "en_US", "comment": NAME_ZH})
    env.user.company_ids = [Command.link(company.id)]
    return company


def furnish_company(env, company):
    """Accounts, rates and banks; ``env`` works in ``company``."""
    # not try_loading: it warns while modules load, although demonstration data load then
    env["account.chart.template"]._load("generic_coa", company, install_demo=False)
    china, yuan = env.ref("base.cn"), _currency(env, "CNY")
    company.write(
        {
            "currency_id": yuan.id,
            "account_fiscal_country_id": china.id,
            "foreign_trade_win_rate": "stage",
            "foreign_trade_forecast_rate": "current",
        }
    )
    _create_rates(env, company)
    _create_banks(env, company)
    _create_warehouse(env, company)


def _currency(env, code):
    return env["res.currency"].with_context(active_test=False).search([("name", "=", code)])


def _company_values(env):
    alias_domain = env["mail.alias.domain"].create({"name": DOMAIN})
    return {
        "name": NAME,
        "currency_id": _currency(env, "CNY").id,
        "country_id": env.ref("base.cn").id,
        "street": "No. 168 Huangshan Road, Beilun District",
        "city": "Ningbo",
        "zip": "315800",
        "phone": "+86 574 5550 0168",
        "email": f"export@{DOMAIN}",
        "website": f"https://www.{DOMAIN}",
        "alias_domain_id": alias_domain.id,
        "iap_enrich_auto_done": True,
        "logo": _logo(),
    }


def _logo():
    with file_open("foreign_trade_crm/demo/content/logo.png", "rb") as picture:
        return base64.b64encode(picture.read())


def _create_warehouse(env, company):
    """Odoo makes one by itself only in tests."""
    warehouses = env["stock.warehouse"]
    if not warehouses.search_count([("company_id", "=", company.id)]):
        warehouses.create({"name": "Ningbo Beilun", "code": "NGB", "company_id": company.id})


def _create_rates(env, company):
    this_month = fields.Date.today().replace(day=1)
    values = []
    for code, figures in RATES.items():
        for back, rate in enumerate(reversed(figures.split())):
            values.append(
                {
                    "name": this_month - relativedelta(months=back),
                    "currency_id": _currency(env, code).id,
                    "company_id": company.id,
                    "inverse_company_rate": float(rate),
                }
            )
    env["res.currency.rate"].create(values)


def _create_banks(env, company):
    bank = env["res.bank"].create(
        {
            "name": "Bank of Ningbo Port (demonstration)",
            "bic": "DEMOCNBNXXX",
            "city": "Ningbo",
            "country": env.ref("base.cn").id,
        }
    )
    for code, number, journal_code in ACCOUNTS:
        currency = _currency(env, code)
        account = env["res.partner.bank"].create(
            {
                "acc_number": number,
                "partner_id": company.partner_id.id,
                "bank_id": bank.id,
                "currency_id": currency.id,
                "company_id": company.id,
            }
        )
        journal = env["account.journal"].create(
            {
                "name": f"Bank of Ningbo Port {code}",
                "code": journal_code,
                "type": "bank",
                "currency_id": currency.id,
                "bank_account_id": account.id,
                "company_id": company.id,
            }
        )
        # receipts are booked on the bank at once: the demonstration has no bank statements
        lines = journal.inbound_payment_method_line_ids | journal.outbound_payment_method_line_ids
        lines.payment_account_id = journal.default_account_id
