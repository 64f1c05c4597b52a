import { registry } from "@web/core/registry";

const DIALOG = ".o_dialog .o_foreign_trade_merge";
const row = (label) => `${DIALOG} .o_data_row:has(td[name='label']:contains(${label}))`;

/** From the banner of a lead to the preview, another value chosen, and what is left. */
registry.category("web_tour.tours").add("foreign_trade_merge_lead", {
    steps: () => [
        {
            content: "the banner tells who has this buyer",
            trigger:
                ".o_duplicate_banner li:contains(A colleague has an opportunity of this buyer: Lin Wei)",
        },
        { trigger: ".o_duplicate_banner button:contains(Merge)", run: "click" },
        {
            content: "the preview shows what stays and what goes",
            trigger: `${row("Company Name")} td[name='kept_text']:contains(NORDIC HUTS)`,
        },
        { trigger: `${row("Company Name")} td[name='other_text']:contains(Nordic Huts A/S)` },
        { trigger: `${row("Company Name")} td[name='source_id']`, run: "click" },
        { trigger: `${DIALOG} td[name='source_id'] input`, run: "edit Gazebos" },
        {
            trigger:
                ".o-autocomplete--dropdown-menu .o-autocomplete--dropdown-item:not(:contains(spring)):contains(Gazebos)",
            run: "click",
        },
        {
            content: "the other value stays now",
            trigger: `${row("Company Name")} td[name='kept_text']:contains(Nordic Huts A/S)`,
        },
        { trigger: ".o_dialog footer button[name='action_merge']", run: "click" },
        { trigger: "body:not(:has(.o_foreign_trade_merge))" },
        {
            content: "the deal that is left, with a note of what was merged",
            trigger:
                ".o_form_view .o_breadcrumb:contains(Gazebos for spring), .o_form_view:contains(Gazebos for spring)",
        },
    ],
});

/** What a representative sees while typing a lead of a colleague's buyer. */
registry.category("web_tour.tours").add("foreign_trade_duplicate_typing", {
    steps: () => [
        {
            trigger: ".o_form_view div[name='name'] textarea, .o_form_view div[name='name'] input",
            run: "edit Huts for a fair",
        },
        { trigger: "div[name='email_from'] input", run: "edit lars@huts.example && press Tab" },
        {
            content: "told, but masked",
            trigger:
                ".o_duplicate_banner li:contains(A colleague has this buyer as a lead: Lin Wei):not(:has(a))",
        },
        { trigger: ".o_duplicate_banner:not(:contains(Gazebos))" },
        { trigger: "div[name='email_from'] input", run: "edit new@buyer.example && press Tab" },
        { content: "nobody has this one", trigger: "body:not(:has(.o_duplicate_banner))" },
        { trigger: ".o_form_button_cancel", run: "click" },
    ],
});
