"""How leads go on being given out after the stories: limits, deputies and follow-up."""

#: leads a day and open leads that a representative takes at most
LIMITS = (20, 120)


def furnish(world):
    """Limits of the representatives, and follow-up on every channel where buyers write."""
    day_max, open_max = LIMITS
    members = world.team.crm_team_member_ids
    members.write({"assignment_day_max": day_max, "assignment_open_max": open_max})
    gallery = world.as_user("manager")["foreign.trade.gallery"]
    plan = gallery._loaded("follow_up_plan", "mail.activity.plan")
    channels = world.env["foreign.trade.channel"].search(
        [
            ("company_id", "=", world.company.id),
            ("kind", "in", ("website", "email", "platform", "whatsapp")),
        ]
    )
    if plan:
        plan.write({"follow_up": True, "follow_up_channel_ids": [(4, c.id) for c in channels]})
