import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { formatFloat } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** A percentage that is dragged; the form recalculates when it is let go. */
export class SliderField extends Component {
    static template = "foreign_trade_crm.SliderField";
    static props = {
        ...standardFieldProps,
        min: { type: Number, optional: true },
        max: { type: Number, optional: true },
        step: { type: Number, optional: true },
    };
    static defaultProps = { min: -10, max: 10, step: 1 };

    get value() {
        return this.props.record.data[this.props.name] || 0;
    }

    get text() {
        return `${this.value > 0 ? "+" : ""}${formatFloat(this.value, { digits: [16, 1] })} %`;
    }

    onChange(ev) {
        return this.props.record.update({ [this.props.name]: Number(ev.target.value) });
    }
}

registry.category("fields").add("foreign_trade_slider", {
    component: SliderField,
    supportedTypes: ["float"],
    extractProps: ({ options }) => ({
        min: options.min,
        max: options.max,
        step: options.step,
    }),
});
