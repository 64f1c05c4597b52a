import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { currencyName, money } from "./customer_format";

const SHADES = 6;

/** Turnover by year: one bar for each, in parts by currency, as high as what they convert to. */
export class CustomerTurnover extends Component {
    static template = "foreign_trade_crm.CustomerTurnover";
    static props = { turnover: Object, currencyId: Number };

    setup() {
        this.money = money;
        this.currencyName = currencyName;
    }

    get base() {
        return currencyName(this.props.currencyId);
    }

    get note() {
        return _t("Orders without tax, converted to %s at each order's own rate.", this.base);
    }

    orders(count) {
        return count === 1 ? _t("1 order") : _t("%s orders", count);
    }

    get currencies() {
        const ids = new Set();
        for (const year of this.props.turnover.years) {
            year.amounts.forEach((part) => ids.add(part.currency_id));
        }
        return [...ids];
    }

    get highest() {
        return Math.max(...this.props.turnover.years.map((year) => year.converted), 1);
    }

    shade(currencyId) {
        return `o_shade_${this.currencies.indexOf(currencyId) % SHADES}`;
    }

    height(part) {
        return Math.max((part.converted / this.highest) * 100, 0);
    }

    /** Newest first, with every currency by itself. */
    get rows() {
        return [...this.props.turnover.years].reverse();
    }
}
