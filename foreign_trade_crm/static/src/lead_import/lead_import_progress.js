import { Component, onMounted, onWillUnmount, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/**
 * Drives an import: batch after batch, each in a request of its own, while the form is open. Where
 * it is closed the scheduled action goes on.
 */
export class LeadImportProgress extends Component {
    static template = "foreign_trade_crm.LeadImportProgress";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        const { progress, waiting_count, lead_count, attention_count } = this.props.record.data;
        this.state = useState({
            progress,
            waiting: waiting_count,
            leads: lead_count,
            attention: attention_count,
            stopping: false,
            failed: false,
        });
        onMounted(() => this.run());
        onWillUnmount(() => (this.left = true));
    }

    get isRunning() {
        return this.props.record.data.state === "running";
    }

    async run() {
        while (this.isRunning && !this.left && !this.state.stopping) {
            let result = {};
            try {
                result = await this.orm.silent.call(
                    "foreign.trade.lead.import",
                    "action_process_batch",
                    [[this.props.record.resId]]
                );
            } catch (error) {
                this.state.failed = true;
                throw error;
            }
            if (this.left) {
                return;
            }
            Object.assign(this.state, {
                progress: result.progress,
                waiting: result.waiting,
                leads: result.leads,
                attention: result.attention,
            });
            if (result.state !== "running") {
                await this.props.record.load();
                return;
            }
        }
    }

    async stop() {
        this.state.stopping = true;
        await this.orm.call("foreign.trade.lead.import", "action_stop", [
            [this.props.record.resId],
        ]);
        await this.props.record.load();
    }

    async retry() {
        this.state.failed = false;
        await this.run();
    }
}

registry.category("view_widgets").add("lead_import_progress", {
    component: LeadImportProgress,
    fieldDependencies: [
        { name: "state", type: "selection" },
        { name: "progress", type: "integer" },
        { name: "waiting_count", type: "integer" },
        { name: "lead_count", type: "integer" },
        { name: "attention_count", type: "integer" },
    ],
});
