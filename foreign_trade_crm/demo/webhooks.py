"""What posts to the exporter's channels: the web shop, a form, advertisements, WhatsApp."""

INTRO = {
    "en_US": "Tell us what you need: we answer within one working day.",
    "zh_CN": "请告诉我们您的需求，我们会在一个工作日内答复。",
}
TITLE = {"en_US": "Garden furniture from Ningbo", "zh_CN": "宁波户外家具询盘"}
FORMATS = {"website": "generic", "ads": "meta_leads", "whatsapp": "whatsapp"}
TEMPLATES = [
    (
        "quotation_ready",
        "en",
        "Hello {{1}}, your quotation for {{2}} is ready. May I send it here?",
    ),
    (
        "quotation_ready",
        "es",
        "Hola {{1}}, su oferta para {{2}} está lista. ¿Se la envío por aquí?",
    ),
    ("sample_sent", "en", "Hello {{1}}, your samples left today with {{2}}."),
]


def configure(channels):
    """Give channels of the demonstration, by key, their webhooks, form and templates."""
    for key, webhook_format in FORMATS.items():
        channels[key].webhook_format = webhook_format
    page = channels["website"]
    page.web_form = True
    for lang in INTRO:
        page.with_context(lang=lang).write(
            {"web_form_title": TITLE[lang], "web_form_intro": INTRO[lang]}
        )
    page.env["foreign.trade.whatsapp.template"].create(
        [
            {"channel_id": channels["whatsapp"].id, "name": name, "language": lang, "body": body}
            for name, lang, body in TEMPLATES
        ]
    )
