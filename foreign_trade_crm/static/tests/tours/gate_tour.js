import { registry } from "@web/core/registry";
import { drag } from "@foreign_trade_crm/../tests/drag";

const DIALOG = ".o_dialog .o_gate_dialog";
const input = (name) => `${DIALOG} div[name='${name}'] input`;

const fillAndContinue = [
    { content: "the dialog says what to do", trigger: `${DIALOG}:contains(Say who buys)` },
    { trigger: input("function"), run: "edit Head of purchasing" },
    { trigger: input("expected_revenue"), run: "edit 12000" },
    { trigger: input("partner_id"), run: "edit Grüne" },
    {
        trigger:
            ".o-autocomplete--dropdown-menu .o-autocomplete--dropdown-item:contains(Grüne Gärten GmbH)",
        run: "click",
    },
    { trigger: `${DIALOG} .o_gate_continue`, run: "click" },
    { content: "the dialog is gone", trigger: "body:not(:has(.o_gate_dialog))" },
];

registry.category("web_tour.tours").add("foreign_trade_gate_kanban", {
    steps: () => [
        drag("Folding chairs", "New", "Quoted"),
        { trigger: DIALOG },
        {
            content: "behind the dialog the card is back in its column",
            trigger: ".o_kanban_group:contains(New) .o_kanban_record:contains(Folding chairs)",
        },
        ...fillAndContinue,
        { trigger: ".o_kanban_group:contains(Quoted) .o_kanban_record:contains(Folding chairs)" },
    ],
});

registry.category("web_tour.tours").add("foreign_trade_gate_form", {
    steps: () => [
        {
            content: "the conditions ahead",
            trigger: ".o_gate_checklist_box:contains(Say who buys)",
        },
        { trigger: ".o_statusbar_status button:contains(Quoted)", run: "click" },
        { trigger: `${DIALOG} .o_gate_cancel`, run: "click" },
        {
            content: "the stage is back",
            trigger: ".o_statusbar_status button.o_arrow_button_current:contains(New)",
        },
        { trigger: ".o_statusbar_status button:contains(Quoted)", run: "click" },
        { content: "half of it is not enough", trigger: input("function"), run: "edit Buyer" },
        { trigger: `${DIALOG} .o_gate_continue`, run: "click" },
        { trigger: ".o_notification:contains(still unmet)" },
        ...fillAndContinue,
        { trigger: ".o_statusbar_status button.o_arrow_button_current:contains(Quoted)" },
        {
            content: "the form shows what was filled in",
            trigger: ".o_form_view input:value(12,000.00)",
        },
    ],
});

registry.category("web_tour.tours").add("foreign_trade_gate_order", {
    steps: () => [
        { trigger: "button[name='action_confirm']:visible", run: "click" },
        { trigger: input("client_order_ref"), run: "edit PO 4711" },
        { trigger: `${DIALOG} .o_gate_continue`, run: "click" },
        { trigger: ".o_statusbar_status button.o_arrow_button_current:contains(Sales Order)" },
    ],
});

registry.category("web_tour.tours").add("foreign_trade_gate_override", {
    steps: () => [
        { trigger: ".o_statusbar_status button:contains(Quoted)", run: "click" },
        { trigger: `${DIALOG} .o_gate_override summary`, run: "click" },
        { trigger: `${DIALOG} .o_gate_reason`, run: "edit Agreed with the owner by phone" },
        { trigger: `${DIALOG} .o_gate_continue`, run: "click" },
        { trigger: "body:not(:has(.o_gate_dialog))" },
        { content: "reloaded", trigger: ".o_gate_checklist_box:contains(Still open here)" },
    ],
});

registry.category("web_tour.tours").add("foreign_trade_gate_new_record", {
    steps: () => [
        { trigger: ".o_kanban_group:contains(Quoted) .o_kanban_quick_add", run: "click" },
        { trigger: ".o_kanban_quick_create div[name='name'] input", run: "edit Parasols" },
        { trigger: ".o_kanban_quick_create .o_kanban_add", run: "click" },
        ...fillAndContinue,
        { trigger: ".o_kanban_group:contains(Quoted) .o_kanban_record:contains(Parasols)" },
    ],
});

