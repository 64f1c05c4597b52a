from odoo.tests import HttpCase, tagged

from .pool_common import PoolCommon


class PoolTourCase(PoolCommon, HttpCase):
    def _open(self, tour, url, user):
        self.start_tour(url, tour, login=user.login)
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestPoolTour(PoolTourCase):
    """Claiming and releasing, in the browser."""

    browser_size = "1366x768"

    def test_claim_from_the_pool(self):
        self._release(self.buyer)
        self._open("foreign_trade_pool_claim", "/odoo/customer-pool", self.rep2)
        self.assertEqual(self.buyer.user_id, self.rep2)

    def test_release_a_lead(self):
        lead = self._create_lead(type="lead", contact_name="Anna Schmidt").with_env(self.env)
        self._open("foreign_trade_pool_release", f"/odoo/crm.lead/{lead.id}", self.rep)
        self.assertFalse(lead.user_id)


@tagged("post_install", "-at_install")
class TestPoolTourMobile(PoolTourCase):
    """Claiming on a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def test_claim_from_the_pool(self):
        self._release(self.buyer)
        self._open("foreign_trade_pool_claim_phone", "/odoo/customer-pool", self.rep2)
        self.assertEqual(self.buyer.user_id, self.rep2)
