from .catalogue import Catalogue
from .history import History
from .people import USERS

#: who looks after which countries
TERRITORIES = {
    "rep1": (
        "Americas, Middle East, Africa",
        "美洲、中东、非洲",
        ["US", "CA", "MX", "CL", "BR", "AE", "ZA"],
    ),
    "rep2": (
        "Europe, Asia, Pacific",
        "欧洲、亚太",
        ["GB", "DE", "FR", "ES", "NL", "PL", "AU", "JP"],
    ),
}

OTHER_PIPELINES = ("pipeline_rates", "pipeline_chain")


class World:
    """Everything the stories refer to: company, people, catalogue, pipeline and the clock."""

    def __init__(self, env, company):
        self.env = env
        self.company = company
        self.users = {key: env.ref(f"foreign_trade_crm.demo_user_{key}") for key, *_values in USERS}
        self.history = History(env)
        self.team = env["foreign.trade.gallery"]._loaded("team_export", "crm.team")

    def open_house(self):
        """Before the first inquiry: ready sets, catalogue, rules of assignment."""
        self.team = self._load_ready_sets()
        self.catalogue = Catalogue(self.env, self.company)
        self._create_assignment_rules()

    def as_user(self, key):
        """An environment in which one of the demonstration's users works."""
        return self.env["foreign.trade.demo"]._demo_env(self.company, self.users[key])

    def as_owner(self, record, key):
        """An environment in which the record's owner works; that user where it has none."""
        owner = record.sudo().user_id
        demo = self.env["foreign.trade.demo"]
        return demo._demo_env(self.company, owner) if owner else self.as_user(key)

    def stage(self, code):
        return self.env["foreign.trade.gallery"]._loaded(f"stage_{code}", "crm.stage")

    def bank_journal(self, currency):
        """The bank account in a currency."""
        journals = self.env["account.journal"]
        domain = [("company_id", "=", self.company.id), ("type", "=", "bank")]
        return journals.search([*domain, ("currency_id", "=", currency.id)], limit=1)

    def country(self, code):
        return self.env.ref(f"base.{code.lower()}" if code != "GB" else "base.uk")

    def rep_of(self, country_code):
        return next(key for key, (*_names, codes) in TERRITORIES.items() if country_code in codes)

    def products_text(self, codes, lang="en"):
        """Names of products in a sentence; buyers write them in English or Chinese."""
        products = [self.catalogue.products[code] for code in codes]
        zh = lang == "zh"
        names = [product.with_context(lang="zh_CN" if zh else "en_US").name for product in products]
        return ("、" if zh else ", ").join(names if zh else [name.lower() for name in names])

    def _load_ready_sets(self):
        """The manager loads the ready sets and puts the representatives on the team."""
        gallery = self.as_user("manager")["foreign.trade.gallery"]
        codes = gallery.search([]).mapped("code")
        # the pipelines that these people do not use stay in the gallery, to be loaded
        gallery._load([code for code in codes if code not in OTHER_PIPELINES])
        self.company.foreign_trade_finance_user_id = self.users["finance"]
        team = gallery.with_env(self.env)._loaded("team_export", "crm.team")
        representatives = self.users["rep1"] | self.users["rep2"]
        team.write({"member_ids": [(4, user.id) for user in representatives]})
        return team

    def _create_assignment_rules(self):
        rules = self.as_user("manager")["foreign.trade.assignment.rule"]
        for key, (name, name_zh, codes) in TERRITORIES.items():
            rule = rules.with_context(lang="en_US").create(
                {
                    "name": name,
                    "company_id": self.company.id,
                    "country_ids": [(6, 0, [self.country(code).id for code in codes])],
                    "team_id": self.team.id,
                    "user_id": self.users[key].id,
                }
            )
            rule.with_context(lang="zh_CN").name = name_zh
