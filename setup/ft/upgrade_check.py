"""Upgrades a database with data that an earlier commit made, and looks at what became of it.

The database is then compared with one that present modules were installed into.
"""

import json
import re
import subprocess
import tarfile
import tempfile
import time
from pathlib import Path

from . import (
    installation,
    leftovers,
    odoo_env,
    outcome,
    paths,
    process,
    report,
    say,
    templates,
    uninstall_check,
)

COLUMNS = """
    SELECT format('column %s.%s %s %s', table_name, column_name, udt_name,
                  CASE is_nullable WHEN 'NO' THEN 'NOT NULL' END)
      FROM information_schema.columns WHERE table_schema = 'public'
"""
OBJECTS = """
    SELECT format('constraint %s of %s: %s', CASE WHEN contype != 'f' THEN conname END,
                  conrelid::regclass, pg_get_constraintdef(oid))
      FROM pg_constraint WHERE contype != 'n' AND connamespace = 'public'::regnamespace
     UNION SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
     UNION SELECT pg_get_functiondef(oid) FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
     UNION SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
     UNION SELECT 'view ' || viewname || definition FROM pg_views WHERE schemaname = 'public'
"""
# Models whose records describe the system: nobody but us makes those that bear our names.
KINDS = r"^(ir\.(?!sequence|attachment)|res\.groups|mail\.(template|activity\.type|message\.sub))"
NAMED = """
    SELECT module || '.' || name, model, res_id FROM ir_model_data AS ours
     WHERE module = ANY(%s) AND model ~ %s
       AND NOT EXISTS (SELECT FROM ir_model_data AS theirs
                        WHERE theirs.model = ours.model AND theirs.res_id = ours.res_id
                          AND theirs.module != ours.module)
"""
# What differs from one database to the next: numbers of rows, moments, and the users' part.
LEFT_OUT = r"^(id|.*_id|.*_uid|.*_date|parent_path|nextcall|lastcall|action|arch_(prev|updated))$"
# A button that opens an action bears its number.
NUMBERED_BUTTON = re.compile(r'(name=\\")\d+')
TABLES = {
    "ir.actions.act_window": "ir_act_window",
    "ir.actions.act_window.view": "ir_act_window_view",
    "ir.actions.server": "ir_act_server",
    "ir.actions.report": "ir_act_report_xml",
    "ir.actions.client": "ir_act_client",
    "ir.actions.act_url": "ir_act_url",
}


def run(ground, commit):
    """Make the database, upgrade it, compare it, uninstall from it; a part with the outcome."""
    began = time.monotonic()
    made = ground.templates
    with (
        tempfile.TemporaryDirectory(dir=paths.folder_in_home("run")) as folder,
        made.temporary(made.suite, "fresh") as fresh,
        made.temporary(made.base, "never") as never,
    ):
        _check_out(commit, Path(folder), made.modules)
        runner = odoo_env.Runner(ground.runner.odoo, ground.databases.pg_env, Path(folder))
        old = templates.Templates(runner, ground.databases, made.modules)
        with old.temporary(old.demo, "upgrade") as database:
            part = _upgrade(ground, commit, Path(folder), database, fresh)
            ground.runner.install(never, (), f"--load-language={templates.LANGUAGE}")
            outcome.merge(part, uninstall_check.check(ground, database, never))
    part.seconds = time.monotonic() - began
    return part


def _check_out(commit, folder, modules):
    """The modules as they were, without a worktree that would stay behind."""
    command = ["git", "-C", str(paths.ROOT), "archive", commit, *modules]
    done = subprocess.run(command, capture_output=True)
    if done.returncode:
        raise say.Stop(f"{commit}: {done.stderr.decode().strip().splitlines()[0]}")
    archive = folder / "modules.tar"
    archive.write_bytes(done.stdout)
    with tarfile.open(archive) as tar:
        tar.extractall(folder)


