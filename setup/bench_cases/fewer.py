"""The same tables with fewer rows, for cases that compare a large world with a small one.

They stand in a schema of their own, with all indexes, and a case reads them by the search path of
its transaction: the same code runs on both sizes in the same database, in turn.
"""

import re


def make(world, schema, conditions):
    """Copy what meets a condition, ``{table: SQL}``, once."""
    cr = world.env.cr
    world.env.flush_all()
    cr.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    for table, condition in conditions.items():
        copy = f"{schema}.{table}"
        cr.execute(f"SELECT to_regclass('{copy}') IS NOT NULL")
        if cr.fetchone()[0]:
            continue
        cr.execute(f"CREATE TABLE {copy} AS SELECT * FROM public.{table} WHERE {condition}")
        cr.execute(
            "SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = %s::regclass",
            [f"public.{table}"],
        )
        for (definition,) in cr.fetchall():
            cr.execute(re.sub(rf" ON (public\.)?{table} ", f" ON {copy} ", definition, count=1))
        cr.execute(f"ANALYZE {copy}")


def use(env, schema=None):
    """From now on this transaction reads the small tables, or the large ones again."""
    path = f"{schema}, public" if schema else "public"
    env.cr.execute(f"SET LOCAL search_path TO {path}")
