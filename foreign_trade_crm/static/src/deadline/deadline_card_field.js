import { _t } from "@web/core/l10n/translation";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { DeadlineCountdownField } from "./deadline_countdown_field";

/** The countdown on a card: status, due time and label come in one field, as JSON. */
export class DeadlineCardField extends DeadlineCountdownField {
    get parts() {
        return JSON.parse(this.props.record.data[this.props.name] || "[false, false, false]");
    }

    get state() {
        return this.parts[0];
    }

    get due() {
        return this.parts[1] && deserializeDateTime(this.parts[1]);
    }

    get label() {
        return this.parts[2] || "";
    }
}

export const deadlineCardField = {
    component: DeadlineCardField,
    displayName: _t("Deadline on a Card"),
    supportedTypes: ["char"],
};

registry.category("fields").add("deadline_card", deadlineCardField);
