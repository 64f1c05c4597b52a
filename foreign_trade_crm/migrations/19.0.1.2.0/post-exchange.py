"""What contracts received before is counted in company currency as well."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Fill the amounts at home; nothing else of the contracts changes."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    contracts = env["foreign.trade.contract"].search(
        [("paid_amount", "!=", 0), ("state", "in", ("issued", "countersigned", "effective"))]
    )
    for contract in contracts:
        amount = contract._get_paid_home_amount(contract.paid_amount)
        contract._write_step({"paid_home_amount": amount})
    contracts.order_id._sync_contract_figures()
