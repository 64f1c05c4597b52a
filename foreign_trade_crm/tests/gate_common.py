from odoo import Command

from .common import ForeignTradeCommon


class GateCommon(ForeignTradeCommon):
    """A team with three stages of its own and rules that the tests write."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team.own_stages_only = True
        cls.new, cls.quoted, cls.agreed, cls.won = cls.env["crm.stage"].create(
            [
                {
                    "name": name,
                    "sequence": 10 * index,
                    "team_ids": [Command.set(cls.team.ids)],
                    "is_won": name == "Won",
                }
                for index, name in enumerate(("New", "Quoted", "Agreed", "Won"), start=1)
            ]
        )
        cls.rules = cls.env["foreign.trade.gate.rule"]

    @classmethod
    def _create_rule(cls, stage=None, fields=(), model="crm.lead", **values):
        field_ids = [cls.env["ir.model.fields"]._get(model, name).id for name in fields]
        return cls.rules.create(
            {
                "name": "Rule",
                "transition": "stage" if stage else "convert",
                "stage_id": stage and stage.id,
                "company_id": cls.company.id,
                "kind": "fields" if fields else "domain",
                "field_ids": [Command.set(field_ids)],
                "message": "Mend it.",
                **values,
            }
        )
