"""The copy of the modules that tests and servers run on."""

from unittest import mock

from ft import sources

from .home_case import HomeCase


class TestSnapshot(HomeCase):
    """An editor may write while the modules are copied, and others may wait for the copy."""

    def test_a_mixture_is_never_put_in_place(self):
        """The modules changed during the copy: nobody finds it, and the next try is whole."""
        truth = sources._hash
        asked = []

        def changing(folders, skip=()):
            asked.append(folders)
            places = list((self.home / "src").glob("[!.]*"))
            self.assertEqual(places, [], "a copy stands where others find it, unchecked")
            return "other" if len(asked) == 2 else truth(folders, skip)

        with mock.patch.object(sources, "_hash", changing):
            copy = sources.snapshot()
        self.assertEqual(len(asked), 4)
        self.assertTrue((copy / "foreign_trade_crm/__manifest__.py").is_file())
        self.assertEqual([path.name for path in copy.parent.glob("[!.]*")], [copy.name])
