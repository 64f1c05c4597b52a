import { Component, onWillUnmount, useState } from "@odoo/owl";
import { localization } from "@web/core/l10n/localization";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const { DateTime } = luxon;
const TICK = 20000;

/** "in 6 h 50 min"; whole hours from a day on. */
function until(milliseconds) {
    const minutes = Math.max(Math.round(milliseconds / 60000), 1);
    const hours = Math.floor(minutes / 60);
    if (!hours) {
        return _t("%s min", minutes);
    }
    return hours < 24 && minutes % 60
        ? _t("%(hours)s h %(minutes)s min", { hours, minutes: minutes % 60 })
        : _t("%s h", Math.round(minutes / 60));
}

/**
 * What time it is at the buyer's, and whether anybody is at the desk there. The server says
 * when offices open and close next; the clock runs here.
 */
export class BuyerLocalTime extends Component {
    static template = "foreign_trade_crm.BuyerLocalTime";
    static props = { ...standardFieldProps };

    setup() {
        this.state = useState({ now: Date.now() });
        const timer = setInterval(() => (this.state.now = Date.now()), TICK);
        onWillUnmount(() => clearInterval(timer));
    }

    get value() {
        return this.props.record.data[this.props.name] || null;
    }

    get there() {
        return DateTime.fromMillis(this.state.now).setZone(this.value.zone);
    }

    /** The time there, with the weekday where it is another day than here. */
    get time() {
        const format = localization.timeFormat.replace(/:ss/, "");
        const here = DateTime.fromMillis(this.state.now);
        const sameDay = this.there.day === here.day;
        return _t("%s there", this.there.toFormat(sameDay ? format : `ccc ${format}`));
    }

    get open() {
        const past = this.value.changes.filter(([at]) => at <= this.state.now);
        return past.length ? past[past.length - 1][1] : this.value.open;
    }

    get status() {
        const next = this.value.changes.find(([at]) => at > this.state.now);
        if (this.open) {
            return _t("office hours now");
        }
        return next ? _t("opens in %s", until(next[0] - this.state.now)) : "";
    }

    get title() {
        return `${this.value.zone} (UTC${this.there.toFormat("ZZ")})`;
    }
}

registry.category("fields").add("buyer_local_time", {
    component: BuyerLocalTime,
    displayName: _t("Buyer's Local Time"),
    supportedTypes: ["json"],
});
