from hypothesis import given, settings, strategies as st

from odoo.tests import BaseCase

from ..tools.target_match import Criterion, Profile, applies, best_match, meets, score

FACTS = {
    "company_id": 1,
    "country_id": 57,
    "business_type": "importer",
    "company_size": "3",
    "purchase_frequency": False,
    "quality_level": "2",
    "certificate_ids": {4, 9},
    "hs_codes": {"940161", ""},
    "category_ids": {10, 11},
}


def criterion(kind, weight=20, values=(), minimum=""):
    return Criterion(kind, weight, frozenset(values), minimum)


def profile(*criteria, number=1, company=False, categories=()):
    return Profile(number, company, frozenset(categories), criteria)


KINDS = st.sampled_from(["business_type", "country", "certificate"])
CRITERIA = st.builds(
    criterion, KINDS, st.integers(1, 100), st.frozensets(st.integers(1, 60), max_size=5)
)


class TestTargetMatch(BaseCase):
    """The arithmetic of the match score."""

    def test_what_fits(self):
        fits = [
            criterion("business_type", values=["importer", "chain"]),
            criterion("company_size", minimum="3"),
            criterion("quality_level", minimum="1"),
            criterion("country", values=[57, 75]),
            criterion("certificate", values=[9]),
            criterion("import_record"),
            criterion("import_record", minimum="9401"),
        ]
        fails = [
            criterion("business_type", values=["brand"]),
            criterion("company_size", minimum="4"),
            criterion("purchase_frequency", minimum="1"),
            criterion("country", values=[75]),
            criterion("certificate", values=[5]),
            criterion("import_record", minimum="85"),
        ]
        self.assertTrue(all(meets(one, FACTS) for one in fits))
        self.assertFalse(any(meets(one, FACTS) for one in fails))

    def test_best_of_a_kind_counts(self):
        asked = profile(
            criterion("business_type", 30, ["brand"]),
            criterion("business_type", 20, ["importer"]),
            criterion("country", 10, [57]),
        )
        self.assertEqual(score(asked, FACTS), 75)
        self.assertEqual(score(profile(), FACTS), 0)

    def test_product_line_and_company(self):
        self.assertTrue(applies(profile(categories=[10]), FACTS))
        self.assertFalse(applies(profile(categories=[12]), FACTS))
        self.assertTrue(applies(profile(categories=[12]), {**FACTS, "category_ids": set()}))
        self.assertTrue(applies(profile(company=1), FACTS))
        self.assertFalse(applies(profile(company=2), FACTS))

    def test_best_profile(self):
        good = profile(criterion("country", values=[57]), number=2)
        bad = profile(criterion("country", values=[3]), number=1)
        self.assertEqual(best_match([bad, good], FACTS), (100, 2))
        self.assertEqual(best_match([good, good._replace(id=3)], FACTS), (100, 2))
        self.assertEqual(best_match([good._replace(company_id=7)], FACTS), (0, False))

    @settings(deadline=None)
    @given(st.lists(CRITERIA, max_size=6))
    def test_between_0_and_100(self, criteria):
        result = score(profile(*criteria), FACTS)
        self.assertTrue(0 <= result <= 100)
        if criteria and all(meets(one, FACTS) for one in criteria):
            self.assertEqual(result, 100)
        if not any(meets(one, FACTS) for one in criteria):
            self.assertEqual(result, 0)

    @settings(deadline=None)
    @given(st.lists(CRITERIA, min_size=1, max_size=6), st.sets(st.integers(1, 60)))
    def test_more_certificates_never_lower_the_score(self, criteria, more):
        asked = profile(*criteria)
        richer = {**FACTS, "certificate_ids": FACTS["certificate_ids"] | more}
        self.assertGreaterEqual(score(asked, richer), score(asked, FACTS))
