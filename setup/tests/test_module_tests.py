import unittest

from ft import module_tests, outcome, paths


class TestTags(unittest.TestCase):
    def test_words_and_commas_are_one_list(self):
        self.assertEqual(module_tests.tags_of(["/a:T", "/b"]), "/a:T,/b")
        self.assertEqual(module_tests.tags_of(["/a:T,/b"]), "/a:T,/b")

    def test_paths_as_typed_in_the_checkout(self):
        wanted = "/foreign_trade_crm/tests/test_gate.py"
        for typed in (wanted, wanted[1:], f".{wanted}", f"{paths.ROOT}{wanted}"):
            self.assertEqual(module_tests.tags_of([typed]), wanted)

    def test_excluding(self):
        self.assertEqual(module_tests.tags_of(["-foreign_trade_crm"]), "-/foreign_trade_crm")

    def test_parameters_keep_their_commas(self):
        self.assertEqual(module_tests.tags_of(["/a[x,y]"]), "/a[x,y]")


class TestMethods(unittest.TestCase):
    def test_subtests_count_once(self):
        names = {"m.T.test_a (x=1)": "", "m.T.test_a (x=2)": "", "m.T.test_b": ""}
        self.assertEqual(outcome.methods(names), {"m.T.test_a", "m.T.test_b"})
