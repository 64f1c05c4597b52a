from odoo import api, models

OWNER, CLERK, FINANCE = "trade_owner", "trade_clerk", "trade_finance"


class ForeignTradeGalleryPipelines(models.Model):
    """The ready pipelines besides the export one, and the work in the stages of all three."""

    _inherit = "foreign.trade.gallery"

    @api.model
    def _get_export_steps(self):
        """``[(code of the stage, [(code, type, working days, who, what, stays)])]``"""
        env = self._loader().env
        feedback = env._("Ask what the buyer thinks of the samples")
        return [
            ("quotation", [("ask", "call", 3, OWNER, env._("Ask about the quotation"), False)]),
            (
                "sample",
                [
                    ("send", "todo", 2, CLERK, env._("Send the samples"), False),
                    ("feedback", "email", 10, OWNER, feedback, False),
                ],
            ),
            ("negotiation", [("second", "todo", 3, OWNER, env._("Second quotation"), False)]),
            ("awaiting", [("chase", "call", 3, OWNER, env._("Chase the purchase order"), False)]),
            ("won", self._get_fulfilment_steps()),
        ]

    @api.model
    def _get_fulfilment_steps(self):
        """What a won deal asks for; it is due whatever becomes of the stage."""
        env = self._loader().env
        return [
            ("deposit", "todo", 2, FINANCE, env._("Check that the deposit is in"), True),
            ("space", "todo", 5, CLERK, env._("Book space"), True),
            ("documents", "todo", 10, CLERK, env._("Prepare the shipping documents"), True),
        ]

    @api.model
    def _load_pipeline_rates(self):
        """Five stages with win rates and targets, then won."""
        self._ensure_pipeline("rates", "rates_")

    @api.model
    def _get_rates_team(self):
        return self.env._("Foreign Trade in Five Stages")

    @api.model
    def _get_rates_stages(self):
        """As :meth:`_get_export_stages`: targets of 2, 3, 2, 4 and 1 weeks."""
        return [
            ("contact", self.env._("First contact"), 20, 14),
            ("requirement", self.env._("Requirement"), 40, 21),
            ("proposal", self.env._("Proposal"), 60, 14),
            ("negotiation", self.env._("Negotiation"), 80, 28),
            ("contract", self.env._("Contract"), 95, 7),
            ("won", self.env._("Won"), 100, 0),
        ]

    @api.model
    def _get_rates_gates(self):
        return [
            ("customer", "requirement", self._prepare_customer_gate()),
            ("requirement", "proposal", self._prepare_requirement_gate()),
            ("quotation_version", "negotiation", self._prepare_valid_quotation_gate()),
            ("contract", "contract", self._prepare_contract_gate()),
            ("won", "won", self._prepare_won_gate()),
        ]

    @api.model
    def _get_rates_steps(self):
        env = self._loader().env
        ask = env._("Ask what the buyer needs")
        sign = env._("Chase the countersigned contract")
        return [
            ("contact", [("ask", "call", 2, OWNER, ask, False)]),
            ("proposal", [("quote", "todo", 3, OWNER, env._("Send the quotation"), False)]),
            ("negotiation", [("second", "todo", 5, OWNER, env._("Second quotation"), False)]),
            ("contract", [("sign", "call", 3, OWNER, sign, False)]),
            ("won", self._get_fulfilment_steps()),
        ]

    @api.model
    def _load_pipeline_chain(self):
        """The long chain up to the purchase order, which is the won stage."""
        self._ensure_pipeline("chain", "chain_")

    @api.model
    def _get_chain_team(self):
        return self.env._("Foreign Trade up to the Purchase Order")

    @api.model
    def _get_chain_stages(self):
        return [
            ("contact", self.env._("First contact"), 10, 14),
            ("requirement", self.env._("Requirement"), 25, 14),
            ("quotation", self.env._("Quotation"), 40, 14),
            ("negotiation", self.env._("Negotiation"), 55, 21),
            ("sample", self.env._("Sample"), 75, 30),
            ("order", self.env._("Purchase order"), 100, 0),
        ]

    @api.model
    def _get_chain_gates(self):
        return [
            ("customer", "requirement", self._prepare_customer_gate()),
            ("requirement", "quotation", self._prepare_requirement_gate()),
            ("quotation_version", "negotiation", self._prepare_valid_quotation_gate()),
            ("order", "order", self._prepare_purchase_order_gate()),
        ]

    @api.model
    def _get_chain_steps(self):
        env = self._loader().env
        ask = env._("Ask what the buyer needs")
        feedback = env._("Ask what the buyer thinks of the samples")
        return [
            ("contact", [("ask", "call", 2, OWNER, ask, False)]),
            ("quotation", [("quote", "todo", 3, OWNER, env._("Send the quotation"), False)]),
            ("negotiation", [("second", "todo", 5, OWNER, env._("Second quotation"), False)]),
            (
                "sample",
                [
                    ("send", "todo", 2, CLERK, env._("Send the samples"), False),
                    ("feedback", "email", 10, OWNER, feedback, False),
                    ("chase", "call", 15, OWNER, env._("Chase the purchase order"), False),
                ],
            ),
            ("order", self._get_fulfilment_steps()),
        ]

    @api.model
    def _prepare_requirement_gate(self):
        return {
            "name": self.env._("Requirement is known"),
            "kind": "related",
            "related_field": "requirement_line_ids",
            "message": self.env._("Note what the buyer wants: product and quantity."),
            "help_action": "_gate_help_requirement",
        }

    @api.model
    def _prepare_valid_quotation_gate(self):
        return {
            **self._prepare_quotation_gate(),
            "name": self.env._("Quotation sent and valid"),
            "related_domain": "[('validity_date', '>=', context_today().strftime('%Y-%m-%d'))]",
            "message": self.env._("Send the customer a quotation that is valid today."),
        }

    @api.model
    def _prepare_contract_gate(self):
        return {
            "name": self.env._("Proforma invoice or contract issued"),
            "kind": "related",
            "related_field": "contract_ids",
            "related_domain": "[('state', 'in', ('issued', 'countersigned', 'effective'))]",
            "message": self.env._("Issue the proforma invoice or the contract."),
            "help_action": "_gate_help_contract",
        }

    @api.model
    def _prepare_purchase_order_gate(self):
        return {
            "name": self.env._("Purchase order is in"),
            "kind": "related",
            "related_field": "order_ids",
            "related_domain": "[('client_order_ref', '!=', False), ('state', '!=', 'cancel')]",
            "message": self.env._(
                "Enter the number of the buyer's purchase order on the quotation, as its "
                "customer reference."
            ),
            "help_action": "_gate_help_quotation",
        }
