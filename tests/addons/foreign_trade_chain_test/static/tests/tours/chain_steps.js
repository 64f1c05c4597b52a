import { delay, queryFirst } from "@odoo/hoot-dom";

const APP = "foreign_trade_crm.foreign_trade_crm_menu_root";

/** Keep a picture of the page; `tests/step_screenshots.py` takes it and tells when it has. */
export function photo(name) {
    return {
        content: `picture ${name}`,
        trigger: "body:not(:has(.o_blockUI)):not(:has(.o_loading_indicator))",
        async run() {
            await document.fonts.ready;
            await delay(400);
            console.log(`ft-screenshot ${name}`);
            for (
                let waited = 0;
                window.ftScreenshotTaken !== name && waited < 20000;
                waited += 50
            ) {
                await delay(50);
            }
        },
    };
}

/** Open a menu entry of the Foreign Trade application, as a person does. */
export function menu(section, entry) {
    return [
        { trigger: ".o_navbar_apps_menu button", run: "click" },
        { trigger: `.o_app[data-menu-xmlid='${APP}']`, run: "click" },
        { trigger: ".o_menu_brand:contains(Foreign Trade)" },
        { trigger: `.o_menu_sections button[data-menu-xmlid='${section}']`, run: "click" },
        { trigger: `.o-dropdown--menu .dropdown-item[data-menu-xmlid='${entry}']`, run: "click" },
        { trigger: "body:not(:has(.o-dropdown--menu))" },
    ];
}

export const SALES = "foreign_trade_crm.foreign_trade_crm_menu_sales";
export const ORDERS = "foreign_trade_crm.foreign_trade_crm_menu_orders";

export function openPipeline() {
    return [
        ...menu(SALES, "foreign_trade_crm.foreign_trade_crm_menu_pipeline"),
        { trigger: ".o_kanban_view .o_kanban_group:contains(Requirement confirmed)" },
    ];
}

/** Open the record of a list whose row says `text`. */
export function openRow(text) {
    return [
        { trigger: `.o_list_view .o_data_row:contains(${text}) .o_data_cell`, run: "click" },
        { trigger: ".o_form_view .o_form_sheet" },
    ];
}

/** Wait for a number that the server fills in, such as the price of the product just chosen. */
export function hasValue(input) {
    return {
        content: `${input} is filled in`,
        trigger: input,
        async run() {
            for (let waited = 0; waited < 40000; waited += 50) {
                if (parseFloat(queryFirst(input)?.value) > 0) {
                    return;
                }
                await delay(50);
            }
            throw new Error(`${input} stays empty`);
        },
    };
}

export function cardIsIn(text, column) {
    return { trigger: `.o_kanban_group:contains(${column}) .o_kanban_record:contains(${text})` };
}

export const field = (name, inside = ".o_form_view") => `${inside} .o_field_widget[name='${name}']`;

export function fill(name, text, inside) {
    const box = field(name, inside);
    return { trigger: `${box} input, ${box} textarea`, run: `edit ${text}` };
}

/** A date in words Odoo's date input takes, such as +14d. */
export function fillDate(name, text, inside) {
    const box = field(name, inside);
    return [
        // a date that is there already is a button until it has the focus
        { trigger: `${box} .o_input`, run: "click" },
        { trigger: `${box} input`, run: `edit ${text} && press Enter` },
    ];
}

/** Choose a record by typing part of its name. */
export function choose(name, text, inside) {
    return [
        { trigger: `${field(name, inside)} input`, run: `edit ${text}` },
        {
            trigger: `.o-autocomplete--dropdown-item:not(.o_m2o_dropdown_option):contains(${text})`,
            run: "click",
        },
        {
            content: "results that come late open the list again: it closes for a click elsewhere",
            trigger: "body",
            async run() {
                await delay(400);
                for (let tries = 0; tries < 20; tries++) {
                    if (!document.querySelector(".o-autocomplete--dropdown-item")) {
                        return;
                    }
                    document.body.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
                    await delay(150);
                }
            },
        },
        { trigger: "body:not(:has(.o-autocomplete--dropdown-item))" },
    ];
}

export function select(name, label, inside) {
    return [
        { trigger: `${field(name, inside)} input`, run: "click" },
        { trigger: `.o_select_menu_item:text(${label})`, run: "click" },
    ];
}

export const tab = (name) => ({ trigger: `.o_notebook .nav-link[name='${name}']`, run: "click" });

export const button = (name) => ({
    trigger: `.o_form_view button[name='${name}']:visible:enabled`,
    run: "click",
});

export const save = () => [
    { trigger: ".o_form_button_save:enabled", run: "click" },
    {
        trigger:
            ".o_form_saved, .o_form_view:not(:has(.o_form_dirty)) .o_form_status_indicator_buttons.invisible",
    },
];

export const statusIs = (label) => ({
    trigger: `.o_statusbar_status button.o_arrow_button_current:contains(${label})`,
});

export const GATE = ".o_dialog .o_gate_dialog";
export const gateSays = (text) => ({ trigger: `${GATE}:contains(${text})` });
export const gateContinue = () => [
    { trigger: `${GATE} .o_gate_continue`, run: "click" },
    { trigger: "body:not(:has(.o_gate_dialog))" },
];
export const gateCancel = () => [
    { trigger: `${GATE} .o_gate_cancel`, run: "click" },
    { trigger: "body:not(:has(.o_gate_dialog))" },
];
/** Let the dialog lead to what is missing. */
export const gateHelp = () => ({ trigger: `${GATE} .o_gate_help`, run: "click" });
