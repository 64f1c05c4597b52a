import { registry } from "@web/core/registry";

const WIZARD = ".modal .o_form_view";
const choose = (field, text) => [
    { trigger: `${WIZARD} div[name='${field}'] input`, run: `edit ${text}` },
    {
        trigger: `.o-autocomplete--dropdown-menu .o-autocomplete--dropdown-item:contains(${text})`,
        run: "click",
    },
];
const CARD = ".o_kanban_record:contains(Pipeline with win rates)";
const RULE = ".o_dialog:contains(Position of the contact), .o_dialog:has(div[name='kind'])";

registry.category("web_tour.tours").add("foreign_trade_pipeline_loading", {
    steps: () => [
        { trigger: `${CARD} button[name='action_load']:contains(Load)`, run: "click" },
        { trigger: ".o_notification:contains(loaded for)" },
        { trigger: `${CARD} button[name='action_map_deals']`, run: "click" },
        ...choose("source_team_id", "Export"),
        {
            content: "the counts of the preview",
            trigger: `${WIZARD} .o_data_row:contains(Quoted) .o_data_cell[name='refused_count']:contains(1)`,
        },
        {
            trigger: `${WIZARD} div[name='reason'] input`,
            run: "edit New pipeline from today",
        },
        { trigger: ".modal button[name='action_apply']", run: "click" },
        {
            content: "the new board, with the moved deals",
            trigger: ".o_kanban_group:contains(First contact) .o_kanban_record:contains(Folding)",
        },
        {
            trigger: ".o_kanban_group:contains(Proposal) .o_kanban_header",
            run: "hover",
        },
        {
            trigger:
                ".o_kanban_group:contains(Proposal) .o_group_config .dropdown-toggle:not(:visible), .o_kanban_group:contains(Proposal) .o_group_config .dropdown-toggle",
            run: "click",
        },
        {
            trigger: ".o-dropdown--menu .o_group_edit, .o-dropdown--menu .o_column_edit",
            run: "click",
        },
        { trigger: `${WIZARD} div[name='win_rate'] input`, run: "edit 55" },
        {
            trigger: `${WIZARD} div[name='gate_rule_ids'] .o_field_x2many_list_row_add a`,
            run: "click",
        },
        {
            trigger: `${RULE} div[name='name'] input`,
            run: "edit Position of the contact",
        },
        { trigger: `${RULE} div[name='amount_min'] input`, run: "edit 20000" },
        { trigger: `${RULE} div[name='field_ids'] input`, run: "edit Job Position" },
        {
            trigger:
                ".o-autocomplete--dropdown-menu .o-autocomplete--dropdown-item:contains(Job Position)",
            run: "click",
        },
        { trigger: `${RULE} div[name='message'] textarea`, run: "edit Say who buys." },
        { trigger: ".o_dialog .o_form_button_save:contains(Save & Close)", run: "click" },
        { trigger: `${WIZARD} .o_data_row:contains(Position of the contact)` },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});

registry.category("web_tour.tours").add("foreign_trade_pipeline_loading_mobile", {
    steps: () => [
        { trigger: `${CARD} button[name='action_load']:contains(Load)`, run: "click" },
        { trigger: ".o_notification:contains(loaded for)" },
        { trigger: `${CARD} button[name='action_map_deals']`, run: "click" },
        { trigger: `${WIZARD} div[name='source_team_id'] input`, run: "click" },
        { trigger: ".modal .o_kanban_record:contains(Export)", run: "click" },
        {
            content: "what a gate refuses",
            trigger: `${WIZARD} .alert-warning div[name='leave_refused'] input`,
            run: "click",
        },
        {
            content: "nothing sticks out of the screen",
            trigger: `${WIZARD} .alert-warning`,
            run({ anchor }) {
                if (anchor.getBoundingClientRect().right > window.innerWidth) {
                    throw new Error("The wizard is wider than the screen.");
                }
            },
        },
        { trigger: ".modal button[name='action_apply']", run: "click" },
        { trigger: ".o_kanban_group:contains(First contact) .o_kanban_record:contains(Folding)" },
    ],
});
