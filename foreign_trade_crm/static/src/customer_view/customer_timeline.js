import { Component, onMounted, onWillUnmount, useRef, useState } from "@odoo/owl";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { KeepLast } from "@web/core/utils/concurrency";
import { ago, day, moment, money } from "./customer_format";

const ICONS = {
    email: "fa-envelope-o",
    chat: "fa-comments-o",
    call: "fa-phone",
    meeting: "fa-users",
    note: "fa-sticky-note-o",
    task: "fa-check",
    inquiry: "fa-inbox",
    deal: "fa-handshake-o",
    quotation: "fa-file-text-o",
    sample: "fa-gift",
    order: "fa-shopping-cart",
    contract: "fa-pencil-square-o",
    shipment: "fa-ship",
    invoice: "fa-list-alt",
    payment: "fa-money",
    claim: "fa-exclamation-triangle",
};
const GOOD = ["won", "paid", "settled", "effective", "sale", "arrived", "approved", "interested"];
const BAD = [
    "lost",
    "cancel",
    "cancelled",
    "failed",
    "rejected",
    "no_answer",
    "not_interested",
    "complaint",
];
const LONG = 260;
const MONTH = { month: "long", year: "numeric" };

/** All that happened with a customer, newest first; the next page comes when one scrolls. */
export class CustomerTimeline extends Component {
    static template = "foreign_trade_crm.CustomerTimeline";
    static props = { partnerId: Number, page: Object, kinds: Array, open: Function };

    setup() {
        this.orm = useService("orm");
        this.keepLast = new KeepLast();
        this.end = useRef("end");
        this.money = money;
        this.state = useState({
            entries: this.props.page.entries,
            next: this.props.page.next,
            kinds: [],
            loading: false,
            failed: false,
            opened: {},
        });
        this.observer = new IntersectionObserver(
            (items) => items.some((item) => item.isIntersecting) && this.loadMore(),
            { rootMargin: "400px" }
        );
        onMounted(() => this.observer.observe(this.end.el));
        onWillUnmount(() => this.observer.disconnect());
    }

    /** In the order of a deal, whichever module they come from. */
    get kinds() {
        const order = Object.keys(ICONS);
        return [...this.props.kinds].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
    }

    get labels() {
        return Object.fromEntries(this.props.kinds.map(({ name, label }) => [name, label]));
    }

    /** Rows under the name of their month. */
    get months() {
        const months = [];
        for (const entry of this.state.entries) {
            const label = deserializeDateTime(entry.at).toLocaleString(MONTH);
            if (months.at(-1)?.label !== label) {
                months.push({ label, entries: [] });
            }
            months.at(-1).entries.push(entry);
        }
        return months;
    }

    icon(entry) {
        return ICONS[entry.kind] || "fa-circle-o";
    }

    when(entry) {
        return entry.dated ? day(entry.at.slice(0, 10)) : ago(entry.at);
    }

    exactly(entry) {
        return entry.dated ? day(entry.at.slice(0, 10)) : moment(entry.at);
    }

    direction(entry) {
        return entry.direction === "in" ? _t("Received") : _t("Sent");
    }

    badge(entry) {
        if (GOOD.includes(entry.state)) {
            return "text-bg-success";
        }
        return BAD.includes(entry.state) ? "text-bg-danger" : "o_customer_plain";
    }

    isLong(entry) {
        return entry.text && (entry.text.length > LONG || entry.text.split("\n").length > 4);
    }

    async toggleKind(kind) {
        const { kinds } = this.state;
        const chosen = kinds.includes(kind)
            ? kinds.filter((one) => one !== kind)
            : [...kinds, kind];
        this.state.kinds = kind ? chosen : [];
        await this.fetch(false);
    }

    async loadMore() {
        if (this.state.next && !this.state.loading && !this.state.failed) {
            await this.fetch(this.state.next);
        }
    }

    async fetch(cursor) {
        this.state.loading = true;
        this.state.failed = false;
        this.asked = cursor;
        try {
            const page = await this.keepLast.add(
                this.orm.call("foreign.trade.customer.view", "load_timeline", [
                    this.props.partnerId,
                    this.state.kinds,
                    cursor,
                ])
            );
            this.state.entries = cursor ? [...this.state.entries, ...page.entries] : page.entries;
            this.state.next = page.next;
        } catch (error) {
            this.state.failed = true;
            throw error;
        } finally {
            this.state.loading = false;
        }
        this.watch();
    }

    /** The end may still be on the screen after a short page: look at it anew. */
    watch() {
        if (this.state.next && this.end.el) {
            this.observer.unobserve(this.end.el);
            this.observer.observe(this.end.el);
        }
    }

    /** What failed may have been the first page of other kinds. */
    retry() {
        return this.fetch(this.asked);
    }
}
