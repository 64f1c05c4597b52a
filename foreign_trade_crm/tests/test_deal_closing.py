from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..exceptions import GateError
from .quotes_common import QuotesCommon


@tagged("post_install", "-at_install")
class TestDealClosing(QuotesCommon):
    """Why deals are won and lost: asked for at every door once the ready set is loaded."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gallery = cls.env["foreign.trade.gallery"].with_user(cls.manager)
        cls.deal = cls._create_lead()

    def _load(self):
        self.gallery._load(["closing_reasons"])
        ready = "__foreign_trade__."
        self.price = self.env.ref(ready + "win_reason_price")
        self.won_other = self.env.ref(ready + "win_reason_other")
        self.postponed = self.env.ref(ready + "lost_reason_postponed")
        self.lost_other = self.env.ref(ready + "lost_reason_other")

    def assertGated(self, words, door, *args, **kwargs):
        with self.assertRaises(GateError) as caught, self.env.cr.savepoint():
            door(*args, **kwargs)
        self.assertIn(words, str(caught.exception))
        return caught.exception

    def test_nothing_is_asked_before_the_set_is_loaded(self):
        self.deal.action_set_lost()
        self.assertEqual(self.deal.won_status, "lost")
        self.deal.action_restore()
        self.deal.action_set_won()
        self.assertEqual(self.deal.won_status, "won")

    def test_no_deal_is_lost_without_reason_through_any_door(self):
        self._load()
        deal = self.deal
        lost = {"active": False, "probability": 0, "automated_probability": 0}
        self.assertGated("Say why the deal was lost", deal.action_set_lost)
        self.assertGated("Say why the deal was lost", deal.action_set_lost, lost_reason_id=False)
        self.assertGated("Say why the deal was lost", deal.write, lost)
        self.assertGated(
            "Say why the deal was lost",
            deal.with_context(gate_skip=True, install_mode=1).write,
            lost,
        )
        deal.probability = 0
        self.assertGated("Say why the deal was lost", deal.action_archive)
        self.assertGated(
            "Say why the deal was lost",
            deal.create,
            {"name": "Born lost", "type": "opportunity", **lost},
        )
        self.assertEqual((deal.active, deal.won_status), (True, "pending"))
        deal.action_set_lost(lost_reason_id=self.postponed.id)
        self.assertEqual((deal.won_status, deal.lost_reason_id), ("lost", self.postponed))

    def test_no_deal_is_won_without_reason_through_any_door(self):
        self._load()
        deal = self.deal
        won = {"stage_id": self.won_stage.id}
        for door, *args in (
            (deal.action_set_won,),
            (deal.action_set_won_rainbowman,),
            (deal.write, won),
            (deal.web_save, won, {}),
            (deal.create, {"name": "Born won", "type": "opportunity", **won}),
        ):
            self.assertGated("Say why the deal was won", door, *args)
        self.assertEqual(deal.won_status, "pending")
        result = deal.load(
            ["name", "type", "stage_id/.id"], [["Imported", "opportunity", str(self.won_stage.id)]]
        )
        self.assertIn("Say why the deal was won", result["messages"][0]["message"])
        deal.write({**won, "win_reason_id": self.price.id})
        self.assertEqual(deal.won_status, "won")

    def test_the_dialog_fills_it_in_and_goes_on(self):
        self._load()
        error = self.assertGated("Say why", self.deal.action_set_won)
        [failure] = error.context["failures"]
        self.assertEqual(failure["fields"], ["win_reason_id"])
        self.deal.gate_continue(
            {"model": "crm.lead", "method": "action_set_won", "args": [self.deal.ids]},
            values={self.deal.id: {"win_reason_id": self.price.id}},
        )
        self.assertEqual(self.deal.won_status, "won")

    def test_the_checklist_asks_for_the_reason_before_anybody_tries(self):
        self._load()
        stages = self.env["crm.stage"].search([("is_won", "=", False)])
        self.deal.stage_id = stages.filtered(
            lambda stage: not stage.team_ids or self.team in stage.team_ids
        )[-1:]
        self.env.invalidate_all()
        titles = [item["name"] for item in self.deal.gate_checklist["items"] if item["ahead"]]
        self.assertIn("Win reason", titles)

    def test_other_reasons_need_words(self):
        self._load()
        self.assertGated(
            "in your own words", self.deal.action_set_lost, lost_reason_id=self.lost_other.id
        )
        won = {"stage_id": self.won_stage.id, "win_reason_id": self.won_other.id}
        self.assertGated("in your own words", self.deal.write, won)
        self.deal.write({**won, "closing_note": "The buyer's daughter studies in Ningbo"})
        self.assertEqual(self.deal.won_status, "won")

    def test_what_closing_depends_on_is_not_emptied(self):
        self._load()
        self.deal.write({"stage_id": self.won_stage.id, "win_reason_id": self.price.id})
        self.assertGated("Say why the deal was won", self.deal.write, {"win_reason_id": False})
        self.deal.description = "Other edits are free"

    def test_a_reopened_deal_forgets_and_is_asked_again(self):
        self._load()
        deal = self.deal
        deal.action_set_lost(lost_reason_id=self.postponed.id, closing_note="Budget frozen")
        deal.action_restore()
        self.assertFalse(deal.lost_reason_id or deal.closing_note)
        self.assertEqual(deal.won_status, "pending")
        deal.action_set_lost(lost_reason_id=self.postponed.id)
        deal.write({"stage_id": self.won_stage.id, "win_reason_id": self.price.id})
        self.assertFalse(deal.lost_reason_id, "won after all: no lost reason stays")
        first = self.env["crm.stage"].search([("is_won", "=", False)], limit=1)
        deal.stage_id = first
        self.assertFalse(deal.win_reason_id)
        self.assertFalse(deal.copy().win_reason_id)

    def test_a_lost_deal_that_is_won_keeps_what_the_dialog_was_told(self):
        """The dialog writes the reason first, and repeats the refused call after it."""
        self._load()
        told = {"win_reason_id": self.won_other.id, "closing_note": "Their own factory burnt"}
        move = {"stage_id": self.won_stage.id}
        for method, args in (("write", [move]), ("action_set_won", [])):
            deal = self._create_lead()
            deal.action_set_lost(lost_reason_id=self.postponed.id)
            self.assertGated("Say why the deal was won", getattr(deal, method), *args)
            request = {"model": "crm.lead", "method": method, "args": [deal.ids, *args]}
            deal.gate_continue(request, {str(deal.id): told})
            self.assertEqual((deal.won_status, deal.win_reason_id), ("won", self.won_other))
            self.assertEqual(deal.closing_note, told["closing_note"])
            self.assertFalse(deal.lost_reason_id)

    def test_500_at_once_name_those_that_fail_and_none_moves(self):
        self._load()
        deals = self.env["crm.lead"].create(
            [
                {
                    "name": f"Deal {number}",
                    "type": "opportunity",
                    "team_id": self.team.id,
                    "win_reason_id": number % 100 != 3 and self.price.id,
                }
                for number in range(500)
            ]
        )
        error = self.assertGated("Deal 303", deals.write, {"stage_id": self.won_stage.id})
        self.assertEqual(error.context["record_count"], 5)
        self.assertEqual(set(deals.mapped("won_status")), {"pending"})

    def test_leads_and_invalid_ones_have_no_lost_reason(self):
        self._load()
        lead = self._create_lead(type="lead")
        lead.action_set_lost()
        reason = self.env.ref("foreign_trade_crm.invalid_reason_peer")
        self.deal.write({"validity": "invalid", "invalid_reason_id": reason.id})
        self.assertFalse(self.deal.active)

    def test_neither_invalid_nor_the_status_itself_is_a_way_round(self):
        self._load()
        reason = self.env.ref("foreign_trade_crm.invalid_reason_peer")
        invalid = {"validity": "invalid", "invalid_reason_id": reason.id}
        won = {"stage_id": self.won_stage.id, "probability": 100, "active": True}
        self.assertGated("Say why the deal was won", self.deal.write, {**invalid, **won})
        self.assertGated("Say why the deal was won", self.deal.write, {"won_status": "won"})
        self.assertGated("Say why the deal was lost", self.deal.write, {"won_status": "lost"})
        self.deal.write(invalid)
        self.deal.write({"validity": "valid"})
        self.assertEqual((self.deal.active, self.deal.won_status), (True, "pending"))

    def test_another_company_goes_on_as_before(self):
        self._load()
        other = self._create_exporter("Yiwu Tools")
        deal = self.env["crm.lead"].create(
            {
                "name": "Theirs",
                "type": "opportunity",
                "team_id": False,
                "user_id": False,
                "company_id": other.id,
            }
        )
        deal.action_set_lost()
        self.assertEqual(deal.won_status, "lost")

    def test_loading_for_two_companies_makes_the_lists_once(self):
        self._load()
        reasons = self.env["foreign.trade.win.reason"].search_count([])
        lost = self.env["crm.lost.reason"].search_count([])
        other = self._create_exporter("Yiwu Tools")
        self.manager.company_ids += other
        self.gallery.with_company(other)._load(["closing_reasons"])
        self._load()
        self.assertEqual(self.env["foreign.trade.win.reason"].search_count([]), reasons)
        self.assertEqual(self.env["crm.lost.reason"].search_count([]), lost)
        rules = self.env["foreign.trade.gate.rule"].search([("transition", "=", "lost")])
        self.assertEqual(set(rules.company_id), {self.company, other})

    def test_the_lost_wizard_notes_who_got_the_order(self):
        self._load()
        deal = self.deal
        deal.competitor_ids = [(0, 0, {"competitor_id": self._competitor("Saigon Camp").id})]
        wizards = self.env["crm.lead.lost"].with_user(self.rep)
        form = Form(wizards.with_context(default_lead_ids=deal.ids))
        self.assertTrue(form.reason_required)
        form.lost_reason_id = self.lost_other
        form.lost_feedback = "<p>They ship from stock</p>"
        form.competitor_id = self._competitor("Saigon Camp")
        form.competitor_price = 18.5
        form.competitor_currency_id = self.usd
        form.objection_ids.add(self.env.ref("__foreign_trade__.objection_lead_time"))
        form.save().action_lost_reason_apply()
        self.assertEqual(deal.won_status, "lost")
        self.assertEqual(deal.closing_note, "They ship from stock")
        self.assertEqual(deal.competitor_ids.mapped("has_order"), [True])
        self.assertEqual(deal.competitor_price, 18.5)
        self.assertTrue(deal.objection_ids)
        self.assertEqual(deal.competitor_ids.competitor_id.lost_count, 1)

    def test_a_paid_contract_waits_for_no_words(self):
        """Finance wins nothing without a reason, but the order goes on and the owner is asked."""
        self._load()
        contract = self._create_contract(opportunity_id=self.deal.id)
        contract.with_user(self.manager)._win_opportunity()
        self.assertEqual(self.deal.won_status, "pending")
        [activity] = self.deal.activity_ids
        self.assertEqual(activity.user_id, self.rep)
        self.assertGated("Say why", contract.with_user(self.rep)._win_opportunity)
        self.deal.win_reason_id = self.price
        contract.with_user(self.manager)._win_opportunity()
        self.assertEqual(self.deal.won_status, "won")

    def test_only_managers_edit_the_lists(self):
        for model in ("foreign.trade.win.reason", "foreign.trade.objection"):
            for user in (self.rep, self.clerk, self.finance):
                with self.assertRaises(AccessError):
                    self.env[model].with_user(user).create({"name": "Mine"})
            self.env[model].with_user(self.manager).create({"name": "Theirs"})

    def test_merging_keeps_reason_words_and_competitors(self):
        self._load()
        other = self._create_lead(
            closing_note="First words",
            win_reason_id=self.price.id,
            competitor_name="Saigon Camp",
            objection_ids=[self.env.ref("__foreign_trade__.objection_price").id],
        )
        merged = (self.deal | other).with_user(self.manager).merge_opportunity()
        self.assertEqual(merged.win_reason_id, self.price)
        self.assertEqual(merged.closing_note, "First words")
        self.assertEqual(merged.competitor_name, "Saigon Camp")
        self.assertTrue(merged.objection_ids)

    def test_closing_many_costs_no_query_more_for_each(self):
        self._load()
        deals = self.env["crm.lead"].create(
            [
                {"name": f"D {n}", "type": "opportunity", "win_reason_id": self.price.id}
                for n in range(40)
            ]
        )
        self.env.flush_all()

        def cost(batch):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            batch.write({"description": "x", "win_reason_id": self.price.id})
            self.env.flush_all()
            return self.cr.sql_log_count - before

        cost(deals[:5])
        self.assertLessEqual(cost(deals) - cost(deals[:10]), 1)

    def _competitor(self, name):
        return self.env["foreign.trade.competitor"]._find_or_create(name)
