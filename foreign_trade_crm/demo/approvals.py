from datetime import timedelta

#: asks for 60 days after B/L: open account goes out when finance has agreed
OPEN_ACCOUNT = ("southern_2", "foreign_trade_crm.payment_plan_oa_60")
#: said yes in an e-mail, and whose proforma invoice waits for the manager
ACCEPTED = "groenveld_2"
#: said yes in an e-mail, and is waited for
AGREED = "maple_2"


def furnish(world, deals):
    """What waits for approval today, and what buyers said yes to."""
    _ask_for_open_account(world, deals.orders[OPEN_ACCOUNT[0]])
    for key in (ACCEPTED, AGREED):
        _accept(world, deals.orders[key])
    order = deals.orders[ACCEPTED].with_env(world.as_owner(deals.orders[ACCEPTED], "rep1"))
    order.action_make_contract()
    order.contract_ids[:1].action_request_approval()


def _ask_for_open_account(world, order):
    """The next round, with a price and terms that are not for the salesperson to give."""
    order = order.with_env(world.as_owner(order, "rep1"))
    order.payment_plan_id = order.env.ref(OPEN_ACCOUNT[1])
    order.order_line[:1].discount = 12
    order.validity_date = (order.env.cr.now() + timedelta(days=30)).date()
    order.action_request_approval()


def _accept(world, order):
    order = order.with_env(world.as_owner(order, "rep1"))
    version = order.last_version_id
    order.env["foreign.trade.quotation.acceptance"].create(
        {
            "version_id": version.id,
            "method": "email",
            "accepted_by_id": order.partner_id.id,
            "note": f"We accept your offer {version.name}.",
        }
    )
