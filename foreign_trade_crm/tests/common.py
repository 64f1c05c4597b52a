from odoo import Command
from odoo.tests import TransactionCase, new_test_user

CRM = "foreign_trade_crm."
#: one user for each role: attribute, group, name
ROLES = (
    ("rep", "group_sales_representative", "Lin Wei"),
    ("rep2", "group_sales_representative", "Chen Jie"),
    ("manager", "group_sales_manager", "Zhao Min"),
    ("clerk", "group_clerk", "Wu Fang"),
    ("finance", "group_finance", "Sun Li"),
    ("admin", "group_administrator", "Gao Yang"),
)


class ForeignTradeCommon(TransactionCase):
    """A Chinese exporter in a company of its own, one user for each role, one buyer.

    Company currency is CNY; 1 USD = 7.20 CNY and 1 EUR = 7.80 CNY from 1 January 2025 on.
    Nothing is switched off: mail tracking works as in production. Set ``chart_template``
    (``"generic_coa"``) in a subclass that posts invoices or payments.
    """

    chart_template = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._open_house(cls.env)
        cls._enter_company(cls.company)
        cls._create_team()
        cls._create_trade_records()

    @classmethod
    def prepare_database(cls, env):
        """Make what takes long to make once for all classes.

        ``setup/test`` calls it for each class before it runs the tests, in a database that it
        throws away afterwards. Where nobody called it, each class makes its own.
        """
        cls._open_house(env)

    @classmethod
    def _open_house(cls, env):
        """Currencies, the company with its accounts, and its users."""
        cls.env = env(context={**env.context, "no_reset_password": True})
        cls.cny = cls._activate_currency("CNY")
        cls.usd = cls._activate_currency("USD")
        cls.eur = cls._activate_currency("EUR")
        key, name = "company", "Ningbo Garden Trading Co., Ltd."
        if cls.chart_template:
            key, name = f"company_{cls.chart_template}", "Ningbo Garden & Home Co., Ltd."
        cls.company = cls._once(key, cls._create_exporter, name)
        cls.env = cls.env(context={**cls.env.context, "allowed_company_ids": cls.company.ids})
        cls._create_users()

    @classmethod
    def _once(cls, key, make, *arguments, **options):
        """The record known by ``key``, made now unless it was prepared."""
        xml_id = f"__foreign_trade_test__.{key}"
        record = cls.env.ref(xml_id, raise_if_not_found=False)
        if not record:
            record = make(*arguments, **options)
            cls.env["ir.model.data"]._update_xmlids([{"xml_id": xml_id, "record": record}])
        return record

    @classmethod
    def _activate_currency(cls, code):
        currencies = cls.env["res.currency"].with_context(active_test=False)
        currency = currencies.search([("name", "=", code)], limit=1)
        if not currency.active:
            currency.active = True
        return currency

    @classmethod
    def _create_exporter(cls, name):
        """A company in China with its rates and, if asked for, its accounts."""
        company = cls.env["res.company"].create(
            {
                "name": name,
                "currency_id": cls.cny.id,
                "country_id": cls.env.ref("base.cn").id,
                "street": "88 Zhongshan Road",
                "city": "Ningbo",
            }
        )
        cls.env["res.currency.rate"].create(
            [
                {
                    "name": "2025-01-01",
                    "currency_id": currency.id,
                    "company_id": company.id,
                    "inverse_company_rate": rate,
                }
                for currency, rate in ((cls.usd, 7.2), (cls.eur, 7.8))
            ]
        )
        if cls.chart_template:
            cls.env["account.chart.template"].try_loading(
                cls.chart_template, company=company, install_demo=False
            )
            # the chart turned it into the currency of its fiscal country
            company.currency_id = cls.cny
        return company

    @classmethod
    def _enter_company(cls, company):
        """Work as a user of that company from here on."""
        cls.env.user.write({"company_ids": [Command.link(company.id)], "company_id": company.id})
        cls.env = cls.env(context={**cls.env.context, "allowed_company_ids": company.ids})

    @classmethod
    def _create_user(cls, login, groups, company=None, **values):
        company = company or cls.company
        return new_test_user(
            cls.env,
            login=f"ft_{login}",
            groups=f"base.group_user,{groups}" if groups else "base.group_user",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
            name=values.pop("name", login.replace("_", " ").title()),
            email=f"{login}@ningbo-garden.example",
            **values,
        )

    @classmethod
    def _create_users(cls):
        users = cls.env["res.users"]
        for key, group, name in ROLES:
            user = cls._once(f"user_{key}", cls._create_user, key, CRM + group, name=name)
            setattr(cls, key, user)
            users |= user
        strangers = users.filtered(lambda user: user.company_id != cls.company)
        strangers.write(
            {"company_id": cls.company.id, "company_ids": [Command.set(cls.company.ids)]}
        )

    @classmethod
    def _create_team(cls):
        cls.team = cls.env["crm.team"].create(
            {
                "name": "Export",
                "company_id": cls.company.id,
                "user_id": cls.manager.id,
                "use_leads": True,
                "use_opportunities": True,
                "member_ids": [Command.set((cls.rep | cls.rep2).ids)],
            }
        )

    @classmethod
    def _create_trade_records(cls):
        cls.buyer = cls.env["res.partner"].create(
            {
                "name": "Grüne Gärten GmbH",
                "is_company": True,
                "email": "einkauf@gruene-gaerten.example",
                "street": "Hafenstrasse 12",
                "zip": "20457",
                "city": "Hamburg",
                "country_id": cls.env.ref("base.de").id,
                "user_id": cls.rep.id,
            }
        )
        cls.contact = cls.env["res.partner"].create(
            {
                "name": "Anna Schmidt",
                "parent_id": cls.buyer.id,
                "email": "anna.schmidt@gruene-gaerten.example",
            }
        )
        cls.category = cls.env["product.category"].create({"name": "Garden furniture"})
        cls.product = cls.env["product.product"].create(
            {
                "name": "Folding garden chair",
                "default_code": "GC-100",
                "type": "consu",
                "is_storable": True,
                "list_price": 120.0,
                "standard_price": 72.0,
                "categ_id": cls.category.id,
                "weight": 4.5,
                "volume": 0.06,
                "taxes_id": False,
            }
        )
        cls.pricelist_usd = cls.env["product.pricelist"].create(
            {"name": "Export USD", "currency_id": cls.usd.id, "company_id": cls.company.id}
        )

    @classmethod
    def _create_lead(cls, user=None, **values):
        """A lead or opportunity made by ``user`` (default: the first representative)."""
        user = user or cls.rep
        return (
            cls.env["crm.lead"]
            .with_user(user)
            .create(
                {
                    "name": "Folding chairs for the spring season",
                    "type": "opportunity",
                    "user_id": user.id,
                    "team_id": cls.team.id,
                    **values,
                }
            )
        )

    @classmethod
    def _create_order(cls, user=None, quantity=100, price=20.0, **values):
        """A draft quotation in USD over one line, made by ``user``."""
        user = user or cls.rep
        line = {
            "product_id": cls.product.id,
            "product_uom_qty": quantity,
            "price_unit": price,
        }
        return (
            cls.env["sale.order"]
            .with_user(user)
            .create(
                {
                    "partner_id": cls.buyer.id,
                    "user_id": user.id,
                    "team_id": cls.team.id,
                    "pricelist_id": cls.pricelist_usd.id,
                    "order_line": [Command.create(line)],
                    **values,
                }
            )
        )
