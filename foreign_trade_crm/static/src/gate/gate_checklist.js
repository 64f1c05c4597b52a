import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { GateFillDialog } from "./gate_fill_dialog";
import { activeRecord } from "./gate_service";

/** The conditions of the next stage, before anybody tries. */
export class GateChecklist extends Component {
    static template = "foreign_trade_crm.GateChecklist";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.state = useState({ unfolded: false });
    }

    get checklist() {
        return this.props.record.data[this.props.name] || null;
    }

    get open() {
        return this.checklist.items.filter((item) => !item.met);
    }

    get met() {
        return this.checklist.items.filter((item) => item.met);
    }

    async onFillIn(item) {
        const { record } = this.props;
        if (await record.save()) {
            this.dialog.add(GateFillDialog, {
                resModel: record.resModel,
                resId: record.resId,
                item,
                onSaved: () => record.model.load(),
            });
        }
    }

    async onHelp(item) {
        const { record } = this.props;
        if (!(await record.save())) {
            return;
        }
        const action = await this.orm.call(record.resModel, "gate_help", [
            [record.resId],
            item.rule_id,
        ]);
        if (action) {
            await this.action.doAction(action, {
                additionalContext: activeRecord(record.resModel, record.resId),
                onClose: () => record.model.load(),
            });
        } else {
            await record.model.load();
        }
    }
}

export const gateChecklist = {
    component: GateChecklist,
    displayName: _t("Conditions ahead"),
    supportedTypes: ["json"],
    isEmpty: () => false,
};

registry.category("fields").add("gate_checklist", gateChecklist);
