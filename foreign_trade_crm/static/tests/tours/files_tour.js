import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("foreign_trade_lead_import", {
    steps: () => [
        { content: "columns are recognised", trigger: "td[name='field']:contains(Company Name)" },
        {
            content: "the first rows are shown",
            trigger: "[name='preview'] td:contains(Company 1 Ltd.)",
        },
        { trigger: "button[name='action_start']", run: "click" },
        {
            content: "the form drives the import to its end",
            trigger: ".o_arrow_button_current:contains(Done)",
            timeout: 60000,
        },
        { trigger: ".o_lead_import_progress:contains(60 leads)" },
        { trigger: "button[name='action_view_leads']", run: "click" },
        { trigger: ".o_list_view .o_data_row" },
    ],
});

registry.category("web_tour.tours").add("foreign_trade_lead_reply", {
    steps: () => [
        { trigger: ".o-mail-Chatter-sendMessage", run: "click" },
        {
            content: "the buyer's address is suggested",
            trigger: ".o-mail-Composer",
        },
        { trigger: "[name='open-full-composer']", run: "click" },
        {
            content: "the full composer has the address and no contact",
            trigger: ".o_mail_composer_form [name='outgoing_email_to'] input:value(a.schmidt)",
        },
        {
            trigger: ".o_mail_composer_form .o-wysiwyg div[contenteditable='true']",
            run: "editor Dear Ms Schmidt",
        },
        { trigger: "button[name='action_send_mail']:not([disabled])", run: "click" },
        {
            content: "it is sent",
            trigger: ".o-mail-Message-body:contains(Dear Ms Schmidt)",
        },
    ],
});

registry.category("web_tour.tours").add("foreign_trade_proposal", {
    steps: () => [
        {
            content: "the proposal with its reasons",
            trigger: "[name='foreign_trade_proposal']:contains(1,200 folding)",
        },
        {
            trigger: "[name='foreign_trade_proposal'] button[name='action_apply_class']",
            run: "click",
        },
        {
            content: "the opportunity's form",
            trigger: ".o_form_view button[name='action_set_won_rainbowman']",
        },
    ],
});
