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
# Tables that describe the system: a row more than before is one of ours.
DESCRIBING = (
    "ir_model", "ir_model_fields", "ir_model_access", "ir_rule", "ir_ui_view", "ir_ui_menu",
    "ir_act_window", "ir_act_server", "ir_act_report_xml", "ir_cron", "ir_sequence", "ir_asset",
    "ir_model_constraint", "ir_model_inherit", "res_groups", "res_groups_privilege",
    "mail_template", "mail_message_subtype", "mail_activity_type", "digest_tip", "ir_filters",
    "uom_uom", "crm_stage", "ir_config_parameter", "ir_default",
)  # fmt: skip
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
    return found | {row for (row,) in databases.query(name, OBJECTS)}


def counts(databases, name):
    """Number of rows in each table that describes the system."""
    present = {table for table, _column in databases.query(name, TABLES)}
    return {
        table: databases.query(name, f"SELECT count(*) FROM {table}")[0][0]
        for table in DESCRIBING
        if table in present
    }


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
    before, now = counts(databases, never), counts(databases, after)
    _put(
        found, "rows", {f"{t}: {now[t]} instead of {before[t]}" for t in now if now[t] > before[t]}
    )
    query = "SELECT module || '.' || name FROM ir_model_data WHERE module = ANY(%s)"
    _put(found, "external ids", {row for (row,) in databases.query(after, query, [list(ours)])})
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
