import { registry } from "@web/core/registry";

const DIALOG = ".o_dialog .o_gate_dialog";
const choose = (input, text) => [
    { trigger: input, run: `edit ${text}` },
    {
        trigger: `.o-autocomplete--dropdown-menu .o-autocomplete--dropdown-item:contains(${text})`,
        run: "click",
    },
];

registry.category("web_tour.tours").add("foreign_trade_deal_won", {
    steps: () => [
        { trigger: "button[name='action_set_won_rainbowman']", run: "click" },
        { trigger: `${DIALOG}:contains(Say why the deal was won)` },
        ...choose(`${DIALOG} div[name='win_reason_id'] input`, "Payment terms"),
        { trigger: `${DIALOG} .o_gate_continue`, run: "click" },
        { content: "the deal is won", trigger: ".ribbon:contains(Won)" },
    ],
});

registry.category("web_tour.tours").add("foreign_trade_deal_lost", {
    steps: () => [
        { trigger: ".o_statusbar_buttons button:contains(Lost)", run: "click" },
        {
            trigger: ".o_dialog .o_selection_badge:contains(Other reason)",
            run: "click",
        },
        { trigger: ".o_dialog .modal-body:contains(needs words of your own)" },
        ...choose(".o_dialog div[name='competitor_id'] input", "Saigon Camp"),
        { trigger: ".o_dialog div[name='competitor_price'] input", run: "edit 18.5" },
        { trigger: ".o_dialog button[name='action_lost_reason_apply']", run: "click" },
        { content: "the reason alone is not enough", trigger: DIALOG },
        {
            trigger: `${DIALOG} div[name='closing_note'] textarea`,
            run: "edit They ship from stock",
        },
        { trigger: `${DIALOG} .o_gate_continue`, run: "click" },
        { content: "the deal is lost", trigger: ".ribbon:contains(Lost)" },
    ],
});
