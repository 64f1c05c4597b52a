"""``setup/odoo ARGS…``: Odoo's own command line in this environment."""

import subprocess
import sys

from . import children, ground


def main():
    """Run Odoo with the arguments as given."""
    with ground.ready() as here:
        process = subprocess.Popen(here.runner.command(*sys.argv[1:]), env=here.runner.env())
        return children.wait(process)


if __name__ == "__main__":
    ground.command("odoo", main)
