import { Component, onWillStart, onWillUnmount } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";
import { Record } from "@web/model/record";
import { extractFieldsFromArchInfo } from "@web/model/relational_model/utils";
import { Field } from "@web/views/fields/field";
import { FormArchParser } from "@web/views/form/form_arch_parser";

/** Widgets where the default one needs a sub-view. */
const WIDGETS = { many2many: "many2many_tags" };

/** Makes the loaded record known to the dialog. */
class GateRecord extends Component {
    static template = "foreign_trade_crm.GateRecord";
    static components = { Field };
    static props = ["record", "archFields", "group", "register", "onHelp"];

    setup() {
        this.props.register(this.props.group.key, this.props.record);
        onWillUnmount(() => this.props.register(this.props.group.key, null));
    }
}

/** The unmet conditions of one record, with an input for each field that can meet them. */
export class GateForm extends Component {
    static template = "foreign_trade_crm.GateForm";
    static components = { Record, GateRecord };
    static props = ["resModel", "group", "values?", "register", "onHelp"];

    setup() {
        const fieldService = useService("field");
        onWillStart(async () => {
            const { resModel, group } = this.props;
            const fields = await fieldService.loadFields(resModel);
            const names = group.fieldNames.filter((name) => name in fields);
            const arch = this.makeArch(fields, names);
            const archInfo = new FormArchParser().parse(arch, { [resModel]: { fields } }, resModel);
            const extracted = extractFieldsFromArchInfo(archInfo, fields);
            this.fields = fields;
            this.activeFields = extracted.activeFields;
            this.archFields = Object.fromEntries(
                Object.values(archInfo.fieldNodes).map((info) => [info.name, info])
            );
        });
    }

    /** The inputs, and invisibly what their widgets and domains refer to. */
    makeArch(fields, names) {
        const arch = document.implementation.createDocument(null, "form").documentElement;
        const add = (name, attributes = {}) => {
            const node = arch.ownerDocument.createElement("field");
            node.setAttribute("name", name);
            Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
            arch.appendChild(node);
        };
        const needed = new Set();
        for (const name of names) {
            const { type, domain, currency_field } = fields[name];
            const widget = WIDGETS[type];
            add(name, widget ? { widget } : {});
            const words = typeof domain === "string" ? domain.match(/\b[a-z_]\w*\b/g) || [] : [];
            [currency_field, ...words].forEach((word) => needed.add(word));
        }
        for (const name of needed) {
            if (name in fields && !names.includes(name)) {
                add(name, { invisible: "True" });
            }
        }
        return arch;
    }
}
