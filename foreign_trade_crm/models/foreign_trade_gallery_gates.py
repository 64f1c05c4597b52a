from odoo import api, models


class ForeignTradeGallery(models.Model):
    """Ready sets of gates: the export pipeline, qualification and the order."""

    _inherit = "foreign.trade.gallery"

    @api.model
    def _load_pipeline_export(self):
        """A team with stages of its own, the gates before them and the work in them."""
        self._ensure_pipeline("export")

    @api.model
    def _get_export_team(self):
        return self.env._("Foreign Trade")

    @api.model
    def _get_export_stages(self):
        """``[(code, name, win rate, target days)]`` in the order of the board."""
        return [
            ("requirement", self.env._("Requirement confirmed"), 20, 7),
            ("quotation", self.env._("Quotation sent"), 35, 14),
            ("sample", self.env._("Sample / test"), 50, 30),
            ("negotiation", self.env._("Negotiation"), 65, 21),
            ("awaiting", self.env._("Awaiting order"), 85, 10),
            ("won", self.env._("Won"), 100, 0),
        ]

    @api.model
    def _get_export_gates(self):
        """``[(code, code of the stage, values of the rule)]``."""
        return [
            ("customer", "quotation", self._prepare_customer_gate()),
            ("quotation_version", "quotation", self._prepare_quotation_gate()),
            ("negotiation", "negotiation", self._prepare_negotiation_gate()),
            ("won", "won", self._prepare_won_gate()),
        ]

    @api.model
    def _prepare_customer_gate(self):
        """From the second stage on: the customer is a company's contact, or has one."""
        return {
            "name": self.env._("Company and contact"),
            "kind": "domain",
            "domain": "['|', ('partner_id.parent_id', '!=', False), "
            "'&', ('partner_id.is_company', '=', True), "
            "'|', ('contact_name', '!=', False), ('partner_id.child_ids.type', '=', 'contact')]",
            "message": self.env._(
                "Choose the customer: a contact of a company, or a company that has a contact."
            ),
            "while_staying": True,
            "help_action": "_gate_help_contact",
        }

    @api.model
    def _prepare_quotation_gate(self):
        return {
            "name": self.env._("Quotation with currency and validity"),
            "kind": "related",
            "related_field": "quotation_version_ids",
            "related_domain": "[('currency_id', '!=', False), ('validity_date', '!=', False)]",
            "message": self.env._("Send the customer a quotation that says how long it is valid."),
            "help_action": "_gate_help_quotation",
        }

    @api.model
    def _prepare_negotiation_gate(self):
        return {
            "name": self.env._("Competitor price or main objection"),
            "kind": "domain",
            "domain": "['|', ('competitor_price', '>', 0), ('main_objection', '!=', False)]",
            "message": self.env._("Note the competitor's price or the buyer's main objection."),
            # a buyer who accepts at once has no objection to note
            "covers_later_stages": False,
        }

    @api.model
    def _prepare_won_gate(self):
        return {
            "name": self.env._("Effective contract"),
            "kind": "related",
            "related_field": "contract_ids",
            "related_domain": "[('state', '=', 'effective')]",
            "message": self.env._(
                "Have the proforma invoice countersigned and the deposit in, so that the "
                "contract is effective."
            ),
            "help_action": "_gate_help_contract",
        }

    @api.model
    def _load_qualification(self):
        """Only a lead that is known to be real is converted."""
        gate = {"transition": "convert", "sequence": 10}
        self._ensure_gate(
            "gate_convert_valid",
            {
                **gate,
                "name": self.env._("Lead is valid"),
                "kind": "domain",
                "domain": "[('validity', '=', 'valid')]",
                "message": self.env._("Verify the lead and mark it as valid."),
            },
        )
        self._ensure_gate(
            "gate_convert_country",
            {
                **gate,
                "name": self.env._("Country is known"),
                "kind": "fields",
                "field_names": ["country_id"],
                "message": self.env._("Say which country the buyer is in."),
            },
        )

    @api.model
    def _load_order_gates(self):
        """No confirmation without an effective contract, no production before the deposit."""
        self._ensure_gate(
            "gate_order_confirm",
            {
                "transition": "order_confirm",
                "name": self.env._("Contract is effective"),
                "kind": "domain",
                "domain": "[('contract_effective', '=', True)]",
                "message": self.env._("Issue the proforma invoice and make it effective."),
                "help_action": "action_make_contract",
            },
        )
        self._ensure_gate(
            "gate_production_start",
            {
                "transition": "production_start",
                "name": self.env._("Deposit is in"),
                "kind": "domain",
                "domain": "[('deposit_settled', '=', True)]",
                "message": self.env._("Wait for the buyer's deposit, or register its receipt."),
                "help_action": "action_view_contracts",
            },
        )
