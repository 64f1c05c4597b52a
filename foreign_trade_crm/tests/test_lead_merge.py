from datetime import timedelta

from odoo.tests import tagged

from . import inquiry_samples
from .lead_common import LeadCommon


@tagged("post_install", "-at_install")
class TestLeadMerge(LeadCommon):
    """Every field and child of ours survives a merge."""

    def test_nothing_is_lost(self):
        first = self._receive().lead_id
        second = self._receive(inquiry_samples.chinese).lead_id
        inquiries = first.inquiry_ids | second.inquiry_ids
        attachments = self.env["ir.attachment"].search(
            [("res_model", "=", "crm.lead"), ("res_id", "in", (first | second).ids)]
        )
        at = first.create_date + timedelta(hours=2)
        first.write({"product_category_ids": [(6, 0, self.garden.ids)], "main_objection": "Price"})
        second.write(
            {
                "validity": "valid",
                "product_category_ids": [(6, 0, self.chairs.ids)],
                "main_objection": "Lead time",
                "competitor_name": "Yongkang Ltd",
                "competitor_price": 19.5,
                "competitor_currency_id": self.usd.id,
                "first_response_at": at,
                "first_response_hours": 2,
            }
        )
        merged = (first | second).with_user(self.manager).merge_opportunity()
        self.assertEqual(merged.inquiry_ids, inquiries)
        self.assertEqual(merged.channel_id, self.channel)
        self.assertEqual(merged.validity, "valid")
        self.assertEqual(merged.product_category_ids, self.garden | self.chairs)
        self.assertEqual(set(merged.main_objection.splitlines()), {"Price", "Lead time"})
        self.assertEqual(merged.competitor_name, "Yongkang Ltd")
        self.assertEqual(merged.competitor_price, 19.5)
        self.assertEqual(merged.competitor_currency_id, self.usd)
        self.assertEqual(merged.first_response_at, at)
        self.assertEqual(merged.first_response_hours, 2)
        self.assertEqual(set(attachments.mapped("res_id")), {merged.id})

    def test_every_stored_field_of_ours_is_thought_of(self):
        """A field added to leads later must say what a merge does with it."""
        leads = self.env["crm.lead"]
        known = set(leads._merge_get_fields())
        for name, field in leads._fields.items():
            ours = field._module and field._module.startswith("foreign_trade")
            if ours and field.store and not field.compute and field.type != "one2many":
                self.assertIn(name, known)
