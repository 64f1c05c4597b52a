from odoo import api, models
from odoo.tools import SQL

#: core's own fields that are computed and edited, and that its merge would lose
KEPT_COMPUTED = ("user_id",)


class BasePartnerMergeSurvival(models.TransientModel):
    """Everything of ours survives a merge of contacts, whoever starts it and from where."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _is_kept_computed(self, name):
        """Whether a computed field is edited by people and so must not be lost."""
        field = self.env["res.partner"]._fields[name]
        ours = (field._module or "").startswith("foreign_trade")
        edited = field.store and not field.readonly and not field.related
        return name in KEPT_COMPUTED or (ours and edited)

    @api.model
    def _update_values(self, src_partners, dst_partner):
        """Core leaves computed fields alone, even those a person has filled in: the owner."""
        names = [
            name
            for name, field in dst_partner._fields.items()
            if field.store
            and field.compute
            and field.type not in ("one2many", "many2many")
            and self._is_kept_computed(name)
        ]
        missing = {}
        for name in names:
            source = src_partners.filtered(name)[-1:]
            if source and not dst_partner[name]:
                field = dst_partner._fields[name]
                missing[name] = field.convert_to_write(source[name], source)
        result = super()._update_values(src_partners, dst_partner)
        if missing:
            dst_partner.write(missing)
        return result

    @api.model
    def _update_reference_fields(self, src_partners, dst_partner):
        """Move what names its record by model and ID, also what nobody may write."""
        result = super()._update_reference_fields(src_partners, dst_partner)
        for model in self._get_linking_models():
            self.env[model].flush_model()
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET res_id = %s"
                    " WHERE res_model = 'res.partner' AND res_id = ANY(%s)",
                    SQL.identifier(self.env[model]._table),
                    dst_partner.id,
                    list(src_partners.ids),
                )
            )
        self.env.invalidate_all()
        return result

    @api.model
    def _get_linking_models(self):
        """Models of the suite that name a record by ``res_model`` and ``res_id``."""
        return [
            name
            for name, model in self.env.registry.items()
            if name.startswith("foreign.trade.")
            and model._auto
            and not model._transient
            and {"res_model", "res_id"} <= set(model._fields)
            and model._fields["res_model"].store
            and name != "foreign.trade.merge.log"
        ]

    def _log_merge_operation(self, src_partners, dst_partner):
        result = super()._log_merge_operation(src_partners, dst_partner)
        dst_partner._log_merge(dst_partner, src_partners)
        dst_partner._post_merge_note(src_partners)
        return result
