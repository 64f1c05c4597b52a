from datetime import timedelta

from markupsafe import Markup

from . import letters, webhooks
from .content import table
from .facts import Facts
from .mailbox import PLATFORM, compose, notification, sign

MAILED = ("website", "email", "platform", "ads")


class Leads:
    """Channels and the inquiries that came through them, answered, verified or thrown out."""

    def __init__(self, world):
        self.world = world
        self.history = world.history
        self.facts = Facts(world)
        self.facts.look_for()
        self.channels = {row["key"]: self._create_channel(row) for row in table("channels")}
        webhooks.configure(self.channels)
        self.reasons = {row["key"]: self._create_reason(row) for row in table("invalid_reasons")}

    def stories(self):
        """One story for each row of the table of leads."""
        return [self._story(row, number) for number, row in enumerate(table("leads"), start=1)]

    def receive(self, row, key, moment, attachment=None):
        """The inquiry arrives: by mail through the gateway, else typed in by hand."""
        body = self._body(row, key)
        if row["channel"] in MAILED:
            lead = self._receive_mail(row, key, body, moment, attachment)
        else:
            lead = self._type_in(row, body)
        lead = lead.with_env(self.world.env)
        # the clock of the first response knows weekends: it is reckoned, not moved
        self.history.pin(lead._deadline_start("first_response", start=moment))
        self.history.touch(lead)
        return lead

    def qualify(self, lead, row):
        """The representative completes what the mail did not tell and marks the lead valid."""
        lead = lead.with_env(self.world.as_owner(lead, self.world.rep_of(row["country"])))
        if not lead.user_id:
            lead.user_id = lead.env.user
        lead.write({**self._facts(lead, row), "partner_name": row["company"]})
        self.facts.qualify(lead, row)
        lead.action_mark_valid()
        self.history.touch(lead)

    def reply(self, lead, row):
        """A person's answer, which stops the clock of the first response."""
        rep = self.world.rep_of(row["country"])
        text = self.history.random.choice(letters.REPLIES)
        goods = self.world.products_text(row["products"].split()) or "product range"
        name = row["contact"].split()[0]
        body = Markup("<p>%s %s,</p><p>%s</p>") % ("Dear", name, text.format(goods=goods))
        subject = f"Re: {lead.name}"
        lead.with_env(self.world.as_owner(lead, rep)).message_post(
            body=body,
            subject=subject,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            outgoing_email_to=lead.email_normalized,
        )
        self.history.touch(lead)

    def _story(self, row, number):
        days = int(row["days"])
        moment = self.history.day(days, minute=self.history.random.randint(0, 1439))
        yield moment
        lead = self.receive(row, f"lead{number:02d}", moment)
        if row["reply_hours"]:
            answered = moment + timedelta(hours=float(row["reply_hours"]), minutes=number)
            if answered < self.history.now:
                yield answered
                self.reply(lead, row)
        if row["validity"] == "to_verify":
            return
        yield min(
            moment + timedelta(hours=float(row["reply_hours"] or 20) + 3),
            self.history.now - timedelta(minutes=1),
        )
        if row["validity"] == "valid":
            self.qualify(lead, row)
        else:
            self._throw_out(lead, row)

    def _throw_out(self, lead, row):
        env = self.world.as_owner(lead, self.world.rep_of(row["country"]))
        lead = lead.with_env(env)
        if not lead.user_id:
            lead.sudo().user_id = env.user
        wizard = env["foreign.trade.lead.invalidate"].create(
            {"lead_ids": [(6, 0, lead.ids)], "invalid_reason_id": self._reason(row["reason"]).id}
        )
        wizard.action_apply()
        self.history.touch(lead)

    def _receive_mail(self, row, key, body, moment, attachment):
        country = self.world.country(row["country"])
        lang = "zh_CN" if row["lang"] == "zh" else "en_US"
        body = sign(
            body,
            row["lang"],
            row["contact"],
            row["company"],
            row["city"],
            country.with_context(lang=lang).name,
            row["phone"],
        )
        sender, subject = (row["contact"], row["email"]), self._subject(row)
        if row["channel"] == "platform":
            sender, body = PLATFORM, notification(row, key, country.name, body)
        raw = compose(
            sender,
            self.channels[row["channel"]].alias_email,
            subject,
            body,
            moment,
            lang=row["lang"],
            key=key,
            attachment=attachment,
        )
        lead_id = self.world.env["mail.thread"].message_process(False, raw)
        return self.world.env["crm.lead"].browse(lead_id)

    def _type_in(self, row, body):
        """Cards, messages and recommendations are entered by the representative."""
        env = self.world.as_user(self.world.rep_of(row["country"]))
        return env["crm.lead"].create(
            {
                "name": self._subject(row),
                "type": "lead",
                "channel_id": self.channels[row["channel"]].id,
                "contact_name": row["contact"],
                "email_from": row["email"],
                "description": body,
                "user_id": env.uid,
                "team_id": self.world.team.id,
                **self._facts(env["crm.lead"], row),
            }
        )

    def _facts(self, lead, row):
        """What is known about the buyer from the table, but for what the lead knows itself."""
        lines = {code: self.world.catalogue.line_of(code) for code in row["products"].split()}
        facts = {
            "partner_name": row["company"] or False,
            "city": row["city"],
            "country_id": self.world.country(row["country"]).id,
            "phone": row["phone"] or False,
        }
        facts = {name: value for name, value in facts.items() if value and not lead[name]}
        facts["product_category_ids"] = [(4, line.id) for line in lines.values()]
        return facts

    def _subject(self, row):
        if row["reason"] == "spam":
            return "Grow your sales now"
        goods = self.world.products_text(row["products"].split(), row["lang"]) or "cooperation"
        return letters.SUBJECTS[row["lang"]].format(goods=goods)

    def _body(self, row, key):
        bodies = letters.BODIES[row["lang"]]
        text = bodies[sum(key.encode()) % len(bodies)]
        text = letters.JUNK.get(row["reason"], letters.NOTES.get(row["channel"], text))
        zh = "zh_CN" if row["lang"] == "zh" else "en_US"
        return text.format(
            company=row["company"] or row["contact"],
            city=row["city"],
            country=self.world.country(row["country"]).with_context(lang=zh).name,
            goods=self.world.products_text(row["products"].split(), row["lang"]),
            quantity=row["quantity"],
        )

    def _create_channel(self, row):
        env = self.world.as_user("manager")
        ready = env["foreign.trade.gallery"]._loaded(
            f"channel_{row['kind']}", "foreign.trade.channel"
        )
        values = self._channel_values(env, row)
        if ready:
            ready.with_context(lang="en_US").write(values)
        channel = ready or ready.with_context(lang="en_US").create(values)
        channel.with_context(lang="zh_CN").name = row["name_zh"]
        return channel.with_env(self.world.env)

    def _channel_values(self, env, row):
        source = env["utm.source"].sudo().create({"name": f"{row['name']} (export)"})
        template = env.ref(
            "foreign_trade_crm.mail_template_acknowledgement", raise_if_not_found=False
        )
        return {
            "name": row["name"],
            "kind": row["kind"],
            "alias_name": row["alias"] or False,
            "company_id": self.world.company.id,
            "team_id": self.world.team.id,
            "source_id": source.id,
            "lang": "en_US",
            # each story begins with a lead of its own
            "duplicate_policy": "create_and_flag",
            "acknowledge_template_id": bool(row["alias"]) and template and template.id,
        }

    def _create_reason(self, row):
        reason = self.world.env["foreign.trade.invalid.reason"].create({"name": row["name"]})
        reason.with_context(lang="zh_CN").name = row["name_zh"]
        return reason

    def _reason(self, key):
        """A reason of our own, else one of those that come with the module."""
        own = self.reasons.get(key)
        return own or self.world.env.ref(f"foreign_trade_crm.invalid_reason_{key}")
