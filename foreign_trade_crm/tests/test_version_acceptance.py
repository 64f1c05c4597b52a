from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .quotes_common import QuotesCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-11-02 08:00:00")
class TestVersionAcceptance(QuotesCommon):
    """Who accepted which version, and how; what was accepted is what the order says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._create_quotation(validity_date="2026-12-31")
        cls.order.action_quotation_sent()
        cls.version = cls.order.last_version_id

    def _accept(self, user=None, **values):
        acceptances = self.env["foreign.trade.quotation.acceptance"].with_user(user or self.rep)
        return acceptances.create({"version_id": self.version.id, **values})

    def test_restores_what_was_accepted(self):
        self.order.order_line.price_unit = 12
        self._accept(method="email", note="mail of today")
        self.assertEqual(self.order.order_line.price_unit, 20)
        self.assertEqual(self.order.accepted_version_id, self.version)

    def test_purchase_order_is_uploaded(self):
        with self.assertRaisesRegex(UserError, "number of the purchase order"):
            self._accept(method="purchase_order")
        upload = (
            self.env["ir.attachment"]
            .with_user(self.rep)
            .create({"name": "PO.pdf", "raw": b"%PDF-1.4", "res_model": "foreign.trade.quotation"})
        )
        acceptance = self._accept(method="purchase_order", attachment_ids=[Command.link(upload.id)])
        acceptance.with_user(self.clerk).attachment_ids.read(["name"])
        self.assertEqual(acceptance.attachment_ids, upload)
        for user in (self.rep, self.manager, self.admin, self.env.ref("base.user_root")):
            file = upload.with_user(user)
            for change in (
                file.unlink,
                lambda file=file: file.write({"raw": b"another"}),
                lambda file=file: file.write({"res_model": "sale.order", "res_id": self.order.id}),
            ):
                with self.assertRaisesRegex(UserError, "kept as it was"):
                    change()
        with self.assertRaises(AccessError):
            acceptance.with_user(self.manager).attachment_ids = False

    def test_a_file_of_something_else_is_copied(self):
        """What hangs on the quotation may go; the proof stays, until the quotation goes."""
        mail = self.env["ir.attachment"].create(
            {"name": "PO", "raw": b"x", "res_model": "sale.order", "res_id": self.order.id}
        )
        acceptance = self._accept(method="email", attachment_ids=[Command.link(mail.id)])
        mail.with_user(self.rep).unlink()
        kept = acceptance.attachment_ids
        self.assertEqual((len(kept), kept.raw), (1, b"x"))
        self.order._action_cancel()
        self.order.sudo().unlink()
        self.assertFalse(kept.exists())

    def test_a_strangers_file_is_not_taken(self):
        secret = (
            self.env["ir.attachment"]
            .with_user(self.manager)
            .create({"name": "secret", "raw": b"x"})
        )
        with self.assertRaises(AccessError), self.cr.savepoint():
            self._accept(method="email", attachment_ids=[Command.link(secret.id)])

    def test_nobody_signs_by_hand(self):
        for method in ("portal", "payment"):
            for user in (self.rep, self.manager, self.admin):
                with self.assertRaises(UserError):
                    self._accept(user, method=method)
        with self.assertRaisesRegex(UserError, "countersigned"):
            self._accept(method="countersigned")

    def test_nobody_writes_the_buyers_name_under_it(self):
        values = {"signed_by": "Anna Schmidt", "signed_on": "2026-11-01 08:00:00"}
        acceptance = self._accept(method="email", **values)
        self.assertEqual((acceptance.signed_by, acceptance.signed_on), (False, False))

    def test_expired(self):
        with freeze_time("2027-01-05"):
            self._accept_late()

    def _accept_late(self):
        with self.assertRaisesRegex(UserError, "expired"):
            self._accept(method="email")
        accepted = self._accept(method="email", accepted_on="2026-12-30")
        self.assertTrue(accepted.version_id.is_accepted, "he wrote while it was valid")
        with self.assertRaises(UserError):
            self._accept(method="email", accepted_on="2027-02-01")
