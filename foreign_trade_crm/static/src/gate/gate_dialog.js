import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { standardErrorDialogProps } from "@web/core/errors/error_dialogs";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { pick } from "@web/core/utils/objects";
import { GateForm } from "./gate_form";
import {
    activeRecord,
    canMergeIntoCreation,
    GATE_ERROR,
    groupFailures,
    isGateError,
    mergeIntoCreation,
} from "./gate_service";

/** Calls that store values and open nothing; others may answer with an action. */
const DATA_METHODS = ["write", "create", "web_save", "web_save_multi", "name_create"];

/**
 * Lists what a gate asks for, lets the user fill it in and repeats the refused call:
 * one request, so either all of it happens or nothing.
 */
export class GateDialog extends Component {
    static template = "foreign_trade_crm.GateDialog";
    static components = { Dialog, GateForm };
    static props = { ...standardErrorDialogProps, onContinued: { type: Function, optional: true } };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.records = {};
        this.register = (key, record) => {
            if (record) {
                this.records[key] = record;
            } else {
                delete this.records[key];
            }
        };
        this.request = this.props.data.gateRequest;
        this.kept = {};
        this.state = useState({ busy: false, reason: "", groups: [] });
        this.show(this.props.data.context);
        this.onHelp = this.onHelp.bind(this);
        this.env.dialogData.dismiss = () => this.notifyCancelled();
    }

    show(context) {
        this.context = context;
        this.state.groups = groupFailures(context.failures, this.state.groups);
    }

    get title() {
        return _t("Something is missing");
    }

    get more() {
        return this.context.record_count - this.state.groups.length;
    }

    get canContinue() {
        return Boolean(this.request);
    }

    /** New records show inputs only where the repeated call can carry them. */
    hasInputs(group) {
        return Boolean(group.resId || canMergeIntoCreation(this.request));
    }

    /** For a new record the inputs start empty, without a call to the server. */
    initialValues(group) {
        return group.resId ? undefined : {};
    }

    async getChanges() {
        const changes = {};
        for (const [key, record] of Object.entries(this.records)) {
            if (!(await record.checkValidity({ displayNotification: true }))) {
                return null;
            }
            // what an onchange adds is computed by the server again
            const group = this.state.groups.find((one) => String(one.key) === key);
            const values = {
                ...this.kept[key],
                ...pick(await record.getChanges(), ...group.fieldNames),
            };
            if (Object.keys(values).length) {
                changes[key] = values;
            }
        }
        this.kept = changes;
        return changes;
    }

    async onContinue() {
        const changes = await this.getChanges();
        if (!changes) {
            return;
        }
        const keys = Object.keys(changes);
        const created = keys.filter((key) => !Number.isInteger(Number(key)));
        const request = created.length
            ? mergeIntoCreation(this.request, changes[created[0]])
            : this.request;
        const values = Object.fromEntries(
            keys.filter((key) => !created.includes(key)).map((key) => [key, changes[key]])
        );
        this.state.busy = true;
        let result;
        try {
            result = await this.orm.call(this.context.model, "gate_continue", [
                request,
                values,
                this.state.reason.trim() || false,
            ]);
        } catch (error) {
            if (!isGateError(error)) {
                throw error;
            }
            this.show(error.data.context);
            this.notification.add(_t("Some conditions are still unmet."), { type: "warning" });
            return;
        } finally {
            this.state.busy = false;
        }
        await this.finish(request, result);
    }

    async finish(request, result) {
        this.props.close();
        if (result?.type?.startsWith?.("ir.actions.")) {
            await this.action.doAction(result);
        } else if (!DATA_METHODS.includes(request.method)) {
            await this.action.doAction({ type: "ir.actions.act_window_close" });
        }
        this.env.bus.trigger("GATE:CONTINUED", {
            models: [this.context.model, request.model],
            createdId: request.method === "web_save" && !request.args[0].length && result[0]?.id,
        });
        this.props.onContinued?.(result);
    }

    async onHelp(failure) {
        const action = await this.orm.call(this.context.model, "gate_help", [
            [failure.record_id],
            failure.rule_id,
        ]);
        if (!action) {
            return this.notification.add(_t("Done. You may continue."), { type: "success" });
        }
        if (action.target !== "new") {
            this.cancel();
        }
        await this.action.doAction(action, {
            additionalContext: activeRecord(this.context.model, failure.record_id),
        });
    }

    cancel() {
        this.props.close();
        this.notifyCancelled();
    }

    notifyCancelled() {
        this.env.bus.trigger("GATE:CANCELLED", {
            model: this.context.model,
            resIds: this.context.res_ids,
            fields: this.context.fields,
        });
    }
}

registry.category("error_dialogs").add(GATE_ERROR, GateDialog);
