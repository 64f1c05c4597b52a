import { useBus } from "@web/core/utils/hooks";
import { patch } from "@web/core/utils/patch";
import { FormController } from "@web/views/form/form_controller";
import { KanbanController } from "@web/views/kanban/kanban_controller";
import { KanbanQuickCreateController } from "@web/views/kanban/kanban_record_quick_create";
import { ListController } from "@web/views/list/list_controller";
import { GateDialog } from "./gate_dialog";
import { isGateError } from "./gate_service";

function gateDialogProps(error) {
    return { data: error.data, message: error.message, name: error.name };
}

patch(FormController.prototype, {
    setup() {
        super.setup();
        useBus(this.env.bus, "GATE:CONTINUED", ({ detail }) => this.onGateContinued(detail));
        useBus(this.env.bus, "GATE:CANCELLED", ({ detail }) => this.onGateCancelled(detail));
    },

    /** Our own dialog, also when the form is being left: the user stays and may go on. */
    async onSaveError(error, options, leaving) {
        if (leaving && isGateError(error)) {
            this.model.dialog.add(GateDialog, gateDialogProps(error));
            return false;
        }
        return super.onSaveError(...arguments);
    },

    async onGateContinued({ models, createdId }) {
        const root = this.model.root;
        if (!models.includes(root.resModel)) {
            return;
        }
        if (root.isNew && createdId) {
            await this.model.load({ resId: createdId, resIds: [createdId] });
        } else if (!root.isNew) {
            await this.model.load();
        }
    },

    /** The stage goes back to what is saved; other edits stay. */
    async onGateCancelled({ model, resIds, fields }) {
        const root = this.model.root;
        if (root.resModel !== model || !resIds.includes(root.resId)) {
            return;
        }
        const changed = Object.keys(await root.getChanges());
        const ours = changed.filter((name) => fields.includes(name));
        if (ours.length && ours.length === changed.length) {
            await root.discard();
        } else if (ours.length) {
            await root.update(Object.fromEntries(ours.map((name) => [name, root._values[name]])));
        }
    },
});

patch(KanbanController.prototype, {
    setup() {
        super.setup();
        useBus(this.env.bus, "GATE:CONTINUED", async ({ detail }) => {
            if (detail.models.includes(this.model.root.resModel)) {
                await this.model.load();
            }
        });
    },
});

patch(ListController.prototype, {
    setup() {
        super.setup();
        useBus(this.env.bus, "GATE:CONTINUED", async ({ detail }) => {
            const root = this.model.root;
            if (detail.models.includes(root.resModel)) {
                await root.leaveEditMode({ discard: true });
                await this.model.load();
            }
        });
    },
});

patch(KanbanQuickCreateController.prototype, {
    showFormDialogInError(error) {
        if (!isGateError(error)) {
            return super.showFormDialogInError(error);
        }
        const onContinued = () => this.props.onCancel();
        this.addDialog(GateDialog, { ...gateDialogProps(error), onContinued });
    },
});
