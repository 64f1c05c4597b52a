"""The reasons of a proposal keep which customer is known, and no name for everybody to read."""


def migrate(cr, version):
    cr.execute(
        """
        UPDATE foreign_trade_inquiry
           SET class_evidence = jsonb_set(
                   class_evidence, '{0,1}', COALESCE(to_jsonb(proposed_partner_id), 'null'))
         WHERE class_evidence -> 0 ->> 0 = 'customer'
           AND jsonb_typeof(class_evidence -> 0 -> 1) = 'string'
        """
    )
