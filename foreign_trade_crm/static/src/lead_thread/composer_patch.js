import { Composer } from "@mail/core/common/composer";
import { patch } from "@web/core/utils/patch";

/**
 * The full composer knows contacts only. Addresses that no contact was made of, those of inquiries,
 * go along as addresses.
 */
patch(Composer.prototype, {
    get fullComposerAdditionalContext() {
        const context = super.fullComposerAdditionalContext;
        if (this.thread?.model !== "crm.lead" || this.props.type === "note") {
            return context;
        }
        const emails = [...this.thread.suggestedRecipients, ...this.thread.additionalRecipients]
            .filter((recipient) => !recipient.partner_id && recipient.email)
            .map((recipient) => recipient.email);
        return { ...context, default_outgoing_email_to: emails.join(", ") };
    },
});
