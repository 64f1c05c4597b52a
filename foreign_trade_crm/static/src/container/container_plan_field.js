import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Which containers the goods fill, how full, and how many cartons more they take. */
export class ContainerPlanField extends Component {
    static template = "foreign_trade_crm.ContainerPlanField";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
    }

    get plan() {
        return this.props.record.data[this.props.name] || { ways: [], lines: [] };
    }

    get canFill() {
        const { record } = this.props;
        return ["draft", "sent"].includes(record.data.state);
    }

    barClass(bar) {
        if (bar.percent >= 90) {
            return "text-bg-success";
        }
        return bar.percent >= 60 ? "text-bg-info" : "text-bg-warning";
    }

    barLabel(bar) {
        const name = bar.number > 1 ? `${bar.number} × ${bar.name}` : bar.name;
        return `${name} ${bar.percent}%`;
    }

    usage(way) {
        return _t("%(room)s% of the room, %(payload)s% of the payload", {
            room: way.volume_percent,
            payload: way.weight_percent,
        });
    }

    size(line) {
        return _t("%(cartons)s ctn · %(volume)s m³ · %(weight)s kg", {
            cartons: line.cartons,
            volume: line.volume,
            weight: line.weight,
        });
    }

    addLabel(line) {
        return _t("+ %(cartons)s ctn (%(pieces)s pcs)", {
            cartons: line.more,
            pieces: line.pieces,
        });
    }

    async fill(line) {
        const { record } = this.props;
        if (await record.save()) {
            await this.orm.call("sale.order.line", "action_fill_container", [[line.id]]);
            await record.load();
        }
    }
}

registry.category("fields").add("container_plan", {
    component: ContainerPlanField,
    displayName: _t("Containers"),
    supportedTypes: ["json"],
    fieldDependencies: [{ name: "state", type: "selection" }],
});
