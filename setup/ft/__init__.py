"""What the four commands share: everything Odoo needs to run from this checkout."""
