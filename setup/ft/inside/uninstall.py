# Fed to Odoo's shell: uninstalls our modules, all together, as a manager would.
import os

modules = env["ir.module.module"].search([("name", "in", os.environ["FT_OURS"].split(","))])
modules.button_immediate_uninstall()
