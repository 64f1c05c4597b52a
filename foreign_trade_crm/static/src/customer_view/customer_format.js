import { formatCurrency, getCurrency } from "@web/core/currency";
import {
    deserializeDate,
    deserializeDateTime,
    formatDateTime,
    toLocaleDateString,
} from "@web/core/l10n/dates";

const { DateTime } = luxon;
const HOUR = 3600000;

/** A sum in its currency; large ones in short where there is little room. */
export function money(amount, currencyId, { short = false } = {}) {
    const humanReadable = short && Math.abs(amount) >= 10000;
    return formatCurrency(amount || 0, currencyId, {
        humanReadable,
        digits: humanReadable ? [16, 1] : Number.isInteger(amount) ? [16, 0] : undefined,
    });
}

export function currencyName(currencyId) {
    return getCurrency(currencyId)?.name || "";
}

/** Date of a day, or of a moment in the reader's zone. */
export function day(text) {
    if (!text) {
        return "";
    }
    const isDay = text.length === 10;
    return toLocaleDateString(isDay ? deserializeDate(text) : deserializeDateTime(text));
}

export function moment(text) {
    return text ? formatDateTime(deserializeDateTime(text), { showSeconds: false }) : "";
}

/** "3 days ago", "in 2 weeks", in the reader's language; days count from midnight. */
export function ago(text) {
    if (!text) {
        return "";
    }
    if (text.length === 10) {
        const base = DateTime.now().startOf("day");
        const days = deserializeDate(text).diff(base, "days").days;
        return Math.abs(days) < 1
            ? deserializeDate(text).toRelativeCalendar()
            : deserializeDate(text).toRelative({ base });
    }
    const at = deserializeDateTime(text);
    return Date.now() - at.toMillis() < HOUR * 20 ? at.toRelative() : at.toRelativeCalendar();
}

/** Whole days from then until now; less than 0 for what is to come. */
export function daysSince(text) {
    const at = text.length === 10 ? deserializeDate(text) : deserializeDateTime(text);
    return Math.floor(DateTime.now().startOf("day").diff(at.startOf("day"), "days").days);
}

/** First letters of a name, for the circle beside it. */
export function initials(name) {
    const words = (name || "?").trim().split(/\s+/);
    const letters = words.length > 1 ? words[0][0] + words[words.length - 1][0] : words[0][0];
    return letters.toUpperCase();
}
