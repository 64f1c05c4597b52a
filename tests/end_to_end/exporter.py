"""The exporter that the end-to-end tests work in, set up over the API by its administrator."""

import datetime
import functools
import os

from .client import MailGate, Session
from .mailbox import Mailbox

BEGAN = datetime.datetime.now(datetime.timezone.utc)
#: where people work it is noon as the tests begin: no step of the chain is done after midnight
ZONE = f"Etc/GMT{BEGAN.hour - 12:+d}"
#: the date there, which at noon is that of UTC
TODAY = BEGAN.date()
PASSWORD = "end-to-end-Passw0rd"
DOMAIN = "ningbo-garden.example"
#: login, name, group of the suite
PEOPLE = (
    ("manager", "Zhao Min", "group_sales_manager"),
    ("rep", "Lin Wei", "group_sales_representative"),
    ("rep2", "Chen Jie", "group_sales_representative"),
    ("clerk", "Wu Fang", "group_clerk"),
    ("finance", "Sun Li", "group_finance"),
    # collects mail; has no part in the trade
    ("gateway", "Mail Gateway", None),
)


class Exporter:
    """One session for each role (``rep``, ``clerk`` …), the mail gateway and the buyers'
    mailbox, in a database where nothing but the suite is installed."""

    def __init__(self, url, database, login, password):
        self.url, self.database = url, database
        self.admin = Session(url, database, login, password)
        self.mailbox = Mailbox()
        self._set_up_company()
        self._set_up_people()
        self._set_up_goods()
        self._load_ready_sets()
        self._set_up_channel()

    def ref(self, xml_id):
        """Id of a record by its external id."""
        module, _dot, name = xml_id.partition(".")
        return self.admin["ir.model.data"].only(
            [("module", "=", module), ("name", "=", name)], "res_id"
        )["res_id"]

    def send_queued_mail(self):
        """What the scheduled action for outgoing mail does every few minutes."""
        self.admin["mail.mail"].process_email_queue()

    def _set_up_company(self):
        admin = self.admin
        [self.company] = admin["res.company"].search([])
        found = admin["res.currency"].find(
            [("name", "in", ["CNY", "USD", "EUR"])], "name", context={"active_test": False}
        )
        currencies = {currency["name"]: currency["id"] for currency in found}
        admin["res.currency"].write(list(currencies.values()), {"active": True})
        self.cny, self.usd, self.eur = (currencies[code] for code in ("CNY", "USD", "EUR"))
        admin["res.company"].write(
            [self.company],
            {
                "name": "Ningbo Garden Trading Co., Ltd.",
                "email": f"info@{DOMAIN}",
                "street": "88 Zhongshan Road",
                "city": "Ningbo",
                "country_id": self.ref("base.cn"),
                "currency_id": self.cny,
            },
        )
        for currency, rate in ((self.usd, 7.2), (self.eur, 7.8)):
            admin["res.currency.rate"].make(
                name="2025-01-01", currency_id=currency, inverse_company_rate=rate
            )
        spanish = admin["res.lang"].find(
            [("code", "=", "es_ES")], "id", context={"active_test": False}
        )
        admin["res.lang"].write([spanish[0]["id"]], {"active": True})
        admin["ir.mail_server"].make(
            name="Buyers", smtp_host="127.0.0.1", smtp_port=self.mailbox.port
        )
        domain = admin["mail.alias.domain"].make(name=DOMAIN)
        admin["res.company"].write([self.company], {"alias_domain_id": domain})

    def _set_up_people(self):
        self.uid = {}
        for login, name, group in PEOPLE:
            groups = ["base.group_user", *([f"foreign_trade_crm.{group}"] if group else [])]
            self.uid[login] = self.admin["res.users"].make(
                login=login,
                name=name,
                email=f"{login}@{DOMAIN}",
                tz=ZONE,
                password=PASSWORD,
                group_ids=[(6, 0, [self.ref(group) for group in groups])],
                context={"no_reset_password": True},
            )
            if group:
                setattr(self, login, Session(self.url, self.database, login, PASSWORD))
        self.gate = MailGate(self.url, self.database, self.uid["gateway"], PASSWORD)

    def _set_up_goods(self):
        admin = self.admin
        self.category = admin["product.category"].make(name="Garden furniture")
        self.chair = admin["product.product"].make(
            name="Folding garden chair",
            default_code="GC-100",
            type="consu",
            is_storable=True,
            categ_id=self.category,
            list_price=150.0,
            standard_price=80.0,
            hs_code="940171",
            country_of_origin=self.ref("base.cn"),
            weight=4.5,
            taxes_id=[(6, 0, [])],
        )
        self.pricelist = {
            code: admin["product.pricelist"].make(name=f"Export {code}", currency_id=currency)
            for code, currency in (("USD", self.usd), ("EUR", self.eur))
        }

    def _load_ready_sets(self):
        galleries = self.admin["foreign.trade.gallery"].search([])
        self.admin["foreign.trade.gallery"].action_load(galleries)
        self.team = self.admin["crm.team"].only([("name", "=", "Foreign Trade")], "id")["id"]
        self.admin["crm.team"].write(
            [self.team],
            {
                "user_id": self.uid["manager"],
                "member_ids": [(6, 0, [self.uid["rep"], self.uid["rep2"]])],
            },
        )
        stages = self.admin["crm.stage"].find([("team_ids", "in", [self.team])], "name")
        self.stage = {stage["name"]: stage["id"] for stage in stages}

    def _set_up_channel(self):
        template = self.admin["mail.template"].find(
            [("model", "=", "crm.lead"), ("name", "ilike", "acknowledge")], "id", limit=1
        )
        self.channel = self.admin["foreign.trade.channel"].make(
            name="Inquiries by e-mail",
            kind="email",
            alias_name="inquiry",
            team_id=self.team,
            acknowledge_template_id=template[0]["id"],
        )
        self.address = f"inquiry@{DOMAIN}"
        self.admin["foreign.trade.assignment.rule"].make(
            name="Spain: Lin Wei",
            company_id=self.company,
            country_ids=[(6, 0, [self.ref("base.es")])],
            team_id=self.team,
            user_id=self.uid["rep"],
        )


@functools.cache
def exporter():
    """The exporter of the server under test, set up by whoever asks first."""
    return Exporter(
        os.environ["FT_URL"],
        os.environ["FT_DB"],
        os.environ.get("FT_LOGIN_ADMIN", "admin"),
        os.environ.get("FT_PASSWORD_ADMIN", "admin"),
    )
