from odoo import api, fields, models

from ..tools import assignment


class ForeignTradeAssignment(models.AbstractModel):
    """Decides who gets leads, a whole batch at once.

    A buyer who is known already goes to who knows him; for all others the first rule that fits
    and has somebody to give the lead to decides. A batch of any size costs the search for known
    buyers, one query about the people and one for each rule that gives turns.
    """

    _name = "foreign.trade.assignment"
    _description = "Deciding Who Gets a Lead"

    @api.model
    def _decide(self, facts_list, dry=False):
        """Values for leads with these facts, see ``crm.lead._prepare_assignment_facts``.

        Each has ``user_id`` (``False`` when the lead has to wait) and the reason; ``team_id``
        where it is known. With ``dry`` nobody's turn is used up, and nobody is full because of
        these very leads (their owners are facts then: ``owner_id``).
        """
        finder = self.env["foreign.trade.duplicate.finder"]
        keys_list = [finder._keys_of_values(facts["values"], "crm.lead") for facts in facts_list]
        claims = self._find_claims(facts_list, finder._search_keys(keys_list))
        # for each lead the index of the first one of the same buyer in this batch, or None
        earlier = finder._find_within(keys_list)
        Rule = self.env["foreign.trade.assignment.rule"]
        matches = [
            [] if claim else Rule._find_matches(facts)
            for facts, claim in zip(facts_list, claims, strict=True)
        ]
        batch = AssignmentBatch(self.env, matches, dry)
        if dry:
            batch.take_back(facts_list)
        decisions = []
        for number, facts in enumerate(facts_list):
            claim = claims[number] or self._claim_earlier(decisions, earlier[number])
            decisions.append(batch.give(facts, claim, matches[number]))
        return decisions

    @api.model
    def _find_claims(self, facts_list, found):
        """For each lead who knows the buyer already: kind, owner and the record, or None.

        :param found: for each the known records, see the finder
        """
        return [
            self._get_claim(facts, matches)
            for facts, matches in zip(facts_list, found, strict=True)
        ]

    @api.model
    def _get_claim(self, facts, matches):
        """The customer's owner comes first, then the owner of the lead this one repeats.

        A colleague of a known customer is recognised by the domain of the house as well; to
        call two leads the same it takes address, telephone or name.
        """
        get_person = self.env["foreign.trade.assignment.people"]._get_person
        known = [*facts["customer"], *matches]
        for kind, model in (("customer", "res.partner"), ("duplicate", "crm.lead")):
            for match in known:
                weak = match["keys"] == {"domain"} and model == "crm.lead"
                itself = model == "crm.lead" and match["id"] == facts["lead_id"]
                if match["model"] != model or weak or itself or not match["user_id"]:
                    continue
                person = get_person(match["user_id"])
                if person and facts["company_id"] in person["company_ids"]:
                    return {"kind": kind, **match}
        return None

    @api.model
    def _claim_earlier(self, decisions, index):
        """The claim of whoever got the first lead of the same buyer."""
        if index is None or not decisions[index]["user_id"]:
            return None
        return {"kind": "duplicate", "user_id": decisions[index]["user_id"], "keys": ()}


class AssignmentBatch:
    """Gives the leads of one batch out; counts of leads and turns move on with each of them."""

    def __init__(self, env, matches, dry):
        self.env = env
        self.dry = dry
        self.matches = matches
        rules = {rule["id"]: rule for fitting in matches for rule in fitting}.values()
        candidates = {user for rule in rules for user, _weight in rule["candidates"]}
        candidates |= {rule["deputy_id"] for rule in rules if rule["deputy_id"]}
        by_open = {
            user
            for rule in rules
            if rule["method"] == "fewest_open"
            for user, _weight in rule["candidates"]
        }
        self.people = env["foreign.trade.assignment.people"]._load(sorted(candidates), by_open)
        self.tickets = {}
        self.given = 0

    def take_back(self, facts_list):
        """Begin a trial with a new day and without the leads that are tried."""
        for person in self.people.values():
            person.day_count = 0
            person.open_count -= sum(facts["owner_id"] == person.id for facts in facts_list)

    def give(self, facts, claim, rules):
        """The decision about the next lead of the batch."""
        self.given += 1
        if claim:
            return self._give_to_owner(facts, claim)
        for rule in rules:
            person, kind = self._choose(rule, facts)
            if person or kind == "pool":
                return self._prepare(facts, kind, rule, person)
        # nobody: it waits in the team of the first rule that names one
        waiting = next((rule for rule in rules if rule["team_id"]), None)
        return self._prepare(facts, "pool", waiting) if waiting else {"user_id": False}

    def _give_to_owner(self, facts, claim):
        owner_id = claim["user_id"]
        person = self.people.get(owner_id)
        if person is None:
            values = self.env["foreign.trade.assignment.people"]._get_person(owner_id)
            person = assignment.Person(id=owner_id, teams=values.get("teams", ()))
        decision = self._prepare(facts, claim["kind"], None, person)
        if claim.get("id"):
            match = {"model": claim["model"], "id": claim["id"], "keys": sorted(claim["keys"])}
            decision["assignment_match"] = match
        return decision

    def _choose(self, rule, facts):
        """Person and kind of the reason; ``(None, None)`` where the next rule has its turn."""
        if rule["method"] == "pool":
            return None, "pool"
        company_id = facts["company_id"]
        candidates = assignment.available(rule["candidates"], self.people, company_id)
        if candidates:
            return self._pick(rule, candidates), rule["method"]
        deputy = self.people.get(rule["deputy_id"])
        if deputy and company_id in deputy.company_ids:
            return deputy, "fallback"
        return None, "pool" if rule["fallback"] == "pool" else None

    def _pick(self, rule, candidates):
        if len(candidates) == 1:
            return candidates[0][0]
        if rule["method"] == "fewest_open":
            return assignment.fewest_open(candidates)
        return assignment.in_turn(candidates, self._next_ticket(rule))

    def _next_ticket(self, rule):
        """The next turn of a rule; enough are drawn at once for what is left of the batch."""
        tickets = self.tickets.setdefault(rule["id"], [])
        if not tickets:
            rest = self.matches[self.given - 1 :]
            record = self.env["foreign.trade.assignment.rule"].browse(rule["id"])
            if self.dry:
                drawn = record._peek_tickets(len(rest))
            else:
                first = sum(bool(rules) and rules[0] is rule for rules in rest)
                drawn = record._draw_tickets(first or 1)
            tickets.extend(reversed(drawn))
        return tickets.pop()

    def _prepare(self, facts, kind, rule, person=None):
        values = {"user_id": False, "assignment_kind": kind}
        if rule:
            values["assigned_rule_id"] = rule["id"]
        team_id = facts["team_id"] or (rule and rule["team_id"])
        if person:
            person.take()
            values.update(user_id=person.id, assigned_at=fields.Datetime.now())
            team_id = team_id or person.team_in(facts["company_id"])
        if team_id:
            values["team_id"] = team_id
        return values
