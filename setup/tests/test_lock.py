from ft import lock, say

from tests.home_case import HomeCase


class TestLocks(HomeCase):
    def test_only_one(self):
        with lock.only_one("demo", "runs already ({pid})"):
            with self.assertRaisesRegex(say.Stop, r"runs already \(\d+\)"):
                with lock.only_one("demo", "runs already ({pid})"):
                    pass
        with lock.only_one("demo", "runs already"):
            pass

    def test_the_last_user_knows(self):
        first, second = lock.Users("pg"), lock.Users("pg")
        self.assertFalse(first.leave())
        self.assertTrue(second.leave())
