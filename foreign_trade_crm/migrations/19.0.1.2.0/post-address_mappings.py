"""Webhooks with a ready mapping that nobody edited learn where the buyer's address stands."""

from odoo import SUPERUSER_ID, api

from odoo.addons.foreign_trade_crm.tools import webhook_ready

#: what the ready mappings of before did not read
ADDED = {
    "generic": ("street", "zip"),
    "form": ("street", "zip", "city"),
    "meta_leads": ("street", "zip"),
}
#: the path of a ready mapping that reads on since
FIRST_NAME = "field_data[name=full_name].values[0] | field_data[name=first_name].values[0]"


def migrate(cr, version):
    """Put today's ready mapping where yesterday's stands; whatever differs from it stays."""
    env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
    for channel in env["foreign.trade.channel"].search([("webhook_format", "in", list(ADDED))]):
        lines = {(line.field_name, line.path) for line in channel.mapping_ids}
        if lines in _get_former(channel.webhook_format):
            channel._load_ready_mapping()


def _get_former(kind):
    """What the ready mapping of a format was: two generations of it."""
    lines = {name: path for name, path in webhook_ready.READY[kind] if name not in ADDED[kind]}
    first = {**lines, "contact_name": FIRST_NAME} if kind == "meta_leads" else lines
    return [set(lines.items()), set(first.items())]