registry.category("web_tour.tours").add("foreign_trade_gate_convert", {
    steps: () => [
        { trigger: "button:contains(Convert to Opportunity):visible", run: "click" },
        { trigger: ".modal button[name='action_apply']", run: "click" },
        { trigger: input("city"), run: "edit Hamburg" },
        { trigger: `${DIALOG} .o_gate_continue`, run: "click" },
        { trigger: "body:not(:has(.modal))" },
        {
            content: "the opportunity",
            trigger: ".o_form_view button[name='action_set_won_rainbowman']",
        },
    ],
});

registry.category("web_tour.tours").add("foreign_trade_gate_mobile", {
    steps: () => [
        { trigger: ".o_statusbar_status .dropdown-toggle:visible", run: "click" },
        { trigger: ".o-dropdown--menu .dropdown-item:contains(Quoted)", run: "click" },
        { trigger: `${DIALOG}:contains(Say who buys)` },
        { trigger: input("function"), run: "edit Head of purchasing" },
        { trigger: input("expected_revenue"), run: "edit 12000" },
        { trigger: input("partner_id"), run: "click" },
        { trigger: ".o_kanban_record:contains(Grüne Gärten GmbH)", run: "click" },
        {
            content: "nothing sticks out of the screen",
            trigger: DIALOG,
            run({ anchor }) {
                if (anchor.scrollWidth > window.innerWidth) {
                    throw new Error(`The dialog is ${anchor.scrollWidth} px wide.`);
                }
            },
        },
        { trigger: `${DIALOG} .o_gate_continue`, run: "click" },
        { trigger: "body:not(:has(.o_gate_dialog))" },
        { trigger: ".o_statusbar_status .dropdown-toggle:contains(Quoted)" },
        { content: "reloaded", trigger: ".o_form_view:not(:has(.o_gate_checklist_box))" },
    ],
});

registry.category("web_tour.tours").add("foreign_trade_gate_list", {
    steps: () => [
        { trigger: ".o_data_cell[name='name']:contains(Folding chairs)", run: "click" },
        { trigger: ".o_selected_row div[name='name'] input", run: "edit Garden chairs" },
        { trigger: ".o_selected_row div[name='stage_id'] input", run: "edit Quoted" },
        {
            trigger:
                ".o-autocomplete--dropdown-menu .o-autocomplete--dropdown-item:contains(Quoted)",
            run: "click",
        },
        { trigger: ".o_list_button_save", run: "click" },
        ...fillAndContinue,
        { trigger: ".o_data_row:not(.o_selected_row):contains(Garden chairs):contains(Quoted)" },
    ],
});

registry.category("web_tour.tours").add("foreign_trade_gate_checklist", {
    steps: () => [
        { trigger: ".o_gate_checklist_box .o_gate_fill", run: "click" },
        { trigger: input("function"), run: "edit Head of purchasing" },
        { trigger: input("expected_revenue"), run: "edit 12000" },
        { trigger: input("partner_id"), run: "edit Grüne" },
        {
            trigger:
                ".o-autocomplete--dropdown-menu .o-autocomplete--dropdown-item:contains(Grüne Gärten GmbH)",
            run: "click",
        },
        { trigger: ".o_dialog .o_gate_save", run: "click" },
        {
            content: "everything is there",
            trigger: ".o_gate_checklist_box .text-success:contains(everything is there)",
        },
        { trigger: ".o_statusbar_status button:contains(Quoted)", run: "click" },
        { trigger: ".o_statusbar_status button.o_arrow_button_current:contains(Quoted)" },
        { content: "saved", trigger: ".o_form_view:not(:has(.o_gate_checklist_box))" },
    ],
});

registry.category("web_tour.tours").add("foreign_trade_gate_checklist_mobile", {
    steps: () => [
        { trigger: ".o_gate_checklist_box .o_gate_fill", run: "click" },
        { trigger: input("function"), run: "edit Head of purchasing" },
        { trigger: input("expected_revenue"), run: "edit 12000" },
        { trigger: input("partner_id"), run: "click" },
        { trigger: ".o_kanban_record:contains(Grüne Gärten GmbH)", run: "click" },
        { trigger: ".o_dialog .o_gate_save", run: "click" },
        {
            content: "nothing sticks out of the screen",
            trigger: ".o_gate_checklist_box:contains(everything is there)",
            run({ anchor }) {
                if (anchor.getBoundingClientRect().right > window.innerWidth) {
                    throw new Error("The checklist is wider than the screen.");
                }
            },
        },
    ],
});
