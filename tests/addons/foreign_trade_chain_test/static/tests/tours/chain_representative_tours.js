import { registry } from "@web/core/registry";
import { drag } from "@foreign_trade_crm/../tests/drag";
import {
    button,
    cardIsIn,
    choose,
    field,
    fill,
    fillDate,
    GATE,
    gateContinue,
    gateHelp,
    gateSays,
    hasValue,
    menu,
    openPipeline,
    openRow,
    ORDERS,
    photo,
    SALES,
    save,
    select,
    statusIs,
    tab,
} from "./chain_steps";

const tours = registry.category("web_tour.tours");
const DEAL = "sillas plegables";
const ROW = ".o_selected_row";

const sendQuotation = () => [
    button("action_quotation_send"),
    { trigger: ".modal .o_mail_send, .modal button[name='action_send_mail']" },
];
const sendNow = () => [
    { trigger: ".modal .o_mail_send, .modal button[name='action_send_mail']", run: "click" },
    { trigger: "body:not(:has(.modal))" },
    statusIs("Quotation Sent"),
];

tours.add("foreign_trade_chain_lead", {
    steps: () => [
        ...menu(SALES, "foreign_trade_crm.foreign_trade_crm_menu_leads"),
        { trigger: `.o_list_view .o_data_row:contains(${DEAL})` },
        photo("leads"),
        ...openRow(DEAL),
        photo("lead"),
        { trigger: "button:contains(Convert to Opportunity):visible", run: "click" },
        { trigger: ".modal button[name='action_apply']", run: "click" },
        gateSays("Verify the lead"),
        photo("conversion-refused"),
        ...select("validity", "Valid", GATE),
        ...select("qualification_company", "Yes", GATE),
        ...select("qualification_country", "Yes", GATE),
        ...select("qualification_requirement", "Yes", GATE),
        ...select("qualification_product", "Yes", GATE),
        ...gateContinue(),
        { trigger: "body:not(:has(.modal))" },
        statusIs("Requirement confirmed"),
        photo("opportunity"),
        { trigger: "button.o-mail-Chatter-sendMessage", run: "click" },
        {
            trigger: ".o-mail-Composer .o-mail-Composer-input",
            run: "edit Estimada María, gracias por su consulta. Le enviamos la cotización hoy.",
        },
        {
            trigger: ".o-mail-Composer button[title='Send']:enabled, .o-mail-Composer-send:enabled",
            run: "click",
        },
        { trigger: ".o-mail-Message:contains(Le enviamos la cotización)" },
        photo("answered"),
    ],
});

tours.add("foreign_trade_chain_quotation", {
    steps: () => [
        ...openPipeline(),
        photo("pipeline"),
        drag(DEAL, "Requirement confirmed", "Quotation sent"),
        gateSays("Send the customer a quotation"),
        photo("quotation-refused"),
        gateHelp(),
        { trigger: `${field("pricelist_id")}` },
        ...choose("pricelist_id", "Export USD"),
        { trigger: "a:contains(Add a product)", run: "click" },
        { trigger: `${field("product_template_id", ROW)} input`, run: "edit Folding" },
        {
            trigger:
                ".o-autocomplete--dropdown-item:not(.o_m2o_dropdown_option):contains(Folding garden chair)",
            run: "click",
        },
        hasValue(`${field("price_unit", ROW)} input`),
        { trigger: `${field("product_uom_qty", ROW)} input`, run: "edit 2000" },
        { trigger: `${field("price_unit", ROW)} input`, run: "edit 18.50" },
        tab("foreign_trade"),
        ...choose("incoterm", "FREE ON BOARD"),
        ...choose("port_loading_id", "Ningbo"),
        ...choose("port_discharge_id", "Valencia"),
        ...fillDate("latest_shipment_date", "+60d"),
        ...choose("payment_plan_id", "30%"),
        tab("order_lines"),
        ...save(),
        photo("quotation"),
        tab("foreign_trade"),
        photo("quotation-terms"),
        ...sendQuotation(),
        photo("quotation-mail"),
        ...sendNow(),
        tab("quotation_versions"),
        { trigger: `${field("quotation_version_ids")} .o_data_row:contains(V1)` },
        tab("order_lines"),
        { trigger: ".o_data_row .o_data_cell[name='price_unit']", run: "click" },
        { trigger: `${field("price_unit", ROW)} input`, run: "edit 17.90" },
        ...save(),
        ...sendQuotation(),
        ...sendNow(),
        tab("quotation_versions"),
        { trigger: `${field("quotation_version_ids")} .o_data_row:contains(V2)` },
        tab("order_lines"),
        { trigger: ".o_data_row .o_data_cell[name='price_unit']", run: "click" },
        { trigger: `${field("price_unit", ROW)} input`, run: "edit 17.60" },
        ...save(),
        ...sendQuotation(),
        ...sendNow(),
        tab("quotation_versions"),
        { trigger: `${field("quotation_version_ids")} .o_data_row:contains(V3)` },
        photo("versions"),
        ...openPipeline(),
        drag(DEAL, "Requirement confirmed", "Quotation sent"),
        cardIsIn(DEAL, "Quotation sent"),
        photo("pipeline-quotation-sent"),
    ],
});

