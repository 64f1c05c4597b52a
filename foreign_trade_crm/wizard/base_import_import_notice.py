from odoo import models


class BaseImportImport(models.TransientModel):
    """The web client imports a long file in parts; people hear of their leads at its end."""

    _inherit = "base_import.import"

    def execute_import(self, fields, columns, options, dryrun=False):
        if self.res_model != "crm.lead":
            return super().execute_import(fields, columns, options, dryrun=dryrun)
        run = f"import:{self.id}"
        with self.env["crm.lead"]._gather_assignment_notices(run):
            result = super().execute_import(fields, columns, options, dryrun=dryrun)
        if not dryrun and not result.get("nextrow"):
            self.env["foreign.trade.assignment.notice"]._send(run)
        return result
