import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** The days a deal spent in each stage beside the stage's target. */
export class StageTimes extends Component {
    static template = "foreign_trade_crm.StageTimes";
    static props = { ...standardFieldProps };

    get stages() {
        return this.props.record.data[this.props.name] || [];
    }

    days(stage) {
        return _t("%(days)s of %(target)s days", stage);
    }

    over(stage) {
        return _t("%(over)s over", stage);
    }
}

export const stageTimes = {
    component: StageTimes,
    displayName: _t("Time in Stages"),
    supportedTypes: ["json"],
    isEmpty: () => false,
};

registry.category("fields").add("stage_times", stageTimes);
