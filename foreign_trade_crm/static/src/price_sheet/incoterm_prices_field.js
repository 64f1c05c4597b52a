import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { formatMonetary } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** The same offer under several Incoterms: a column each, the one of the offer marked. */
export class IncotermPricesField extends Component {
    static template = "foreign_trade_crm.IncotermPricesField";
    static props = { ...standardFieldProps };

    get value() {
        return this.props.record.data[this.props.name] || { rules: [], rows: [], totals: [] };
    }

    format(amount) {
        return amount === null || amount === false
            ? "–"
            : formatMonetary(amount, { currencyId: this.value.currency_id });
    }
}

registry.category("fields").add("foreign_trade_incoterm_prices", {
    component: IncotermPricesField,
    supportedTypes: ["json"],
});