def _upgrade(ground, commit, folder, database, fresh):
    ours, databases = ground.templates.modules, ground.databases
    part = report.Part(f"upgrade from {commit}", log=str(process.log_file(f"install-{database}")))
    before = _numbers(databases, database)
    ground.runner.install(fresh, (), f"--load-language={templates.LANGUAGE}")
    say.step(f"upgrading a database of {commit}")
    text = ground.runner.install(
        database,
        (),
        "-u",
        ",".join(ours),
        "--i18n-overwrite",
        "--log-handler=odoo.modules.migration:INFO",
    )
    names = [_named(databases, name, ours) for name in (database, fresh)]
    found = {
        "log": installation.complaints(text),
        "migrations that did not run": _migrations(folder, ours) - _ran(text),
        "rows lost": _lost(before, _numbers(databases, database)),
        **_differences("schema", *(_schema(databases, name) for name in (database, fresh))),
        **_differences("external ids", *map(set, names)),
        "content": _content(*names),
    }
    part.failures = {
        f"upgrade: {what}": "\n".join(sorted(items)) for what, items in found.items() if items
    }
    part.passed = len(found) - len(part.failures)
    return part


def _migrations(folder, ours):
    """Scripts between the version of then and that of now."""
    found = set()
    for module in ours:
        text = (folder / module / "__manifest__.py").read_text(encoding="utf-8")
        was = re.search(r'"version": "([\d.]+)"', text)[1]
        for script in (paths.ROOT / module / "migrations").glob("*/*.py"):
            if _ordered(script.parent.name) > _ordered(was):
                found.add(script.stem)
    return found


def _ordered(version):
    return [int(part) for part in version.split(".")]


def _ran(text):
    return set(re.findall(r": Running migration \S+ (\S+) *$", text, re.MULTILINE))


def _numbers(databases, name):
    """Rows of each table that holds somebody's data."""
    tables = {table for table, _column in databases.query(name, leftovers.TABLES)}
    wanted = [table for table in sorted(tables) if not re.match(r"(ir|bus|base)_", table)]
    query = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM \"{table}\"" for table in wanted)
    return dict(databases.query(name, query))


def _lost(before, after):
    return {
        f"{table}: {number} rows before, {after.get(table, 'no table')} after"
        for table, number in before.items()
        if number > after.get(table, 0)
    }


def _schema(databases, name):
    """Everything PostgreSQL knows of a database, spelt out."""
    found = {row for query in (COLUMNS, OBJECTS) for (row,) in databases.query(name, query)}
    return {row for row in found if "ir_sequence_" not in row}


def _named(databases, name, ours):
    """What each of our external ids of the system stands for: its columns, with Chinese."""
    models = {}
    for xmlid, model, number in databases.query(name, NAMED, [list(ours), KINDS]):
        models.setdefault(model, {})[number] = xmlid
    found = {}
    for model, xmlids in models.items():
        table = TABLES.get(model, model.replace(".", "_"))
        query = f"SELECT id, to_jsonb(t)::text FROM {table} AS t WHERE id = ANY(%s)"
        for number, text in databases.query(name, query, [list(xmlids)]):
            values = json.loads(NUMBERED_BUTTON.sub(r"\1", text))
            found[xmlids[number]] = {
                key: value for key, value in values.items() if not re.match(LEFT_OUT, key)
            }
    return found


def _differences(what, upgraded, fresh):
    return {f"{what} missing": fresh - upgraded, f"{what} left over": upgraded - fresh}


def _content(upgraded, fresh):
    """Columns that read otherwise than in a fresh database."""
    return {
        f"{xmlid} {key}: {upgraded[xmlid].get(key)!r:.200} for {value!r:.200}"
        for xmlid in upgraded.keys() & fresh.keys()
        for key, value in fresh[xmlid].items()
        if _differs(upgraded[xmlid].get(key), value)
    }


def _differs(upgraded, fresh):
    if isinstance(upgraded, dict) and isinstance(fresh, dict):
        return not fresh.items() <= upgraded.items()
    return type(fresh) is not int and upgraded != fresh  # numbers of rows differ
