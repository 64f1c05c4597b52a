"""Indexes that nothing needs by now: Odoo keeps what it finds.

Each makes every reading of its table dearer to plan.
"""


def migrate(cr, version):
    cr.execute(
        """
        DROP INDEX IF EXISTS
            crm_lead__assigned_rule_id_index,
            crm_lead__contact_last_at_index,
            crm_lead__contact_last_user_id_index,
            crm_lead__follow_up_plan_id_index,
            crm_lead__invalid_reason_id_index,
            crm_lead__pool_reason_id_index,
            crm_lead__validity_index,
            crm_lead__win_reason_id_index,
            foreign_trade_deadline__company_id_index,
            foreign_trade_deadline__policy_id_index,
            res_partner__pool_reason_id_index
        """
    )
