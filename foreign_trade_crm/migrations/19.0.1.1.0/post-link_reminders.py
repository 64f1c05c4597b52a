"""Reminders of a deadline name it from now on; those that are open get its ID."""


def migrate(cr, version):
    """Link each open reminder to the running deadline of its record."""
    cr.execute(
        """
        UPDATE mail_activity AS activity
           SET deadline_id = running.id
          FROM foreign_trade_deadline AS running, ir_model_data AS kind
         WHERE kind.module = 'foreign_trade_crm' AND kind.name = 'mail_activity_type_deadline'
           AND activity.activity_type_id = kind.res_id
           AND activity.deadline_id IS NULL
           AND activity.res_model = running.res_model AND activity.res_id = running.res_id
           AND running.state = 'open'
        """
    )
