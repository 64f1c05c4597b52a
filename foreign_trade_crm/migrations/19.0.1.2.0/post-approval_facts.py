"""Approvals judge more than they did: those that stood go on standing."""

import json

from odoo import SUPERUSER_ID, api

from odoo.addons.foreign_trade_crm.tools.approval import find_changes

OPEN = {
    "sale.order": ("draft", "sent"),
    "foreign.trade.contract": ("draft", "issued", "countersigned"),
}


def migrate(cr, version):
    """Documents that are under way and unchanged since get the figures judged from now on."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    requests = env["foreign.trade.approval.request"].search(
        [("res_model", "in", list(OPEN)), ("state", "in", ("pending", "approved"))]
    )
    for request in requests:
        record = request._get_record().exists()
        if record.state not in OPEN[request.res_model]:
            continue
        snapshot = record._approval_snapshot()
        if _stands(request, record, snapshot):
            request.write({**snapshot, "shown": record._approval_shown()})


def _stands(request, record, snapshot):
    """Whether it would have stood by what was judged then."""
    then = {name: value for name, value in request.measures.items() if value is not None}
    now = {name: snapshot["measures"].get(name) for name in then}
    facts_then, facts_now = request.facts, snapshot["facts"]
    if "partner_id" in facts_then["header"]:
        facts_now = _facts_as_they_were(record, facts_then["header"], facts_now["header"])
    return not find_changes(request.measure, then, facts_then, now, facts_now)


def _facts_as_they_were(contract, then, now):
    """Of a contract, whose lines were facts with all they say."""
    lines = json.loads(json.dumps(contract.line_ids._copy_offer_line_values(), default=str))
    known = [
        {name: line.get(name) for name in was}
        for was, line in zip(then["lines"], lines, strict=False)
    ]
    header = {
        "partner_id": now["party"],
        "currency_id": now["currency"],
        "payment_terms": contract.payment_terms,
        "terms": now["shares"],
        "lines": known + lines[len(known) :],
    }
    return {"header": header, "lines": {}}
