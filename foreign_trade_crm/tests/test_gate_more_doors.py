from odoo import Command
from odoo.service.model import call_kw
from odoo.tests import tagged

from ..exceptions import GateError
from .gate_common import GateCommon


@tagged("post_install", "-at_install")
class TestGateMoreDoors(GateCommon):
    """The doors that the web client and other programs use, and mass edits."""

    def setUp(self):
        super().setUp()
        self._create_rule(self.quoted, ["function"], message="Say who buys.")
        self.deal = self._create_lead()
        self.leads = self.env["crm.lead"].with_user(self.rep)

    def assertRefused(self, action, *args, **kwargs):
        with self.assertRaises(GateError) as caught, self.cr.savepoint():
            action(*args, **kwargs)
        self.env.invalidate_all()
        return caught.exception

    def _call(self, method, *args, **kwargs):
        return call_kw(self.leads, method, list(args), kwargs)

    def test_rpc(self):
        vals = {"stage_id": self.quoted.id}
        self.assertRefused(self._call, "write", self.deal.ids, vals)
        values = {"name": "By RPC", "type": "opportunity", "team_id": self.team.id}
        self.assertRefused(self._call, "create", [{**values, **vals}])
        self.assertRefused(
            self._call, "write", self.deal.ids, vals, context={"gate_override_reason": "x"}
        )

    def test_list_edit_of_several(self):
        deals = self.deal | self._create_lead(name="The next one", function="Buyer")
        vals = {"stage_id": self.quoted.id}
        error = self.assertRefused(self._call, "web_save", deals.ids, vals, {"stage_id": {}})
        self.assertEqual(error.context["res_ids"], self.deal.ids)
        self.assertEqual(deals.stage_id, self.new)

    def test_quick_creation_in_a_column(self):
        context = {"default_stage_id": self.quoted.id, "default_team_id": self.team.id}
        leads = self.leads.with_context(**context, default_type="opportunity")
        self.assertRefused(leads.name_create, "Parasols")

    def test_lost_restored_and_won_of_several(self):
        deals = self.deal | self._create_lead(name="The next one", function="Buyer")
        deals.action_set_lost()
        self.assertRefused(deals.write, {"active": True, "stage_id": self.quoted.id})
        deals.action_restore()
        self.assertEqual(deals.stage_id, self.new)
        self.assertRefused(deals.action_set_won)
        self.assertRefused(self.deal.action_set_won_rainbowman)
        self.assertEqual(deals.stage_id, self.new)

    def test_mass_conversion(self):
        self._create_rule(fields=["country_id"], message="Say which country.")
        leads = self.leads.browse()
        for number in range(3):
            country = self.env.ref("base.de") if number else False
            leads |= self._create_lead(
                type="lead", name=f"Lead {number}", country_id=country and country.id
            )
        wizard = self.env["crm.lead2opportunity.partner.mass"].with_user(self.manager)
        wizard = wizard.with_context(active_model="crm.lead", active_ids=leads.ids).create(
            {
                "action": "each_exist_or_create",
                "deduplicate": False,
                "user_ids": [Command.set(self.rep.ids)],
            }
        )
        error = self.assertRefused(wizard.action_mass_convert)
        self.assertIn("Lead 0", str(error))
        self.assertEqual(set(leads.mapped("type")), {"lead"})

    def test_mass_edit_names_every_one_and_moves_nothing(self):
        self._create_rule(self.quoted, ["city"], message="Say which city.")
        values = {"type": "opportunity", "team_id": self.team.id}
        deals = self.leads.create(
            [
                {
                    **values,
                    "name": f"Deal {n:03}",
                    "function": "Buyer" if n % 5 else False,
                    "city": "Hamburg" if n < 495 else False,
                }
                for n in range(500)
            ]
        )
        error = self.assertRefused(deals.write, {"stage_id": self.quoted.id})
        self.assertEqual(deals.stage_id, self.new)
        named = str(error)
        for number in range(0, 500, 5):
            self.assertIn(f"Deal {number:03}", named)
        self.assertNotIn("Deal 001", named)
        self.assertIn("94 more records", named)
        self.assertLess(len(named), 2500)
        # those that are not told one by one stand under what they lack
        self.assertIn("Say which city. Deal 495, Deal 496", named)
        self.assertEqual(error.context["record_count"], 104)
        self.assertEqual(len(error.context["failures"]), 50)
        shown = {failure["record_name"] for failure in error.context["failures"]}
        more = {one["message"]: one["names"] for one in error.context["more"]}
        self.assertEqual(set(more), {"Say who buys.", "Say which city."})
        self.assertEqual(len(shown.union(*more.values())), 104)

    def test_emptying_what_a_stage_behind_depends_on(self):
        self.rules.search([]).while_staying = True
        self.deal.write({"function": "Buyer", "stage_id": self.agreed.id})
        for value in (False, "", "  "):
            self.assertRefused(self._call, "write", self.deal.ids, {"function": value})
        self.assertEqual(self.deal.function, "Buyer")

    def test_deleting_the_customer_is_no_way_to_empty_it(self):
        self._create_rule(self.quoted, ["partner_id"], while_staying=True, message="Choose it.")
        self.rep.group_ids += self.env.ref("base.group_partner_manager")
        customer = self.env["res.partner"].with_user(self.rep).create({"name": "Fly By Night"})
        self.deal.write({"partner_id": customer.id, "function": "Buyer"})
        self.deal.stage_id = self.quoted
        self.assertRefused(customer.unlink)
        self.deal.stage_id = self.new
        customer.unlink()
        self.assertFalse(self.deal.partner_id)

    def test_merging_is_no_way_into_a_stage(self):
        """The deal that is kept stays where it is; a stage gained is not lost."""
        other = self._create_lead(name="The same deal")
        ahead = self._create_lead(name="Further", function="Buyer", stage_id=self.quoted.id)
        merged = (self.deal | other).with_user(self.manager).merge_opportunity()
        self.assertEqual(merged.stage_id, self.new)
        merged = (merged | ahead).with_user(self.manager).merge_opportunity()
        self.assertEqual((merged.stage_id, merged.function), (self.quoted, "Buyer"))
