from odoo import api, fields, models
from odoo.exceptions import AccessError

from .foreign_trade_rule_log_mixin import made

# records of ready sets belong to the company that loaded them, not to the module:
# uninstalling or updating the module must not delete a pipeline that is in use
XML_MODULE = "__foreign_trade__"


class ForeignTradeGallery(models.Model):
    """Ready sets of rules. Installing loads nothing; a manager loads what the company wants.

    Each set is a record with a ``code`` and a method ``_load_<code>``. Loading is done for
    the current company and may be repeated: what exists stays as the company has changed
    it, what was deleted comes back.
    """

    _name = "foreign.trade.gallery"
    _description = "Ready Set"
    _order = "sequence, id"

    code = fields.Char(required=True, readonly=True)
    name = fields.Char(required=True, translate=True, readonly=True)
    sequence = fields.Integer(default=10)
    description = fields.Text(translate=True, readonly=True)
    loaded_on = fields.Datetime(
        company_dependent=True, readonly=True, help="In the company you work in."
    )

    _code_uniq = models.Constraint("UNIQUE(code)", "A ready set exists once.")

    def action_load(self):
        """Load these sets for the current company."""
        self._load(self.mapped("code"))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "%(names)s loaded for %(company)s.",
                    names=", ".join(self.mapped("name")),
                    company=self.env.company.name,
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.model
    def _load(self, codes=None):
        """Load ready sets for the current company, all of them without ``codes``.

        :raises AccessError: for anybody but sales managers
        """
        if not self.env.user.has_group("foreign_trade_crm.group_sales_manager"):
            raise AccessError(self.env._("Only sales managers load ready sets."))
        galleries = self.search([("code", "in", codes)] if codes is not None else [])
        for gallery in galleries:
            self._load_in_every_language(gallery.code)
            gallery.sudo().loaded_on = fields.Datetime.now()  # managers do not edit the set

    @api.model
    def _load_in_every_language(self, code):
        """Create in English, whoever loads; then say the same in the other languages."""
        method = f"_load_{code}"
        before = self._get_xml_ids()
        getattr(self.with_context(lang="en_US", gallery_new=()), method)()
        new = tuple(self._get_xml_ids() - before)
        for lang, _label in self.env["res.lang"].get_installed() if new else ():
            if lang != "en_US":
                getattr(self.with_context(lang=lang, gallery_new=new), method)()

    @api.model
    def _get_xml_ids(self):
        """External ids of everything that sets have created so far."""
        # sudo: external ids are the administrator's
        data = self.env["ir.model.data"].sudo()
        found = data.search_fetch([("module", "=", XML_MODULE)], ["module", "name"])
        return set(found.mapped("complete_name"))

    @api.model
    def _loaded(self, name, model):
        """The record that a set created under this name for the current company, if any."""
        record = self.env.ref(self._xml_id(name), raise_if_not_found=False)
        return record if record else self.env[model]

    @api.model
    def _ensure(self, name, model, values):
        """Create a record of a set unless the current company has it, archived or not."""
        return self._ensure_as(self._xml_id(name), model, values)

    @api.model
    def _ensure_shared(self, name, model, values):
        """As :meth:`_ensure`, for what has no company: all companies have the same record."""
        return self._ensure_as(f"{XML_MODULE}.{name}", model, values)

    @api.model
    def _ensure_as(self, xml_id, model, values):
        record = self.env.ref(xml_id, raise_if_not_found=False)
        if not record:
            record = self.env[model].create(values)
            # sudo: external ids are the administrator's
            self.env["ir.model.data"].sudo()._update_xmlids(
                [{"xml_id": xml_id, "record": record, "noupdate": True}]
            )
        elif xml_id in self.env.context.get("gallery_new", ()):
            fields_ = record._fields
            with made(self.env):
                record.write({key: text for key, text in values.items() if fields_[key].translate})
        return record

    @api.model
    def _ensure_gate(self, name, values):
        """Create one gate rule of a set; fields are given by name in ``field_names``."""
        values = dict(values)
        rule = self.env["foreign.trade.gate.rule"]
        model = rule._transition_models()[values["transition"]]
        fields_model = self.env["ir.model.fields"]
        names = values.pop("field_names", ())
        values["field_ids"] = [(6, 0, [fields_model._get(model, n).id for n in names])]
        if related := values.pop("related_field", None):
            values["related_field_id"] = fields_model._get(model, related).id
        return self._ensure(name, rule._name, {"company_id": self.env.company.id, **values})

    @api.model
    def _xml_id(self, name):
        return f"{XML_MODULE}.{name}_{self.env.company.id}"
