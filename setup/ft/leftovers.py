"""What uninstalling left in a database, compared with one that never had our modules."""

TABLES = """
    SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'
"""
OBJECTS = """
    SELECT 'index ' || indexname FROM pg_indexes WHERE schemaname = 'public'
     UNION SELECT 'constraint ' || conname FROM pg_constraint WHERE contype != 'n'
     UNION SELECT 'function ' || proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
     UNION SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal
     UNION SELECT 'sequence ' || sequencename FROM pg_sequences WHERE schemaname = 'public'
     UNION SELECT 'view ' || viewname FROM pg_views WHERE schemaname = 'public'
"""
# Tables that describe the system, and what names a row: one more than before is ours.
# Records a company made with the modules stay its own: stages, sequences, defaults. Rows of
# ir_model_constraint are not looked at: uninstalling any module, Odoo's own too, leaves those
# of foreign keys it added to other modules' tables. The keys themselves are compared above.
# Parameters with a name of Odoo's are settings somebody chose while using the database.
DESCRIBING = {
    "ir_model": "model",
    "ir_model_fields": "model || '.' || name",
    "ir_model_access": "name",
    "ir_rule": "name",
    "ir_ui_view": "name",
    "ir_ui_menu": "name ->> 'en_US'",
    "ir_act_window": "name ->> 'en_US'",
    "ir_act_server": "name ->> 'en_US'",
    "ir_act_report_xml": "report_name",
    "ir_cron": "cron_name",
    "ir_asset": "path",
    "ir_config_parameter": "CASE WHEN key ~ 'foreign.?trade' THEN key ELSE 'of Odoo' END",
    "res_groups": "name ->> 'en_US'",
    "res_groups_privilege": "name ->> 'en_US'",
    "mail_template": "name ->> 'en_US'",
    "mail_message_subtype": "name ->> 'en_US'",
    "mail_activity_type": "name ->> 'en_US'",
}
# Odoo keeps what other records still need, such as a user who wrote messages.
MAY_STAY = ("res.users", "res.partner", "res.company")
# Columns that hold the name of a model.
MODEL_COLUMNS = """
    SELECT table_name, column_name FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type IN ('character varying', 'text')
       AND column_name IN ('model', 'res_model', 'model_name', 'record_name_model')
"""


def schema(databases, name):
    """Tables, columns and other objects of a database, as readable strings."""
    columns = databases.query(name, TABLES)
    found = {f"table {table}" for table, _column in columns}
    found |= {f"column {table}.{column}" for table, column in columns}
    objects = {row for (row,) in databases.query(name, OBJECTS)}
    # A sequence of a company's own has a PostgreSQL sequence called so.
    return found | {item for item in objects if not item.startswith("sequence ir_sequence_")}


def rows(databases, name):
    """Rows of the tables that describe the system, each as a readable string."""
    present = {table for table, _column in databases.query(name, TABLES)}
    found = set()
    for table, label in DESCRIBING.items():
        if table in present:
            query = f"SELECT {label}, count(*) FROM {table} GROUP BY 1"
            for what, count in databases.query(name, query):
                if what == "of Odoo":
                    continue
                found |= {f"{table} {what} ({number + 1})" for number in range(count)}
    return found


def models(databases, name):
    """Names of the models a database knows."""
    return {model for (model,) in databases.query(name, "SELECT model FROM ir_model")}


def compare(databases, never, after, ours, gone):
    """Everything uninstalling left behind, by what it is.

    :param never: database that never had the modules
    :param after: database they were uninstalled from
    :param gone: names of the models that went with them
    """
    found = {}
    _put(found, "schema", schema(databases, after) - schema(databases, never))
    _put(found, "rows", rows(databases, after) - rows(databases, never))
    query = """
        SELECT module || '.' || name FROM ir_model_data
         WHERE module = ANY(%s) AND model != ALL(%s)
    """
    left = databases.query(after, query, [list(ours), list(MAY_STAY)])
    _put(found, "external ids", {row for (row,) in left})
    _put(found, "references", _references(databases, after, gone))
    return found


def _put(found, name, items):
    if items:
        found[f"nothing left behind: {name}"] = "\n".join(sorted(items)[:40])


def _references(databases, name, gone):
    """Rows that still point at a model that is gone."""
    left = set()
    for table, column in databases.query(name, MODEL_COLUMNS):
        query = f"SELECT count(*), min({column}) FROM {table} WHERE {column} = ANY(%s)"
        number, example = databases.query(name, query, [sorted(gone)])[0]
        if number:
            left.add(f"{table}.{column}: {number} rows, such as {example}")
    return left
