from odoo import fields


class PrivateJson(fields.Json):
    """Facts of the system that name records their reader may not read.

    Other fields tell what may be told of them. Who reads this one, over RPC or in an export,
    gets nothing.
    """

    def convert_to_read(self, value, record, use_display_name=True):
        return super().convert_to_read(value, record, use_display_name) if record.env.su else False

    def convert_to_export(self, value, record):
        return super().convert_to_export(value, record) if record.env.su else ""
