"""What ``setup/screenshots`` takes pictures of: which page, as whom."""

import dataclasses

REPRESENTATIVE = "li.na"


@dataclasses.dataclass
class Shot:
    """One page of the web client.

    :param action: XML id of the action to open
    :param model: with ``domain``, opens the first record found rather than the list
    :param view: view type to open the action in
    :param clicks: selectors to click one after the other
    :param ready: selector that tells the page is there
    :param docs: file in the repository this picture illustrates
    """

    name: str
    login: str
    action: str
    model: str = ""
    domain: list | None = None
    order: str = "id desc"
    view: str = ""
    clicks: tuple = ()
    ready: str = ""
    docs: str = ""

    def address(self, session):
        """Path of the page on the server, for a user's session."""
        path = f"/odoo/action-{self.action}"
        if self.model:
            records = session.call(
                self.model, "search", self.domain or [], limit=1, order=self.order
            )
            path += f"/{records[0]}" if records else "/new"
        return path + (f"?view_type={self.view}" if self.view else "")


ALL = [
    Shot("home", REPRESENTATIVE, "crm.crm_lead_action_pipeline"),
]
