"""What people wrote about the e-mail domain of leads names the field that took its place."""


def migrate(cr, version):
    """Filters people saved, and conditions of gates."""
    cr.execute(
        r"""
        UPDATE ir_filters
           SET domain = regexp_replace(domain, '\yemail_domain\y', 'duplicate_domain', 'g'),
               context = regexp_replace(context, '\yemail_domain\y', 'duplicate_domain', 'g')
         WHERE model_id = 'crm.lead' AND domain || context ~ '\yemail_domain\y'
        """
    )
    cr.execute(
        r"""
        UPDATE foreign_trade_gate_rule
           SET domain = regexp_replace(domain, '\yemail_domain\y', 'duplicate_domain', 'g')
         WHERE domain ~ '\yemail_domain\y'
        """
    )
