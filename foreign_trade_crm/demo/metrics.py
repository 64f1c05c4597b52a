from datetime import timedelta

#: the manager expects more of this customer than its orders say
EXPECTED = "midori"


def furnish(world, customers):
    """What the scheduled action would have measured by now, with a year of its past."""
    env = world.as_user("manager")
    company = customers.companies.get(EXPECTED)
    if company:
        env["foreign.trade.tier.override"].create(
            {
                "partner_id": company.id,
                "tier": "a",
                "reason": "Opens twelve more shops by next spring",
                "valid_until": (env.cr.now() + timedelta(days=180)).date(),
            }
        )
    policies = world.env["foreign.trade.metrics.policy"].sudo()
    policy = policies.search([("company_id", "=", world.company.id)])
    policy._compute_metrics()
    policy._write_past_months()
