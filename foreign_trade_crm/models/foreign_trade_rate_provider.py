import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tools.rate_download import download
from ..tools.rate_table import RateError, read_boc, read_ecb

_logger = logging.getLogger(__name__)


class ForeignTradeRateProvider(models.Model):
    """Somebody who publishes rates each day: an address, and how its answer is read.

    A provider of another module adds a code and a method ``_read_<code>(content)`` that returns a
    :class:`~odoo.addons.foreign_trade_crm.tools.rate_table.RateTable` or raises its RateError.
    """

    _name = "foreign.trade.rate.provider"
    _description = "Provider of Exchange Rates"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    code = fields.Selection(
        [("ecb", "European Central Bank, XML"), ("boc", "Bank of China, price board")],
        string="Format",
        required=True,
    )
    url = fields.Char("Address", required=True)
    table_date = fields.Date("Rates of", readonly=True, help="Day of the last table received.")
    fetched_at = fields.Datetime("Received On", readonly=True)
    failure = fields.Char("Last Failure", readonly=True, help="The last rates stay in use.")
    failed_at = fields.Datetime("Failed On", readonly=True)

    @api.model
    def _cron_fetch(self):
        """Fetch from every provider that a company quotes by, and commit after each."""
        companies = self.env["res.company"].search([("foreign_trade_rate_source", "=", "fetched")])
        providers = companies.foreign_trade_rate_provider_id.filtered("active")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(providers))
        for provider in providers:
            # another server that fetches at this moment has it
            if provider.try_lock_for_update():
                provider._fetch()
            cron._commit_progress(1)

    def action_fetch(self):
        """Fetch now.

        :raises AccessError: for those who have no say over rates
        """
        groups = "foreign_trade_crm.group_finance,foreign_trade_crm.group_sales_manager"
        if not self.env.user.has_groups(groups):
            raise AccessError(self.env._("Rates are fetched by finance and sales managers."))
        # sudo: addresses are the administrator's, fetching from them is not
        failed = self.sudo()._fetch()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "danger" if failed else "success",
                "message": failed[:1].failure or self.env._("Rates fetched."),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _fetch(self):
        """Fetch and keep the tables; those that failed are returned and say why.

        What was known before stays in use.
        """
        failed = self.browse()
        for provider in self:
            try:
                with self.env.cr.savepoint():
                    provider._store(provider._get_table())
            except RateError as error:
                provider._note_failure(provider._describe_failure(error))
                failed += provider
            except Exception as error:  # whatever a page turned into, the next one is due
                _logger.warning("Rates of %s", provider.name, exc_info=True)
                # which currencies have rates may have been cached from what is undone now
                self.env.registry.clear_cache()
                provider._note_failure(error.__class__.__name__)
                failed += provider
        return failed

    def _get_table(self):
        """The table that the provider publishes now.

        :raises RateError: when it cannot be had
        """
        self.ensure_one()
        return getattr(self, f"_read_{self.code}")(download(self.url))

    @api.model
    def _read_ecb(self, content):
        return read_ecb(content)

    @api.model
    def _read_boc(self, content):
        return read_boc(content)

    def _store(self, table):
        self.ensure_one()
        companies = self.env["res.company"].search(
            [
                ("foreign_trade_rate_source", "=", "fetched"),
                ("foreign_trade_rate_provider_id", "=", self.id),
            ]
        )
        for company in companies.root_id:
            self.env["foreign.trade.quoting.rate"]._store_table(company, self, table)
            if company.foreign_trade_rate_feed:
                company._feed_currency_rates(table)
        self.write(
            {
                "table_date": table.date,
                "fetched_at": fields.Datetime.now(),
                "failure": False,
                "failed_at": False,
            }
        )

    @api.model
    def _describe_failure(self, error):
        """What a RateError means, in the user's words."""
        reasons = {
            "unreachable": self.env._("the address could not be reached"),
            "timeout": self.env._("no answer in time"),
            "status": self.env._("the server answered %(code)s", code=error.detail),
            "large": self.env._("the answer is too large"),
            "format": self.env._("the answer is no table of rates"),
            "no_date": self.env._("the table has no date"),
            "no_rate": self.env._("the table has no rates"),
        }
        return reasons.get(error.code, str(error))

    def _note_failure(self, reason):
        self.ensure_one()
        _logger.info("No rates from %s: %s", self.name, reason)
        message = self.env._("No rates from %(name)s: %(reason)s", name=self.name, reason=reason)
        self.write({"failure": message, "failed_at": fields.Datetime.now()})
