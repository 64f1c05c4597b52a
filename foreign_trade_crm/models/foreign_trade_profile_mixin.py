from odoo import Command, api, models


class ForeignTradeProfileMixin(models.AbstractModel):
    """A document that takes terms over from the record it is made for.

    A customer's trade profile goes into each new quotation, and the quotation's terms into each
    new shipment. What is given with the document, or changed on it, stays there and never flows
    back. An adopter calls :meth:`_apply_profile` in the onchange of its source field.

    :cvar _profile_source: name of the field whose record has the terms
    """

    _name = "foreign.trade.profile.mixin"
    _description = "Document With Terms of Its Source"

    _profile_source = None

    @api.model
    def _profile_terms(self):
        """``{field: field of the source}``; a source that says nothing changes nothing."""
        return {}

    @api.model
    def _profile_parties(self):
        """Likewise, for what belongs to the source alone: another one brings its own or none."""
        return {}

    def _get_profile(self, source):
        """The record that has the terms, for a record in the source field."""
        return source

    @api.model
    def _fetch_profiles(self, sources):
        """Read what all of these sources say, where that saves statements."""

    def _is_profile_wanted(self):
        """Whether another source may still bring its terms."""
        return True

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(self._fill_from_profile(vals_list))

    @api.model
    def _fill_from_profile(self, vals_list):
        """The same values with the terms of their sources, in a constant number of queries."""
        context = self.env.context
        by_default = context.get(f"default_{self._profile_source}")
        model = self._fields[self._profile_source].comodel_name
        ids = [vals.get(self._profile_source, by_default) for vals in vals_list]
        # sudo: whoever may write to a customer may ship to where it always goes
        sources = self.env[model].sudo().browse(filter(None, ids))
        self._fetch_profiles(sources)
        sources = {source.id: source for source in sources}
        filled = []
        for vals, source_id in zip(vals_list, ids, strict=True):
            terms = self._prepare_profile_values(sources[source_id]) if source_id else {}
            terms = {
                name: value
                for name, value in terms.items()
                if value and name not in vals and f"default_{name}" not in context
            }
            filled.append({**vals, **terms})
        return filled

    def write(self, vals):
        source_id = vals.get(self._profile_source)
        if not source_id:
            return super().write(vals)
        moved = self.filtered(
            lambda one: one[self._profile_source].id != source_id and one._is_profile_wanted()
        )
        result = super().write(vals)
        if moved:
            # sudo: as above
            source = moved.sudo()[self._profile_source]
            terms = moved._prepare_profile_values(source)
            moved.write({name: value for name, value in terms.items() if name not in vals})
        return result

    def _apply_profile(self):
        """Fill a form when its source is chosen."""
        if not self._is_profile_wanted():
            return
        # sudo: as above
        source = self.sudo()[self._profile_source]
        for name, value in self._prepare_profile_values(source).items():
            if f"default_{name}" not in self.env.context:
                self[name] = value

    @api.model
    def _prepare_profile_values(self, source):
        """Values to write for terms of this source; terms it says nothing about are left out."""
        profile = self._get_profile(source)
        values = {}
        for name, origin in self._profile_terms().items():
            if profile[origin]:
                values[name] = self._convert_profile_value(profile, origin)
        for name, origin in self._profile_parties().items():
            values[name] = self._convert_profile_value(profile, origin)
        return values

    @api.model
    def _convert_profile_value(self, profile, name):
        field = profile._fields[name]
        if field.type == "many2many":
            return [Command.set(profile[name].ids)]
        return field.convert_to_write(profile[name], profile)
