"""Ready mappings and examples of what webhooks send. Pure data."""

from .lead_facts import FACTS

#: (field, path) lines of each format; of several lines for a field the first that finds wins
READY = {
    "generic": [("external_id", "id"), *((name, name) for name in FACTS)],
    "form": [
        (
            "external_id",
            "form_response.token | data.responseId | data.submissionId | event_id | id",
        ),
        ("subject", "form_response.definition.title | data.formName | form.name"),
        (
            "contact_name",
            "form_response.answers[field.ref=name].text | data.fields[label=Name].value"
            " | fields.name.value | answers.name",
        ),
        (
            "company_name",
            "form_response.answers[field.ref=company].text | data.fields[label=Company].value"
            " | fields.company.value | answers.company",
        ),
        (
            "email",
            "form_response.answers[type=email].email | data.fields[type=INPUT_EMAIL].value"
            " | data.fields[label=Email].value | fields.email.value | answers.email",
        ),
        (
            "phone",
            "form_response.answers[type=phone_number].phone_number"
            " | data.fields[type=INPUT_PHONE_NUMBER].value | data.fields[label=Phone].value"
            " | fields.phone.value | answers.phone",
        ),
        (
            "country",
            "form_response.answers[field.ref=country].text"
            " | form_response.answers[field.ref=country].choice.label"
            " | data.fields[label=Country].value | fields.country.value | answers.country",
        ),
        (
            "street",
            "form_response.answers[field.ref=address].text"
            " | data.fields[label=Address].value | fields.address.value | answers.address",
        ),
        (
            "zip",
            "form_response.answers[field.ref=zip].text"
            " | data.fields[label=Postal code].value | fields.zip.value | answers.zip",
        ),
        (
            "city",
            "form_response.answers[field.ref=city].text"
            " | data.fields[label=City].value | fields.city.value | answers.city",
        ),
        (
            "product",
            "form_response.answers[field.ref=product].text"
            " | form_response.answers[field.ref=product].choice.label"
            " | form_response.answers[field.ref=product].choices.labels[*]"
            " | data.fields[label=Product].value | fields.product.value | answers.product",
        ),
        (
            "quantity",
            "form_response.answers[field.ref=quantity].number"
            " | form_response.answers[field.ref=quantity].text"
            " | data.fields[label=Quantity].value | fields.quantity.value | answers.quantity",
        ),
        (
            "message",
            "form_response.answers[field.ref=message].text | data.fields[label=Message].value"
            " | fields.message.value | answers.message",
        ),
    ],
    "meta_leads": [
        ("external_id", "entry[0].changes[0].value.leadgen_id | leadgen_id | lead_id | id"),
        ("subject", "ad_name | form_name | campaign_name"),
        (
            "contact_name",
            "field_data[name=full_name].values[0]"
            " | field_data[name=first_name].values[0] + field_data[name=last_name].values[0]",
        ),
        ("company_name", "field_data[name=company_name].values[0]"),
        ("position", "field_data[name=job_title].values[0]"),
        (
            "email",
            "field_data[name=email].values[0] | field_data[name=work_email].values[0]",
        ),
        (
            "phone",
            "field_data[name=phone_number].values[0]"
            " | field_data[name=work_phone_number].values[0]",
        ),
        ("whatsapp", "field_data[name=whatsapp_number].values[0]"),
        ("website", "field_data[name=website].values[0]"),
        ("country", "field_data[name=country].values[0]"),
        ("street", "field_data[name=street_address].values[0]"),
        (
            "zip",
            "field_data[name=zip_code].values[0] | field_data[name=post_code].values[0]",
        ),
        ("city", "field_data[name=city].values[0]"),
        ("product", "field_data[name=product].values[*]"),
        ("quantity", "field_data[name=quantity].values[0]"),
        ("message", "field_data[name=message].values[0]"),
    ],
    "whatsapp": [
        ("external_id", "entry[0].changes[0].value.messages[0].id"),
        ("contact_name", "entry[0].changes[0].value.contacts[0].profile.name"),
        ("whatsapp", "entry[0].changes[0].value.messages[0].from"),
        (
            "message",
            "entry[0].changes[0].value.messages[0].text.body"
            " | entry[0].changes[0].value.messages[0].button.text"
            " | entry[0].changes[0].value.messages[0].interactive.button_reply.title"
            " | entry[0].changes[0].value.messages[0].interactive.list_reply.title"
            " | entry[0].changes[0].value.messages[0].image.caption"
            " | entry[0].changes[0].value.messages[0].video.caption"
            " | entry[0].changes[0].value.messages[0].document.caption",
        ),
        ("subject", "entry[0].changes[0].value.messages[0].referral.headline"),
    ],
}

