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
