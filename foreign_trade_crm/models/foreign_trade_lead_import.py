import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import column_guess, spreadsheet_rows

PREVIEW_ROWS = 5
SAMPLES = 50


class ForeignTradeLeadImport(models.Model):
    """A list of trade-fair cards or a directory, on its way through the inquiry log.

    Uploaded, its columns are checked; then every row is stored as an inquiry and rows become
    leads in batches, each in a transaction of its own, in the browser's sight or by the
    scheduled action. The same row never comes in twice.
    """

    _name = "foreign.trade.lead.import"
    _description = "Import of Leads"
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(string="File Name", compute="_compute_name", store=True)
    channel_id = fields.Many2one(
        "foreign.trade.channel",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        default=lambda self: self._default_channel_id(),
        help="Where the list is from. Its leads take over source, team and product lines.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    file = fields.Binary(string="List", attachment=True, copy=False)
    filename = fields.Char()
    user_id = fields.Many2one(
        "res.users",
        string="Salesperson",
        domain="[('share', '=', False)]",
        check_company=True,
        help="Empty: the assignment rules decide, else the leads wait for somebody to claim them.",
    )
    tag_ids = fields.Many2many("crm.tag", string="Tags", help="For example the fair's name.")
    has_headings = fields.Boolean(string="First Row Has Headings", default=True)
    heading_row = fields.Integer(readonly=True)
    column_ids = fields.One2many("foreign.trade.lead.import.column", "import_id", string="Columns")
    preview_rows = fields.Json(readonly=True)
    preview = fields.Html(compute="_compute_preview", string="First Rows")
    state = fields.Selection(
        [
            ("draft", "Upload"),
            ("check", "Check Columns"),
            ("running", "Importing"),
            ("stopped", "Stopped"),
            ("done", "Done"),
        ],
        string="Status",
        required=True,
        default="draft",
        index=True,
        copy=False,
        readonly=True,
    )

    @api.model
    def _default_channel_id(self):
        """The first channel of lists: a fair, else a directory."""
        channels = self.env["foreign.trade.channel"].search(
            [
                ("kind", "in", ("trade_fair", "directory", "customs_data")),
                ("company_id", "in", (False, self.env.company.id)),
            ]
        )
        return channels.sorted(lambda channel: channel.kind != "trade_fair")[:1]

    @api.depends("filename")
    def _compute_name(self):
        for record in self:
            record.name = record.filename or self.env._("New list")

    @api.depends(
        "preview_rows", "column_ids.field", "column_ids.heading", "column_ids.index", "has_headings"
    )
    def _compute_preview(self):
        for record in self:
            columns = record.column_ids.sorted("index")
            rows = (record.preview_rows or [])[0 if not record.has_headings else 1 :]
            record.preview = (
                self.env["ir.qweb"]._render(
                    "foreign_trade_crm.lead_import_preview",
                    {"columns": columns, "rows": rows[:PREVIEW_ROWS]},
                )
                if columns and rows
                else False
            )

    def action_read_file(self):
        """Read the uploaded list and guess what its columns hold."""
        self.ensure_one()
        self._check_state("draft", "check")
        rows = self._read_rows()
        heading_row = column_guess.find_headings(rows)
        width = max(len(cells) for _number, cells in rows)
        headings = self._pad(rows[heading_row][1], width)
        body = [self._pad(cells, width) for _number, cells in rows[heading_row + 1 :][:SAMPLES]]
        has_headings = any(map(column_guess.of_heading, headings)) or not any(
            column_guess.of_values([cell]) for cell in headings
        )
        samples = body if has_headings else [headings, *body]
        self.column_ids.unlink()
        self.write(
            {
                "state": "check",
                "has_headings": has_headings,
                "heading_row": rows[heading_row][0],
                "preview_rows": [headings, *body[:PREVIEW_ROWS]],
                "column_ids": self._prepare_columns(headings, samples, has_headings),
            }
        )
        return True

    def _prepare_columns(self, headings, samples, has_headings):
        """Commands for the columns that have a heading or a value."""
        column = self.env["foreign.trade.lead.import.column"]
        labels = {
            column_guess.normalise(label): field for field, label in column._get_field_selection()
        }
        by_column = [[row[index] for row in samples] for index in range(len(headings))]
        names = headings if has_headings else [""] * len(headings)
        fields_ = column_guess.guess(names, by_column, labels)
        commands = []
        for index, (name, values, field) in enumerate(zip(names, by_column, fields_, strict=True)):
            filled = [value for value in values if value]
            if name or filled:
                commands.append(
                    (
                        0,
                        0,
                        {
                            "index": index,
                            "heading": name or self.env._("Column %(number)s", number=index + 1),
                            "sample": ", ".join(filled[:3])[:200],
                            "field": field or "note",
                        },
                    )
                )
        return commands

    def _read_rows(self):
        """The rows of the file, with an error in words where it cannot be read."""
        content = base64.b64decode(self.with_context(bin_size=False).file or b"")
        try:
            return spreadsheet_rows.read(content, self.filename or "")
        except spreadsheet_rows.FileError as error:
            raise UserError(self._get_file_problem(error.code)) from error

    def _get_file_problem(self, code):
        return {
            "empty": self.env._("The file is empty. Upload a list with headings in its first row."),
            "large": self.env._("The file is too large: up to 25 MB can be uploaded."),
            "rows": self.env._("The list has more than 50,000 rows. Split it into several files."),
            "format": self.env._("Upload an Excel workbook (.xlsx) or a text file (.csv)."),
            "unreadable": self.env._(
                "The file is damaged. Open it in a spreadsheet program and save it again as .xlsx."
            ),
        }[code]

    @staticmethod
    def _pad(cells, width):
        return [*cells, *[""] * (width - len(cells))]

    def _check_state(self, *states):
        if self.state not in states:
            raise UserError(self.env._("This list is being imported already."))

    def action_back(self):
        """Upload another file instead."""
        self.ensure_one()
        self._check_state("check")
        self.column_ids.unlink()
        return self.write({"state": "draft", "file": False, "filename": False})
