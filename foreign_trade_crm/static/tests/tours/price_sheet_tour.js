import { registry } from "@web/core/registry";

const line = (n) => `[name='line_ids'] .o_data_row:eq(${n})`;

registry.category("web_tour.tours").add("foreign_trade_price_sheet", {
    steps: () => [
        { trigger: `${line(0)} td[name='price_unit']:contains(17.36)` },
        { content: "a price is typed", trigger: `${line(0)} td[name='price_unit']`, run: "click" },
        { trigger: `${line(0)} td[name='price_unit'] input`, run: "edit 20 && press Tab" },
        { content: "its margin", trigger: `${line(0)} td[name='margin_percent']:contains(30.56)` },
        {
            content: "a margin is typed",
            trigger: `${line(1)} td[name='margin_percent']`,
            run: "click",
        },
        { trigger: `${line(1)} td[name='margin_percent'] input`, run: "edit 25 && press Tab" },
        {
            content: "its price, in the field that Tab leads to",
            trigger: `${line(1)} td[name='price_unit'] input:value(37.04)`,
        },
        { trigger: ".nav-link:contains(Other Incoterms)", run: "click" },
        { trigger: ".o_foreign_trade_incoterm_prices th:contains(CFR)" },
        { trigger: ".nav-link:contains(What If)", run: "click" },
        { trigger: "[name='what_if_percent'] input[type='range']" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
    ],
});
