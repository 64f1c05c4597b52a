import { registry } from "@web/core/registry";

const ENTRIES = ".o_customer_timeline .o_customer_entry";

/** Scrolling to the end brings the next page. */
function scrollStep() {
    return {
        content: "the end comes into view",
        trigger: ".o_customer_end",
        run() {
            this.anchor.scrollIntoView();
        },
    };
}

registry.category("web_tour.tours").add("foreign_trade_customer_view", {
    steps: () => [
        { trigger: ".o_form_view button[name='action_open_customer_view']", run: "click" },
        { trigger: ".o_customer_header:contains(Grüne Gärten GmbH):contains(Lin Wei)" },
        { trigger: ".o_customer_contacts:contains(Head of Purchasing):contains(Decides)" },
        { trigger: ".o_customer_deals:contains(Folding chairs for the spring season)" },
        { trigger: ".o_customer_turnover:contains(2025)" },
        { trigger: ".o_customer_products:contains(Folding garden chair)" },
        {
            content: "an address of its own",
            trigger: "body",
            run() {
                if (!window.location.pathname.endsWith("/customer-view")) {
                    throw new Error(window.location.pathname);
                }
            },
        },
        { trigger: `${ENTRIES}:contains(Letter 5)` },
        scrollStep(),
        { content: "loaded as one scrolls", trigger: `${ENTRIES}:contains(Letter 45)` },
        { trigger: ".o_customer_filter [data-kind='note']", run: "click" },
        { trigger: `${ENTRIES}[data-kind='note']:contains(Seems to be keen)` },
        { trigger: `.o_customer_timeline:not(:has(${".o_customer_entry[data-kind='email']"}))` },
        { trigger: ".o_customer_log", run: "click" },
        { trigger: ".modal .o_selection_badge:contains(WeChat)", run: "click" },
        { trigger: ".modal footer button:contains(Log Contact)", run: "click" },
        {
            content: "it is there at once",
            trigger: `${ENTRIES}[data-kind='chat']:contains(WeChat)`,
        },
        { trigger: `${ENTRIES}[data-kind='order'] a`, run: "click" },
        { trigger: ".o_form_view .o_field_widget[name='order_line']" },
        { trigger: ".o_back_button, .breadcrumb-item:contains(Grüne)", run: "click" },
        { trigger: ".o_customer_header" },
    ],
});

registry.category("web_tour.tours").add("foreign_trade_customer_view_phone", {
    steps: () => [
        { trigger: ".o_customer_header:contains(Grüne Gärten GmbH)" },
        { trigger: ".o_customer_contacts:contains(Head of Purchasing)" },
        {
            content: "nothing is wider than the screen",
            trigger: ".o_customer_page",
            run() {
                const { scrollWidth, clientWidth } = document.querySelector(".o_customer_view");
                if (scrollWidth > clientWidth) {
                    throw new Error(`${scrollWidth} > ${clientWidth}`);
                }
            },
        },
        { trigger: ".nav-link:contains(Time Line)", run: "click" },
        { trigger: `${ENTRIES}:visible:contains(Letter 5)` },
        scrollStep(),
        { trigger: `${ENTRIES}:contains(Letter 45)` },
        { trigger: ".o_customer_filter [data-kind='order']", run: "click" },
        { trigger: `${ENTRIES}[data-kind='order']` },
    ],
});