tours.add("foreign_trade_chain_sample", {
    steps: () => [
        ...openPipeline(),
        drag(DEAL, "Quotation sent", "Sample / test"),
        gateSays("Make a sample request"),
        photo("sample-refused"),
        gateHelp(),
        { trigger: field("planned_dispatch_date") },
        fill("delivery_address", "María Peña, Calle de la Paz 5, 46003 Valencia, Spain"),
        ...fillDate("planned_dispatch_date", "+2d"),
        ...fillDate("expected_feedback_date", "+20d"),
        { trigger: `${field("line_ids")} .o_field_x2many_list_row_add a`, run: "click" },
        ...choose("product_id", "Folding", ROW),
        ...save(),
        photo("sample-request"),
        ...openPipeline(),
        drag(DEAL, "Quotation sent", "Sample / test"),
        cardIsIn(DEAL, "Sample / test"),
    ],
});

tours.add("foreign_trade_chain_negotiation", {
    steps: () => [
        ...menu(SALES, "foreign_trade_samples.foreign_trade_samples_menu_requests"),
        ...openRow(DEAL),
        button("action_mark_delivered"),
        statusIs("Delivered"),
        {
            trigger: `${field("feedback_result")} .o_radio_item:contains(Approved) input`,
            run: "click",
        },
        fill("feedback_text", "Good; wants a darker green."),
        button("action_record_feedback"),
        statusIs("Feedback Received"),
        photo("sample-feedback"),
        ...openPipeline(),
        drag(DEAL, "Sample / test", "Negotiation"),
        gateSays("Note the competitor"),
        cardIsIn(DEAL, "Sample / test"),
        photo("negotiation-refused"),
        {
            trigger: `${GATE} div[name='main_objection'] textarea`,
            run: "edit A rival offers 4 % less.",
        },
        photo("negotiation-filled-in"),
        ...gateContinue(),
        cardIsIn(DEAL, "Negotiation"),
        drag(DEAL, "Negotiation", "Awaiting order"),
        cardIsIn(DEAL, "Awaiting order"),
        photo("pipeline-awaiting-order"),
        ...menu(SALES, "foreign_trade_crm.foreign_trade_crm_menu_quotations"),
        ...openRow("Peña"),
        button("action_make_contract"),
        { trigger: ".o_form_view button[name='action_issue_or_ask']" },
        photo("proforma-draft"),
        button("action_issue_or_ask"),
        { trigger: ".alert:contains(Waiting for the approval)" },
        photo("proforma-waiting-for-approval"),
    ],
});

/** The sales manager's, then finance's, between asking and issuing: each finds one card. */
tours.add("foreign_trade_chain_approval", {
    steps: () => [
        ...menu(SALES, "foreign_trade_crm.foreign_trade_crm_menu_approval_request"),
        { trigger: ".o_kanban_record:contains(Peña)" },
        photo("approval-asked"),
        { trigger: ".o_kanban_record footer [name='action_approve']", run: "click" },
        { trigger: ".o_kanban_view:not(:has(footer [name='action_approve']))" },
    ],
});

tours.add("foreign_trade_chain_proforma", {
    steps: () => [
        ...menu(ORDERS, "foreign_trade_crm.foreign_trade_crm_menu_contracts"),
        ...openRow("Peña"),
        button("action_issue_or_ask"),
        statusIs("Issued"),
        photo("proforma-issued"),
        fill("buyer_po_number", "PO-2026-117"),
        button("action_countersign"),
        statusIs("Countersigned"),
        tab("payment_milestones"),
        photo("proforma-countersigned"),
    ],
});

/** Finance's: the money is in, so the document is effective and the order confirmed. */
tours.add("foreign_trade_chain_deposit", {
    steps: () => [
        ...menu(ORDERS, "foreign_trade_crm.foreign_trade_crm_menu_contracts"),
        ...openRow("Peña"),
        { trigger: ".o_form_view button:contains(Register Receipt):visible", run: "click" },
        hasValue(`${field("amount", ".modal")} input`),
        fill("memo", "SWIFT 2026-0117", ".modal"),
        photo("deposit"),
        { trigger: ".modal button[name='action_register']", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        statusIs("Effective"),
        photo("proforma-effective"),
    ],
});

tours.add("foreign_trade_chain_won", {
    steps: () => [
        ...menu(ORDERS, "foreign_trade_crm.foreign_trade_crm_menu_sale_orders"),
        ...openRow("Peña"),
        tab("foreign_trade"),
        { trigger: `${field("trade_payment_state")}:contains(Paid)` },
        { trigger: `${field("delivery_status")}:contains(Fully Delivered)` },
        photo("order-paid-and-delivered"),
        ...openPipeline(),
        { trigger: ".o_kanban_group.o_column_folded:contains(Won)", run: "click" },
        cardIsIn(DEAL, "Won"),
        photo("pipeline-won"),
    ],
});
