import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatDateTime } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const COLOURS = { ok: "success", warn: "warning", late: "danger", met: "secondary" };

/** Hours and minutes as short text; whole days from two days on. */
export function formatDuration(milliseconds) {
    const minutes = Math.max(Math.round(milliseconds / 60000), 1);
    if (minutes < 60) {
        return _t("%s min", minutes);
    }
    const hours = Math.round(minutes / 60);
    return hours < 48 ? _t("%s h", hours) : _t("%s d", Math.round(hours / 24));
}

/**
 * Shows what is due, how much time is left until then, or by how much it is late.
 * Sits on the status field; reads the due time from `due_field` and what is due from
 * `label_field`.
 */
export class DeadlineCountdownField extends Component {
    static template = "foreign_trade_crm.DeadlineCountdownField";
    static props = {
        ...standardFieldProps,
        dueField: { type: String, optional: true },
        labelField: { type: String, optional: true },
    };
    static defaultProps = { dueField: "deadline_due_at", labelField: "deadline_label" };

    get state() {
        return this.props.record.data[this.props.name];
    }

    get due() {
        return this.props.record.data[this.props.dueField];
    }

    get label() {
        return this.props.record.data[this.props.labelField] || "";
    }

    get colour() {
        return COLOURS[this.state];
    }

    get text() {
        if (this.state === "met" || !this.due) {
            return _t("Done in time");
        }
        const left = this.due.toMillis() - Date.now();
        return left >= 0
            ? _t("%s left", formatDuration(left))
            : _t("%s late", formatDuration(-left));
    }

    get title() {
        return this.due ? _t("Due %s", formatDateTime(this.due)) : "";
    }
}

export const deadlineCountdownField = {
    component: DeadlineCountdownField,
    displayName: _t("Deadline Countdown"),
    supportedTypes: ["selection"],
    fieldDependencies: ({ options }) => [
        { name: options?.due_field || "deadline_due_at", type: "datetime" },
        { name: options?.label_field || "deadline_label", type: "char" },
    ],
    extractProps: ({ options }) => ({
        dueField: options.due_field,
        labelField: options.label_field,
    }),
};

registry.category("fields").add("deadline_countdown", deadlineCountdownField);
