import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("foreign_trade_pool_claim", {
    steps: () => [
        {
            content: "what everybody may know of it",
            trigger: ".o_data_row:contains(Gr•••):contains(Germany)",
        },
        {
            content: "and not its name",
            trigger: "body:not(:contains(Grüne Gärten))",
        },
        {
            trigger: ".o_data_row:contains(Gr•••) button[name='action_claim']",
            run: "click",
        },
        {
            content: "it is mine, and open",
            trigger: ".o_form_view .o_field_widget[name='name'] :value(Grüne Gärten GmbH)",
        },
    ],
});

registry.category("web_tour.tours").add("foreign_trade_pool_claim_phone", {
    steps: () => [
        {
            trigger: ".o_kanban_record:contains(Gr•••):contains(Germany)",
        },
        {
            trigger: ".o_kanban_record:contains(Gr•••) button[name='action_claim']",
            run: "click",
        },
        {
            trigger: ".o_form_view .o_field_widget[name='name'] :value(Grüne Gärten GmbH)",
        },
    ],
});

registry.category("web_tour.tours").add("foreign_trade_pool_release", {
    steps: () => [
        { trigger: ".o_form_view button[name='action_pool_release']", run: "click" },
        {
            content: "a reason is asked for",
            trigger: ".o_dialog .o_field_widget[name='reason_id'] label:contains(No demand)",
            run: "click",
        },
        { trigger: ".o_dialog button[name='action_release']", run: "click" },
        {
            content: "it waits in the pool",
            trigger: ".o_list_view .o_data_row:contains(An•••):contains(No demand at present)",
        },
    ],
});
