import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Which criteria of the target profile a company meets. */
export class MatchDetail extends Component {
    static template = "foreign_trade_crm.MatchDetail";
    static props = { ...standardFieldProps };

    get criteria() {
        const criteria = this.props.record.data[this.props.name] || [];
        return criteria.map(([label, weight, met]) => ({ label, weight, met }));
    }
}

registry.category("fields").add("match_detail", {
    component: MatchDetail,
    displayName: _t("Match in Detail"),
    supportedTypes: ["json"],
});
