import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Who is known already: a line for each lead, customer or contact with the same keys. */
export class DuplicateBanner extends Component {
    static template = "foreign_trade_crm.DuplicateBanner";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
    }

    get answer() {
        return this.props.record.data[this.props.name];
    }

    get colour() {
        return this.answer.strong ? "warning" : "info";
    }

    /** In a tab of its own, so that what is being typed stays. */
    href(match) {
        return `/odoo/${match.model}/${match.id}`;
    }

    async merge(match) {
        const { record } = this.props;
        if (await record.save()) {
            const ids = [record.resId, match.id];
            const action = await this.orm.call("foreign.trade.merge", "open_merge", [
                record.resModel,
                ids,
            ]);
            await this.action.doAction(action);
        }
    }
}

registry.category("fields").add("foreign_trade_duplicate_banner", {
    component: DuplicateBanner,
    supportedTypes: ["json"],
});
