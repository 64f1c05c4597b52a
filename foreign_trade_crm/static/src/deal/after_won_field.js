import { Component } from "@odoo/owl";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const LOOKS = {
    done: { className: "text-success", icon: "fa-check-circle", title: _t("Done") },
    late: { className: "text-danger", icon: "fa-exclamation-circle", title: _t("Late") },
    now: { className: "text-primary fw-bold", icon: "fa-arrow-circle-right", title: _t("Now") },
    ahead: { className: "text-muted", icon: "fa-circle-o", title: _t("Ahead") },
};

/** The steps of each order of a won deal: what happened, what is at hand, what is late. */
export class AfterWonField extends Component {
    static template = "foreign_trade_crm.AfterWonField";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
    }

    get orders() {
        return this.props.record.data[this.props.name] || [];
    }

    look(step) {
        return LOOKS[step.state] || LOOKS.ahead;
    }

    date(step) {
        return step.date ? formatDate(deserializeDate(step.date)) : "";
    }

    async open(order, code) {
        const action = await this.orm.call("sale.order", "action_open_progress", [
            [order.id],
            code,
        ]);
        await this.action.doAction(action);
    }
}

export const afterWonField = {
    component: AfterWonField,
    displayName: _t("Progress After Winning"),
    supportedTypes: ["json"],
};

registry.category("fields").add("after_won", afterWonField);
