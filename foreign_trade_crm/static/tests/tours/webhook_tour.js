import { registry } from "@web/core/registry";

const DIALOG = ".modal";
const example = {
    id: "tour-1",
    contact_name: "Pierre Dubois",
    company_name: "Jardins de Provence SARL",
    email: "pierre@jardin.example",
    country: "FR",
    product: "Steel fire pit",
    quantity: 600,
    unit: "pcs",
    message: "Please send your price list.",
};

registry.category("web_tour.tours").add("foreign_trade_webhook_try", {
    steps: () => [
        { trigger: "a.nav-link[name='webhook']", run: "click" },
        {
            content: "the documented example can be copied",
            trigger: ".o_webhook_code:contains(Folding garden chair)",
        },
        { trigger: "button:contains(Try It)", run: "click" },
        {
            content: "the example is read",
            trigger: `${DIALOG} .o_webhook_reading:contains(Jardines del Túria)`,
        },
        {
            content: "what is wrong is named",
            trigger: `${DIALOG} div[name='payload'] textarea`,
            run: `edit ${JSON.stringify({ ...example, quantity: "plenty" })}`,
        },
        { trigger: `${DIALOG} div[name='reading']`, run: "click" },
        { trigger: `${DIALOG} .o_webhook_reading:contains(a number is expected)` },
        {
            content: "there is no button for what would be refused",
            trigger: `${DIALOG}:not(:has(button[name='action_create_lead']:visible))`,
        },
        {
            content: "paste one's own",
            trigger: `${DIALOG} div[name='payload'] textarea`,
            run: `edit ${JSON.stringify(example)}`,
        },
        { trigger: `${DIALOG} div[name='reading']`, run: "click" },
        { trigger: `${DIALOG} .o_webhook_reading:contains(Jardins de Provence)` },
        { trigger: `${DIALOG} button[name='action_create_lead']`, run: "click" },
        {
            content: "the lead",
            trigger:
                ".o_form_view .o_field_widget[name='partner_name'] input:value(Jardins de Provence SARL)",
        },
    ],
});
