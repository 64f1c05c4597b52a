import logging
import time

from odoo import Command, api, models

from . import (
    approvals,
    assignment,
    company as exporter,
    metrics,
    outbox,
    price_sheets,
    printing,
    settings,
)
from .contacts import Contacts
from .contracts import Contracts
from .customers import Customers
from .deals import Deals
from .fulfilment import Fulfilment
from .leads import Leads
from .lists import Lists
from .orders import Orders
from .people import BUYER, create_buyer, create_users
from .pools import Pools
from .quotations import Quotations
from .teams import Teams
from .world import World

_logger = logging.getLogger(__name__)

#: quotations of so many days carry their PDF
PRINTED_DAYS = 100


class ForeignTradeDemo(models.AbstractModel):
    """Loads the demonstration data: an exporter in China and eighteen months of its trade.

    Each module's demo file calls its own step; a step does nothing when it was done before.
    """

    _name = "foreign.trade.demo"
    _description = "Demonstration Data of the Foreign Trade Suite"

    @api.model
    def _load_crm(self):
        """Company, people, catalogue, leads, opportunities and orders."""
        if self._demo_company():
            return
        started = time.monotonic()
        self._demo_translate("foreign_trade_crm")
        settings.switch_on(self.env)
        company = exporter.create_company(self.env)
        env = self._demo_env(company)
        exporter.furnish_company(env, company)
        create_users(env, company)
        with outbox.nothing_leaves(env), printing.later(env):
            world = World(env, company)
            world.open_house()
            self._demo_tell(world)
        self._demo_print(company)
        # the administrator of the database looks into the company, but has no part in history
        self.env.ref("base.user_admin").company_ids = [Command.link(company.id)]
        _logger.info("Demonstration data made in %.0f s", time.monotonic() - started)

    @api.model
    def _demo_translate(self, module):
        """Chinese is there, also for what a module has just brought with it."""
        lang = self.env["res.lang"]._activate_and_install_lang("zh_CN")
        self.env["ir.module.module"]._get(module)._update_translations([lang.code])

    @api.model
    def _demo_tell(self, world):
        leads, customers = Leads(world), Customers(world)
        quotations, contracts = Quotations(world, customers), Contracts(world, customers)
        deals = Deals(world, leads, customers, quotations, contracts)
        orders = Orders(world, deals, quotations, contracts, Fulfilment(world))
        pools = Pools(world, customers)
        teams = Teams(world, customers)
        lists = Lists(world, leads)
        for part in (customers, leads, lists, deals, orders, pools, teams):
            for story in part.stories():
                world.history.tell(story)
        world.history.play()
        sent = [("company_id", "=", world.company.id), ("state", "=", "sent")]
        world.history.backdate.reseal(world.env["sale.order"].search(sent))
        world.history.remind()
        assignment.furnish(world)
        Contacts(world).tell()
        metrics.furnish(world, customers)
        price_sheets.furnish(world, quotations)
        approvals.furnish(world, deals)
        create_buyer(world.env, world.company, customers.contacts[BUYER])

    @api.model
    def _demo_print(self, company):
        """Documents are printed at last, with the dates of the past.

        The PDFs of older quotations are made when somebody opens them.
        """
        env = self._demo_env(company)
        domain = [("company_id", "=", company.id)]
        printing.print_contracts(env["foreign.trade.contract"].search(domain))
        recent = [("sent_at", ">", f"today -{PRINTED_DAYS}d")]
        printing.print_versions(env["foreign.trade.quotation.version"].search(domain + recent))

    @api.model
    def _demo_prepare_samples(self, world, opportunity, row):
        """Called before a deal enters the stage of samples; the samples module sends some."""

    @api.model
    def _demo_world(self):
        """The demonstration's world for another module's step, empty when it is not loaded."""
        company = self._demo_company()
        return company and World(self._demo_env(company), company)

    @api.model
    def _demo_company(self):
        """The demonstration's company, empty as long as nothing is loaded."""
        return self.env["res.company"].search([("name", "=", exporter.NAME)], limit=1)

    @api.model
    def _demo_env(self, company, user=None):
        """An environment in which ``user`` (default: the loader) works in the company."""
        context = {
            **self.env.context,
            "allowed_company_ids": company.ids,
            "lang": user.lang if user else "en_US",
            # moments and dates are moved together: made after midnight in China they would
            # be a day apart
            "tz": "UTC",
            # mails are kept as history and marked as sent, none is sent
            "mail_notify_force_send": False,
        }
        return self.env(user=user.id if user else None, su=not user, context=context)
