import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatDate, deserializeDate } from "@web/core/l10n/dates";
import { formatFloat } from "@web/core/utils/numbers";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Rates of a deal from the quotation to the money, and what each step gained. */
export class ExchangeLadderField extends Component {
    static template = "foreign_trade_crm.ExchangeLadderField";
    static props = { ...standardFieldProps };

    get steps() {
        const steps = this.props.record.data[this.props.name] || [];
        return steps.map((step) => ({
            ...step,
            day: step.date ? formatDate(deserializeDate(step.date)) : "",
            rateText: formatFloat(step.rate, { digits: [16, 4] }),
            gainText: (step.gain > 0 ? "+" : "") + formatFloat(step.gain, { digits: [16, 2] }),
        }));
    }
}

registry.category("fields").add("exchange_ladder", {
    component: ExchangeLadderField,
    displayName: _t("Rates of the Deal"),
    supportedTypes: ["json"],
});
