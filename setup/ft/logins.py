"""Who can log in to a demonstration database: one user or more for each role."""

QUERY = """
    SELECT replace(role.name, 'group_', ''), COALESCE(grp.name->>'en_US', role.name), usr.login
      FROM ir_model_data role
      JOIN res_groups grp ON grp.id = role.res_id
      JOIN ir_model_data privilege ON privilege.res_id = grp.privilege_id
       AND privilege.model = 'res.groups.privilege' AND privilege.module = role.module
      JOIN res_groups_users_rel rel ON rel.gid = grp.id
      JOIN res_users usr ON usr.id = rel.uid AND usr.active
      JOIN ir_model_data own ON own.res_id = usr.id AND own.model = 'res.users'
       AND own.module = ANY(%(ours)s)
     WHERE role.model = 'res.groups' AND role.module = 'foreign_trade_crm'
     UNION
    SELECT 'buyer', 'Buyer (portal)', usr.login
      FROM res_users usr
      JOIN ir_model_data own ON own.res_id = usr.id AND own.model = 'res.users'
       AND own.module = ANY(%(ours)s)
     WHERE usr.share AND usr.active
     ORDER BY 1, 3
"""


def of(databases, database, modules):
    """Rows of role, its title and a login. The password is the login."""
    return databases.query(database, QUERY, {"ours": list(modules)})


def variables(rows):
    """``FT_LOGIN_<ROLE>`` and ``FT_PASSWORD_<ROLE>``; further users of a role get
    ``_2``, ``_3`` after its name. The administrator is Odoo's own."""
    found = {"FT_LOGIN_ADMIN": "admin", "FT_PASSWORD_ADMIN": "admin"}
    seen = {}
    for role, _title, login in rows:
        seen[role] = seen.get(role, 0) + 1
        name = role.upper() + (f"_{seen[role]}" if seen[role] > 1 else "")
        found[f"FT_LOGIN_{name}"] = found[f"FT_PASSWORD_{name}"] = login
    return found


def table(rows):
    """The logins as lines to print, one for each role."""
    first = {}
    for role, title, login in rows:
        first.setdefault(role, (title, login))
    first.setdefault("admin", ("Odoo administrator", "admin"))
    width = max(len(title) for title, _login in first.values())
    return [f"    {title:<{width}}  {login} / {login}" for title, login in first.values()]
