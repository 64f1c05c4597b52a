from odoo import api, models


class ForeignTradeGalleryPipeline(models.Model):
    """What every ready pipeline is made of: a team, its stages, their gates and their work.

    Loading one touches no deal: deals stay where they are until somebody moves them, one by
    one or with ``foreign.trade.stage.mapping``.
    """

    _inherit = "foreign.trade.gallery"

    @api.model
    def _ensure_pipeline(self, code, prefix=""):
        """Load a pipeline out of ``_get_<code>_team``, ``_stages``, ``_gates`` and ``_steps``.

        :param str prefix: of the names under which the set finds its records again
        """
        team = self._ensure(
            f"team_{code}",
            "crm.team",
            {**self._prepare_pipeline_team_values(), "name": getattr(self, f"_get_{code}_team")()},
        )
        stages = getattr(self, f"_get_{code}_stages")()
        for sequence, (stage, name, win_rate, target_days) in enumerate(stages, start=1):
            is_won = sequence == len(stages)
            values = {"name": name, "win_rate": win_rate, "target_days": target_days}
            values |= {"sequence": 10 * sequence, "is_won": is_won, "fold": is_won}
            values["team_ids"] = [(6, 0, team.ids)]
            self._ensure(f"stage_{prefix}{stage}", "crm.stage", values)
        self._ensure_pipeline_gates(getattr(self, f"_get_{code}_gates")(), prefix)
        for stage, steps in getattr(self, f"_get_{code}_steps")():
            self._ensure_stage_plan(f"{prefix}{stage}", steps)

    @api.model
    def _prepare_pipeline_team_values(self):
        return {
            "company_id": self.env.company.id,
            "user_id": self.env.uid,
            "use_leads": True,
            "use_opportunities": True,
            "own_stages_only": True,
        }

    @api.model
    def _ensure_pipeline_gates(self, gates, prefix):
        """The rules of ``[(code, code of the stage, values)]``."""
        for sequence, (code, stage, values) in enumerate(gates, start=1):
            stage = self._loaded(f"stage_{prefix}{stage}", "crm.stage")
            if stage:
                gate = {"transition": "stage", "stage_id": stage.id, "sequence": 10 * sequence}
                self._ensure_gate(f"gate_{prefix}{code}", {**gate, **values})

    @api.model
    def _ensure_stage_plan(self, stage_name, steps):
        """The activities of a stage: a plan that the stage starts.

        :param list steps: ``[(code, type of activity, working days, who, what to do, stays)]``
        """
        stage = self._loaded(f"stage_{stage_name}", "crm.stage")
        if not stage:
            return
        is_new = not self._loaded(f"stage_plan_{stage_name}", "mail.activity.plan")
        name = self.env._("%(team)s: %(stage)s", team=stage.team_ids[:1].name, stage=stage.name)
        values = {"name": name, "company_id": self.env.company.id, "res_model": "crm.lead"}
        plan = self._ensure(f"stage_plan_{stage_name}", "mail.activity.plan", values)
        for sequence, (code, kind, days, who, summary, stays) in enumerate(steps, start=1):
            self._ensure(
                f"stage_step_{stage_name}_{code}",
                "mail.activity.plan.template",
                {
                    "plan_id": plan.id,
                    "sequence": sequence,
                    "activity_type_id": self.env.ref(f"mail.mail_activity_data_{kind}").id,
                    "summary": summary,
                    "delay_count": days,
                    "delay_unit": "working_days",
                    "delay_from": "after_plan_date",
                    "responsible_type": who,
                    "outlives_stage": stays,
                },
            )
        if is_new and not stage.activity_plan_id:
            stage.activity_plan_id = plan

    @api.model
    def _loader(self):
        """Odoo keeps the summary of a step in one language: that of who loads the set."""
        return self.with_context(lang=self.env.user.lang)
