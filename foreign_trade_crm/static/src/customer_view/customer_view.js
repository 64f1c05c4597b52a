import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { BuyerLocalTime } from "../lead/buyer_local_time";
import { ago, currencyName, day, daysSince, initials, moment, money } from "./customer_format";
import { CustomerTimeline } from "./customer_timeline";
import { CustomerTurnover } from "./customer_turnover";

/** Days without contact from which the page says so. */
const SILENT = 14;

/** Everything about one customer: who they are, what happened, what is open, what they bought. */
export class CustomerView extends Component {
    static template = "foreign_trade_crm.CustomerView";
    static components = { Layout, BuyerLocalTime, CustomerTimeline, CustomerTurnover };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        Object.assign(this, { ago, currencyName, day, initials, moment, money });
        this.state = useState({ data: null, tab: "overview", loads: 0 });
        onWillStart(() => this.load());
    }

    get partnerId() {
        return this.props.action.context.active_id || this.props.resId || 0;
    }

    async load() {
        if (!this.partnerId) {
            this.state.data = {
                refused: { reason: "missing", message: _t("Open this page from a customer.") },
            };
            return;
        }
        const data = await this.orm.call("foreign.trade.customer.view", "load_customer", [
            this.partnerId,
        ]);
        this.state.data = data;
        this.state.loads++;
        if (data.customer) {
            this.env.config.setDisplayName(data.customer.name);
        }
    }

    get customer() {
        return this.state.data.customer;
    }

    person(userId) {
        return this.state.data.users[userId] || "";
    }

    get tier() {
        return this.state.data.metrics?.tier?.label || "";
    }

    get facts() {
        const { city, state_id, country_id, industry, business_type } = this.customer;
        const place = [city, state_id?.name, country_id?.name].filter(Boolean).join(", ");
        return [place, industry, business_type?.label].filter(Boolean);
    }

    get details() {
        const { customer } = this;
        return [
            [_t("Company Size"), customer.company_size?.label],
            [_t("Purchase Frequency"), customer.purchase_frequency?.label],
            [_t("Quality Level"), customer.quality_level?.label],
            [_t("Product Lines"), customer.product_lines.join(", ")],
            [_t("Clerk"), this.person(customer.clerk_id)],
            [_t("Last Heard From"), ago(customer.contact_last_in_at)],
            [_t("Last Approached"), ago(customer.contact_last_out_at)],
        ].filter(([, value]) => value);
    }

    get website() {
        const { website } = this.customer;
        return website ? website.replace(/^https?:\/\//, "").replace(/\/$/, "") : "";
    }

    get isSilent() {
        const at = this.customer.contact_last_at;
        return !at || daysSince(at) > SILENT;
    }

    /** There are, or may be, orders that the reader does not read. */
    get isPartly() {
        const { metrics, rights, turnover } = this.state.data;
        const more = metrics ? metrics.order_count > turnover.count : !this.customer.is_mine;
        return more && !rights.all_orders;
    }

    /** The sums that are overdue, each in its currency. */
    get overdue() {
        return this.state.data.overdue.map((row) => money(row.amount, row.currency_id));
    }

    get nextOrder() {
        const metrics = this.state.data.metrics;
        const date = metrics?.next_order_date;
        if (!date) {
            return null;
        }
        const late = daysSince(date);
        const cycle =
            metrics.cycle_days && _t("buys every %s days", Math.round(metrics.cycle_days));
        const due = late > 0 ? _t("%s days overdue to reorder", late) : ago(date);
        return {
            date: day(date),
            late: late > 0,
            note: [due, cycle].filter(Boolean).join(" · "),
        };
    }

    get scores() {
        const { metrics } = this.state.data;
        return [
            { name: "R", label: _t("Recency"), value: metrics.r_score },
            { name: "F", label: _t("Frequency"), value: metrics.f_score },
            { name: "M", label: _t("Monetary"), value: metrics.m_score },
        ].filter((score) => score.value);
    }

    get creditUse() {
        const { limit, used } = this.state.data.credit;
        return limit ? Math.min(Math.max((used / limit) * 100, 0), 100) : 0;
    }

    /** What the field of the local time expects. */
    get clock() {
        return { data: { local_time: this.customer.local_time } };
    }

    isLate(date) {
        return date && daysSince(date) > 0;
    }

    orders(count) {
        return count === 1 ? _t("1 order") : _t("%s orders", count);
    }

    quantity(product) {
        return `${Math.round(product.quantity * 100) / 100} ${product.uom || ""}`.trim();
    }

    // ------------------------------------------------------------------------- what one does

    open(model, id) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    openForm() {
        this.open("res.partner", this.customer.id);
    }

    openPool() {
        this.action.doAction("foreign_trade_crm.foreign_trade_pool_customer_action");
    }

    openContacts() {
        this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("People"),
            res_model: "res.partner",
            domain: [
                ["id", "child_of", this.customer.id],
                ["id", "!=", this.customer.id],
            ],
            views: [
                [false, "list"],
                [false, "form"],
            ],
        });
    }

    openDeals() {
        this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Open Deals"),
            res_model: "crm.lead",
            domain: [
                ["partner_id", "child_of", this.customer.id],
                ["type", "=", "opportunity"],
                ["won_status", "=", "pending"],
            ],
            views: [
                [false, "list"],
                [false, "kanban"],
                [false, "form"],
            ],
        });
    }

    async createDeal() {
        const action = await this.orm.call("res.partner", "action_new_deal", [[this.customer.id]]);
        await this.action.doAction(action);
    }

    createQuotation() {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "sale.order",
            views: [[false, "form"]],
            context: { default_partner_id: this.customer.id },
        });
    }

    async logContact() {
        const action = await this.orm.call("res.partner", "action_log_contact", [
            [this.customer.id],
        ]);
        await this.action.doAction(action, { onClose: () => this.load() });
    }

    async sendMail() {
        await this.action.doAction(
            {
                type: "ir.actions.act_window",
                name: _t("Send E-mail"),
                res_model: "mail.compose.message",
                views: [[false, "form"]],
                target: "new",
                context: {
                    default_model: "res.partner",
                    default_res_ids: [this.customer.id],
                    default_partner_ids: [this.customer.id],
                    default_composition_mode: "comment",
                },
            },
            { onClose: () => this.load() }
        );
    }
}

registry.category("actions").add("foreign_trade_crm.customer_view", CustomerView);