EXAMPLES = {
    "generic": {
        "id": "RFQ-2026-0815",
        "subject": "Folding garden chairs",
        "contact_name": "María Peña",
        "company_name": "Jardines del Túria S.L.",
        "position": "Purchasing Director",
        "email": "maria.pena@jardinesdelturia.example",
        "phone": "+34 963 12 34 56",
        "whatsapp": "+34 612 34 56 78",
        "website": "www.jardinesdelturia.example",
        "country": "ES",
        "street": "Calle del Mar 12",
        "zip": "46003",
        "city": "Valencia",
        "language": "es",
        "industry": "Garden centres",
        "product": "Folding garden chair",
        "quantity": 2000,
        "unit": "pcs",
        "target_price": 12.5,
        "currency": "USD",
        "message": "Please quote your best price FOB Ningbo and the delivery time.",
    },
    "form": {
        "event_id": "01JD2Z5FQ8",
        "event_type": "form_response",
        "form_response": {
            "token": "a3a12ec67a1365927098a606107fac15",
            "definition": {"title": "Request a quotation"},
            "answers": [
                {"type": "text", "text": "John Miller", "field": {"ref": "name"}},
                {"type": "text", "text": "Lakeside Outdoor LLC", "field": {"ref": "company"}},
                {"type": "email", "email": "john@lakeside.example", "field": {"ref": "email"}},
                {"type": "choice", "choice": {"label": "Parasols"}, "field": {"ref": "product"}},
                {"type": "number", "number": 600, "field": {"ref": "quantity"}},
                {"type": "text", "text": "United States", "field": {"ref": "country"}},
                {"type": "text", "text": "Do you have them in green?", "field": {"ref": "message"}},
            ],
        },
    },
    "meta_leads": {
        "id": "444444444444444",
        "created_time": "2026-11-20T08:12:45+0000",
        "form_id": "555555555555",
        "field_data": [
            {"name": "full_name", "values": ["Ahmed Al Farsi"]},
            {"name": "company_name", "values": ["Gulf Garden Trading LLC"]},
            {"name": "email", "values": ["ahmed@gulfgarden.example"]},
            {"name": "phone_number", "values": ["+971501234567"]},
            {"name": "country", "values": ["AE"]},
            {"name": "how_many_containers_a_year?", "values": ["6"]},
        ],
    },
    "whatsapp": {
        "object": "whatsapp_business_account",
        "entry": [
            {
                "id": "102290129340398",
                "changes": [
                    {
                        "field": "messages",
                        "value": {
                            "messaging_product": "whatsapp",
                            "metadata": {
                                "display_phone_number": "8657412345678",
                                "phone_number_id": "106540352242922",
                            },
                            "contacts": [
                                {"profile": {"name": "Carlos Mendoza"}, "wa_id": "50761234567"}
                            ],
                            "messages": [
                                {
                                    "from": "50761234567",
                                    "id": "wamid.HBgLNTA3NjEyMzQ1NjcVAgASGBQzQTdC",
                                    "timestamp": "1795334400",
                                    "type": "text",
                                    "text": {"body": "Hello, we need 500 steel fire pits. Price?"},
                                }
                            ],
                        },
                    }
                ],
            }
        ],
    },
}

#: notification as Meta sends it: the answers are fetched with the lead's number
LEAD_NOTICE_EXAMPLE = {
    "object": "page",
    "entry": [
        {
            "id": "153125381133",
            "time": 1795334400,
            "changes": [
                {
                    "field": "leadgen",
                    "value": {
                        "leadgen_id": "444444444444444",
                        "page_id": "153125381133",
                        "form_id": "555555555555",
                        "created_time": 1795334400,
                    },
                }
            ],
        }
    ],
}
