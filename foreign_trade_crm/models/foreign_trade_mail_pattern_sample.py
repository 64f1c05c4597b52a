import re

from markupsafe import Markup

from odoo import api, fields, models

from ..tools import mail_expression, mail_pattern, mail_pattern_read, raw_email

MAX_SAMPLE = 200_000
IS_HTML = re.compile(r"<(html|body|table|div|p|br|td)\b", re.IGNORECASE)


class ForeignTradeMailPatternSample(models.Model):
    """Try it: what a pattern finds in a mail that is pasted into its form."""

    _inherit = "foreign.trade.mail.pattern"

    sample = fields.Text(
        string="A Mail of This Platform",
        help="Paste the source of a mail with its headers, or its text alone.",
    )
    sample_result = fields.Html(compute="_compute_sample_result", string="What Is Found")

    @api.depends(
        "sample",
        "senders",
        "subjects",
        "line_ids.field",
        "line_ids.method",
        "line_ids.part",
        "line_ids.expression",
        "line_ids.stops",
        "line_ids.sequence",
    )
    def _compute_sample_result(self):
        for pattern in self:
            text = (pattern.sample or "").strip()[:MAX_SAMPLE]
            pattern.sample_result = pattern._try_sample(text) if text else False

    def _try_sample(self, text):
        problem = self._get_problem()
        if problem:
            return Markup('<p class="text-danger">%s</p>') % problem
        mail, has_headers = self._read_sample(text)
        reader = {
            "senders": mail_pattern.words_of(self.senders),
            "subjects": mail_pattern.words_of(self.subjects),
            "lines": [line._prepare_reader() for line in self._get_sorted_lines()],
        }
        found = mail_pattern_read.read(reader, mail)
        return self._render_verdict(reader, mail, has_headers, found) + self._render_found(found)

    def _get_sorted_lines(self):
        usable = self.line_ids.filtered(lambda line: line.field and line.expression)
        return usable.sorted(lambda line: (line.sequence, line._origin.id or 0))

    def _get_problem(self):
        """What is wrong with an expression that is not saved yet."""
        for line in self._get_sorted_lines().filtered(lambda line: line.method == "expression"):
            try:
                mail_expression.check_expression(line.expression)
            except mail_expression.ExpressionError as error:
                return line._get_refusal(error)
        return ""

    @api.model
    def _read_sample(self, text):
        """The pasted mail as readers want it, and whether it came with its headers."""
        if re.match(r"[A-Za-z][A-Za-z0-9-]*:\s", text):
            raw = text.encode()
            if raw_email.header(raw_email.read_headers(raw), "From"):
                return self._prepare_mail(raw_email.parse(raw)), True
        lines = [self._read_lines(text, bool(IS_HTML.search(text)))]
        return {"subject": "", "sender": "", "reply_to": "", "lines": lines}, False

    def _render_verdict(self, reader, mail, has_headers, found):
        if has_headers and not mail_pattern_read.fits(reader, mail["sender"], mail["subject"]):
            style, text = (
                "warning",
                self.env._(
                    "Such a mail is not read with this pattern: it comes from %(sender)s "
                    "with the subject “%(subject)s”.",
                    sender=mail["sender"] or "?",
                    subject=mail["subject"],
                ),
            )
        elif not self._names_somebody(found):
            style = "warning"
            text = self.env._("Nobody is recognised: such a mail becomes a lead as it is.")
        else:
            style, text = "success", self.env._("The buyer is recognised.")
        return Markup('<p class="text-%s fw-bold">%s</p>') % (style, text)

    def _render_found(self, found):
        labels = dict(self.env["foreign.trade.mail.pattern.line"]._get_field_selection())
        rows = Markup()
        for field in dict.fromkeys(self._get_sorted_lines().mapped("field")):
            value = found.get(field)
            cell = (
                Markup('<td style="white-space: pre-wrap">%s</td>') % value
                if value
                else Markup('<td class="text-muted">%s</td>') % self.env._("not found")
            )
            rows += Markup('<tr><td class="text-muted pe-3">%s</td>%s</tr>') % (
                labels.get(field, field),
                cell,
            )
        return Markup('<table class="table table-sm"><tbody>%s</tbody></table>') % rows
