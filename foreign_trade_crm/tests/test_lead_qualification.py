from odoo.exceptions import AccessError
from odoo.tests import tagged

from .lead_common import LeadCommon


@tagged("post_install", "-at_install")
class TestLeadQualification(LeadCommon):
    def test_score_and_who(self):
        lead = self._lead()
        self.assertEqual(lead.qualification_score, 0)
        lead.with_user(self.rep).write(
            {"qualification_company": "yes", "qualification_country": "yes"}
        )
        lead.with_user(self.manager).qualification_budget = "no"
        self.assertEqual(lead.qualification_score, 40)
        answers = lead.qualification_answers
        self.assertEqual(answers["qualification_company"]["user"], self.rep.name)
        self.assertEqual(answers["qualification_budget"]["user"], self.manager.name)
        self.assertEqual(answers["qualification_budget"]["answer"], "no")
        self.assertNotIn("qualification_product", answers)

    def test_same_answer_is_noted_once(self):
        lead = self._lead(qualification_product="yes")
        lead.with_user(self.manager).qualification_product = "yes"
        self.assertEqual(len(lead.qualification_answer_ids), 1)
        lead.with_user(self.manager).qualification_product = "unknown"
        lead.with_user(self.rep).qualification_product = "yes"
        self.assertEqual(len(lead.qualification_answer_ids), 3)
        self.assertEqual(lead.qualification_answers["qualification_product"]["user"], "Lin Wei")

    def test_nobody_writes_answers(self):
        lead = self._lead(qualification_product="yes", user_id=self.rep.id)
        answer = lead.qualification_answer_ids
        for user in (self.rep, self.manager, self.admin):
            with self.assertRaises(AccessError):
                answer.with_user(user).write({"user_id": self.rep2.id})
            with self.assertRaises(AccessError):
                answer.with_user(user).unlink()
        self.assertFalse(answer.with_user(self.rep2).search([("id", "=", answer.id)]))

    def test_merge_keeps_the_latest_answer_and_who(self):
        first = self._lead(qualification_company="no", qualification_budget="unknown")
        second = self._lead()
        second.with_user(self.rep2).sudo().write(
            {"qualification_budget": "yes", "qualification_product": "no"}
        )
        merged = (first | second).with_user(self.manager).merge_opportunity()
        self.assertEqual(merged.qualification_company, "no")
        self.assertEqual(merged.qualification_budget, "yes")
        self.assertEqual(merged.qualification_product, "no")
        self.assertEqual(merged.qualification_answers["qualification_budget"]["user"], "Chen Jie")
        self.assertEqual(len(merged.qualification_answer_ids), 3, "a merge answers nothing anew")
