import base64

from odoo.tools import file_open


class Lists:
    """The cards of a trade fair, typed into a list and imported by the representative."""

    DAYS_AGO = 12

    def __init__(self, world, leads):
        self.world = world
        self.channel = leads.channels["fair"]

    def stories(self):
        return [self._import_cards()]

    def _import_cards(self):
        yield self.world.history.day(self.DAYS_AGO)
        with file_open("foreign_trade_crm/demo/content/fair_cards.csv", "rb") as source:
            content = source.read()
        record = self.world.as_user("rep2")["foreign.trade.lead.import"].create(
            {
                "channel_id": self.channel.id,
                "file": base64.b64encode(content),
                "filename": "Canton Fair visitors.csv",
            }
        )
        record.action_read_file()
        record.action_start()
        while record.action_process_batch()["state"] == "running":
            continue
        leads = record.sudo().inquiry_ids.lead_id.with_env(self.world.env)
        self._start_clocks(leads)
        self.world.history.touch(leads)

    def _start_clocks(self, leads):
        """The clock of the first response knows weekends: it is reckoned, not moved."""
        started = leads._deadline_start("first_response", start=self.world.history.moment)
        self.world.history.pin(started)
