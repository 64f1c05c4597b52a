import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useService } from "@web/core/utils/hooks";
import { pick } from "@web/core/utils/objects";
import { GateForm } from "./gate_form";
import { groupFailures } from "./gate_service";

/** The fields that one open condition of the checklist asks for, to be filled in right there. */
export class GateFillDialog extends Component {
    static template = "foreign_trade_crm.GateFillDialog";
    static components = { Dialog, GateForm };
    static props = ["resModel", "resId", "item", "onSaved", "close"];

    setup() {
        this.orm = useService("orm");
        const { item, resId } = this.props;
        const failure = { ...item, record_id: resId, record_name: item.name, help_action: false };
        this.group = groupFailures([failure])[0];
        this.register = (_key, record) => (this.record = record);
    }

    async onSave() {
        if (!(await this.record.checkValidity({ displayNotification: true }))) {
            return;
        }
        const changes = pick(await this.record.getChanges(), ...this.group.fieldNames);
        const { resModel, resId } = this.props;
        if (Object.keys(changes).length) {
            await this.orm.write(resModel, [resId], changes);
        }
        this.props.close();
        await this.props.onSaved();
    }
}
