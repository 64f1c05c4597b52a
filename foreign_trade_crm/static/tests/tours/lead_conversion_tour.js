import { registry } from "@web/core/registry";

const PAGE = ".o_notebook_headers a[name='qualification']";
const answer = (name, value) => `div[name='${name}'] button[data-answer='${value}']`;
const CONVERT = ".o_statusbar_buttons button:contains(Convert to Opportunity)";
const WIZARD = ".modal:not(.o_inactive_modal)";

const qualify = (name, value = "yes") => [
    { trigger: answer(name, value), run: "click" },
    { trigger: `${answer(name, value)}[aria-pressed='true']` },
];

registry.category("web_tour.tours").add("foreign_trade_qualify_and_convert", {
    steps: () => [
        {
            content: "it is shown what time it is at the buyer's",
            trigger: ".o_buyer_local_time:contains(there)",
        },
        {
            content: "and what conversion asks for",
            trigger: ".o_gate_checklist_box:contains(Find out product)",
        },
        { trigger: CONVERT, run: "click" },
        { trigger: `${WIZARD} button:contains(Create Opportunity)`, run: "click" },
        { content: "not qualified yet", trigger: ".o_gate_dialog:contains(Find out product)" },
        { trigger: ".o_gate_dialog .o_gate_cancel, .o_gate_cancel", run: "click" },
        { trigger: `${WIZARD} button:contains(Cancel), ${WIZARD} .btn-close`, run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: PAGE, run: "click" },
        ...qualify("qualification_company"),
        ...qualify("qualification_country"),
        ...qualify("qualification_requirement"),
        ...qualify("qualification_product"),
        ...qualify("qualification_budget", "unknown"),
        { trigger: ".o_form_button_save", run: "click" },
        {
            content: "who said so stands beside it",
            trigger: "div[name='qualification_product']:contains(Lin Wei)",
        },
        { trigger: "div[name='qualification_score']:contains(80)" },
        { trigger: CONVERT, run: "click" },
        {
            content: "company and contact will be made",
            trigger: `${WIZARD}:contains(Casa Verde):contains(Luis Ortega)`,
        },
        { trigger: `${WIZARD} button:contains(Create Opportunity)`, run: "click" },
        { content: "it is a deal in the pipeline", trigger: ".o_statusbar_status button" },
        { trigger: ".o_notebook_headers a[name='requirement']", run: "click" },
        {
            content: "the requirement came along",
            trigger: "div[name='requirement_line_ids']:contains(500)",
        },
    ],
});

registry.category("web_tour.tours").add("foreign_trade_customer_only", {
    steps: () => [
        { trigger: CONVERT, run: "click" },
        {
            trigger: `${WIZARD} .o_radio_item:contains(Customer only) input`,
            run: "click",
        },
        { trigger: `${WIZARD} button:contains(Create Customer)`, run: "click" },
        {
            content: "the customer's form",
            trigger:
                ".o_breadcrumb .active:contains(Casa Verde), .o_last_breadcrumb_item:contains(Casa Verde)",
        },
        {
            content: "with the facts of the lead",
            trigger: ".o_notebook_headers a[name='company_facts']",
            run: "click",
        },
        { trigger: "div[name='import_record_ids']:contains(Chairs)" },
    ],
});
