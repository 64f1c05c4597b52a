import { Component, useState } from "@odoo/owl";

import { CopyButton } from "@web/core/copy_button/copy_button";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useInputField } from "@web/views/fields/input_field_hook";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** A text of several lines to be copied into another program, never edited here. */
export class CodeField extends Component {
    static template = "foreign_trade_crm.CodeField";
    static components = { CopyButton };
    static props = { ...standardFieldProps };

    setup() {
        this.copyText = _t("Copy");
        this.successText = _t("Copied");
    }

    get value() {
        return this.props.record.data[this.props.name] || "";
    }
}

/** A secret: hidden until somebody wants to see it, copied without showing it. */
export class SecretField extends Component {
    static template = "foreign_trade_crm.SecretField";
    static components = { CopyButton };
    static props = { ...standardFieldProps, placeholder: { type: String, optional: true } };

    setup() {
        this.state = useState({ isShown: false });
        this.successText = _t("Copied");
        this.showText = _t("Show");
        useInputField({ getValue: () => this.value });
    }

    get value() {
        return this.props.record.data[this.props.name] || "";
    }

    toggle() {
        this.state.isShown = !this.state.isShown;
    }
}

registry.category("fields").add("foreign_trade_code", {
    component: CodeField,
    displayName: _t("Text to Copy"),
    supportedTypes: ["text", "char"],
});

registry.category("fields").add("foreign_trade_secret", {
    component: SecretField,
    displayName: _t("Secret"),
    supportedTypes: ["char"],
    extractProps: ({ attrs }) => ({ placeholder: attrs.placeholder }),
});
