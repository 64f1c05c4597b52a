import { Component } from "@odoo/owl";
import { formatDateTime, deserializeDateTime } from "@web/core/l10n/dates";
import { localization } from "@web/core/l10n/localization";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const COLOURS = { yes: "btn-success", no: "btn-danger", unknown: "btn-secondary" };
const ANSWERS = "qualification_answers";

/** One question of the checklist: yes, no or unknown at one touch, and who said so when. */
export class QualificationAnswer extends Component {
    static template = "foreign_trade_crm.QualificationAnswer";
    static props = { ...standardFieldProps };

    get options() {
        const { selection } = this.props.record.fields[this.props.name];
        return selection.map(([value, label]) => ({
            value,
            label,
            className: value === this.value ? COLOURS[value] : "btn-outline-secondary",
        }));
    }

    get value() {
        return this.props.record.data[this.props.name] || "unknown";
    }

    /** Who answered and when; an answer that is not saved yet is nobody's. */
    get note() {
        const known = (this.props.record.data[ANSWERS] || {})[this.props.name];
        if (!known || known.answer !== this.value) {
            return "";
        }
        const format = `${localization.dateFormat} ${localization.timeFormat.replace(/:ss/, "")}`;
        const day = formatDateTime(deserializeDateTime(known.at), { format });
        return _t("%(user)s, %(day)s", { user: known.user, day });
    }

    onAnswer(value) {
        this.props.record.update({ [this.props.name]: value });
    }
}

registry.category("fields").add("qualification_answer", {
    component: QualificationAnswer,
    displayName: _t("Qualification Answer"),
    supportedTypes: ["selection"],
    fieldDependencies: [{ name: ANSWERS, type: "json" }],
});
