from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ..tools import mail_pattern, mail_pattern_read, raw_email


class ForeignTradeMailPattern(models.Model):
    """How the notification mails of one B2B platform are read.

    Such a mail comes from the platform; the buyer stands in its text. The first pattern that
    fits sender and subject and finds somebody is used; while there is none, mail is read as
    any other.
    """

    _name = "foreign.trade.mail.pattern"
    _inherit = ["foreign.trade.cached.mixin"]
    _description = "Pattern of Platform Mails"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(string="Platform", required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index="btree_not_null")
    senders = fields.Char(
        string="Sent From",
        required=True,
        help="Domains or addresses of the platform, separated by commas. "
        "A domain includes those below it.",
    )
    subjects = fields.Char(
        string="Subject Contains",
        help="One of these words or phrases, separated by commas. Empty: any subject.",
    )
    channel_ids = fields.Many2many(
        "foreign.trade.channel",
        relation="foreign_trade_mail_pattern_channel_rel",
        string="Only in Channels",
        check_company=True,
        help="Empty: mail to every channel.",
    )
    acknowledge = fields.Boolean(
        string="Acknowledge to the Buyer",
        default=True,
        help="Where the mail tells the buyer's own address, the channel's acknowledgement goes "
        "there, never to the platform.",
    )
    line_ids = fields.One2many(
        "foreign.trade.mail.pattern.line", "pattern_id", string="Fields", copy=True
    )

    @api.constrains("senders")
    def _check_senders(self):
        for pattern in self:
            if not mail_pattern.words_of(pattern.senders):
                raise ValidationError(
                    self.env._(
                        "Name the addresses or domains that “%(name)s” sends from.",
                        name=pattern.name,
                    )
                )

    @api.model
    @tools.ormcache()
    def _get_active_patterns(self):
        """All active patterns, in order, as the readers in ``tools`` want them."""
        # sudo: mail is read for every company
        patterns = self.sudo().search([("line_ids", "!=", False)])
        return tuple(pattern._prepare_reader() for pattern in patterns)

    def _prepare_reader(self):
        self.ensure_one()
        return {
            "id": self.id,
            "company_id": self.company_id.id,
            "channel_ids": frozenset(self.channel_ids.ids),
            "senders": mail_pattern.words_of(self.senders),
            "subjects": mail_pattern.words_of(self.subjects),
            "lines": [line._prepare_reader() for line in self.line_ids],
        }

    @api.model
    def _read_mail(self, message, channel):
        """The pattern for this mail and the facts it finds; nothing where none finds a buyer.

        :param message: a parsed mail, see ``tools.raw_email.parse``
        """
        readers = self._get_active_patterns()
        mail = None
        for reader in readers:
            if not self._is_for_channel(reader, channel):
                continue
            mail = mail or self._prepare_mail(message)
            if not mail_pattern_read.fits(reader, mail["sender"], mail["subject"]):
                continue
            facts = mail_pattern_read.read(reader, mail)
            if self._names_somebody(facts):
                return self.browse(reader["id"]), facts
        return self.browse(), {}

    @staticmethod
    def _is_for_channel(reader, channel):
        company = channel.company_id.id
        return (not reader["channel_ids"] or channel.id in reader["channel_ids"]) and (
            not reader["company_id"] or not company or company == reader["company_id"]
        )

    @staticmethod
    def _names_somebody(facts):
        """Whether these facts are of use: somebody, or what somebody says."""
        who = ("contact_name", "company_name", "email", "phone", "whatsapp")
        return any(facts.get(name) for name in who) and len(facts) > 1

    @api.model
    def _prepare_mail(self, message):
        """A parsed mail as the readers want it: the plain text first, then the HTML."""
        lines = []
        for kind in ("plain", "html"):
            body = message.get_body((kind,))
            if body is not None:
                lines.append(self._read_lines(body.get_content(), kind == "html"))
        return {
            "subject": raw_email.header(message, "Subject"),
            "sender": raw_email.header(message, "From"),
            "reply_to": raw_email.header(message, "Reply-To"),
            "lines": lines,
        }

    @api.model
    def _read_lines(self, text, is_html):
        return mail_pattern.html_lines(text) if is_html else mail_pattern.text_lines(text)
