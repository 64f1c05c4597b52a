from odoo import Command

from .company import DOMAIN

#: xmlid suffix, login (and password), name, role, language
USERS = [
    ("rep1", "li.na", "Li Na 李娜", "sales_representative", "en_US"),
    ("rep2", "wang.lei", "Wang Lei 王磊", "sales_representative", "zh_CN"),
    ("manager", "chen.jing", "Chen Jing 陈静", "sales_manager", "zh_CN"),
    ("clerk", "zhao.min", "Zhao Min 赵敏", "clerk", "en_US"),
    ("finance", "sun.hao", "Sun Hao 孙浩", "finance", "zh_CN"),
    ("admin", "zhou.wei", "Zhou Wei 周伟", "administrator", "en_US"),
]
#: the customer whose buyer looks at offers, contracts and shipments in the portal
BUYER = "blueridge"


def create_users(env, company):
    """One user for each role and two representatives; the password is the login."""
    users = {}
    for key, login, name, role, lang in USERS:
        users[key] = _create_user(env, key, _user_values(env, company, login, name, role, lang))
    return users


def create_buyer(env, company, contact):
    """The login of an overseas buyer, in the language of their correspondence."""
    login = contact.email.partition("@")[0]
    values = {
        "partner_id": contact.id,
        "login": login,
        "password": login,
        "company_id": company.id,
        "company_ids": [Command.set(company.ids)],
        "group_ids": [Command.set(env.ref("base.group_portal").ids)],
    }
    return _create_user(env, "buyer", values)


def _create_user(env, key, values):
    user = env["res.users"].with_context(no_reset_password=True).create(values)
    xmlid = {"xml_id": f"foreign_trade_crm.demo_user_{key}", "record": user, "noupdate": True}
    env["ir.model.data"]._update_xmlids([xmlid])
    return user


def _user_values(env, company, login, name, role, lang):
    groups = env.ref("base.group_user") | env.ref(f"foreign_trade_crm.group_{role}")
    if role == "administrator":
        groups |= env.ref("base.group_system")
    return {
        "name": name,
        "login": login,
        "password": login,
        "email": f"{login}@{DOMAIN}",
        "lang": lang,
        "tz": "Asia/Shanghai",
        "company_id": company.id,
        "company_ids": [Command.set(company.ids)],
        "group_ids": [Command.set(groups.ids)],
        "notification_type": "inbox",
    }
