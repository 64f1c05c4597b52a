from markupsafe import Markup

from odoo import models

SKIPPED = ("image", "avatar", "website_message", "signup_", "partner_l", "calendar_")


class ResPartnerMergePreview(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "foreign.trade.merge.preview.mixin"]

    def _sort_for_merge(self):
        """Active ones first, then those with users or documents of long standing: the oldest."""
        return self.sorted(lambda partner: (not partner.active, partner.create_date, partner.id))

    def _get_merge_names(self):
        """Fields a merge decides on: plain columns, and those of ours that can be edited."""
        wizard = self.env["base.partner.merge.automatic.wizard"]
        return [
            name
            for name, field in self._fields.items()
            if field.store
            and field.type not in ("one2many", "many2many", "binary", "json", "properties")
            and (field.compute is None or wizard._is_kept_computed(name))
            and not name.startswith(SKIPPED)
            and self._has_field_access(field, "read")
        ]

    def _preview_merged_values(self):
        """Core takes of the last record that has a value, the one that is kept before all."""
        values = {}
        for name in self._get_merge_names():
            last = [record for record in (*self[1:], *self[:1]) if record[name]]
            values[name] = last[-1][name] if last else False
        summable = self.env["base.partner.merge.automatic.wizard"]._get_summable_fields()
        for name in set(summable) & set(values):
            values[name] = sum(self.mapped(name))
        values["category_id"] = self.category_id
        return values

    def _merge_others(self, others):
        # whose login a contact is, only who administers users decides: core's own guard, which
        # the sudo below would pass by
        people = (self | others).sudo().with_context(active_test=False).user_ids
        colleagues = people.filtered(lambda user: not user.share) - self.env.user
        if colleagues:
            colleagues.sudo(False).check_access("write")
        # sudo: core's wizard is for administrators where addresses differ; the manager has seen
        # the preview and may write these records
        wizard = self.env["base.partner.merge.automatic.wizard"].sudo()
        while others:
            # core takes two at a time; the last of several has the say, as in the preview
            some, others = others[-2:], others[:-2]
            wizard._merge((self | some).ids, self.sudo())
        return self

    def _post_merge_note(self, merged):
        """What was merged, on the record that is left."""
        items = Markup().join(
            Markup("<li>%s (ID %s)</li>") % (record.display_name, record.id) for record in merged
        )
        body = Markup("<p>%s</p><ul>%s</ul>") % (self.env._("Merged into this record:"), items)
        self.message_post(body=body, subtype_xmlid="mail.mt_note")
