"""Stages of export pipelines that are in use get the win rates and targets of the ready set."""

RATES = {
    "requirement": (20, 7),
    "quotation": (35, 14),
    "sample": (50, 30),
    "negotiation": (65, 21),
    "awaiting": (85, 10),
    "won": (100, 0),
}


def migrate(cr, version):
    for code, (win_rate, target_days) in RATES.items():
        cr.execute(
            """
            UPDATE crm_stage AS stage
               SET win_rate = %s, target_days = %s
              FROM ir_model_data AS data
             WHERE data.model = 'crm.stage' AND data.res_id = stage.id
               AND data.module = '__foreign_trade__' AND data.name ~ %s
               AND COALESCE(stage.win_rate, 0) = 0 AND COALESCE(stage.target_days, 0) = 0
            """,
            [win_rate, target_days, f"^stage_{code}_[0-9]+$"],
        )
