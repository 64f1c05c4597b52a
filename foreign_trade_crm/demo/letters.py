"""What buyers write: subjects, greetings and sentences by language."""

SUBJECTS = {
    "en": "Inquiry: {goods}",
    "es": "Solicitud de cotización: {goods}",
    "fr": "Demande de prix : {goods}",
    "de": "Anfrage: {goods}",
    "zh": "询价:{goods}",
}
BODIES = {
    "en": [
        "Dear Sir or Madam,\n\nwe are {company} in {city}, {country}, and look for a supplier of "
        "{goods}. Our first order would be about {quantity} pieces. Please quote your best price, "
        "minimum quantity and delivery time, with packing details.",
        "Hello,\n\nplease send us your catalogue and price list for {goods}. We import for the "
        "coming season and plan {quantity} pieces to start with. Delivery to {city}, {country}.",
        "Dear export team,\n\n{company} ({city}, {country}) saw your {goods} and would like to "
        "receive a quotation for {quantity} pieces. Which certificates can you provide, and what "
        "is the lead time for a repeat order?",
    ],
    "es": [
        "Estimados señores:\n\nSomos {company}, de {city}, {country}, y buscamos un fabricante "
        "de {goods}. Necesitamos cotización para {quantity} unidades, con plazo de entrega, "
        "cantidad mínima y condiciones de pago.",
        "Buenos días:\n\nNos interesa su línea de {goods}. ¿Podrían enviarnos precios para "
        "{quantity} piezas y la información de embalaje? Entregaríamos en {city}, {country}.",
    ],
    "fr": [
        "Madame, Monsieur,\n\nNous sommes {company}, à {city} ({country}), et recherchons un "
        "fournisseur de {goods}. Merci de nous adresser votre meilleure offre pour {quantity} "
        "pièces, avec délai de livraison et conditionnement.",
    ],
    "de": [
        "Sehr geehrte Damen und Herren,\n\nwir sind {company} aus {city}, {country}, und suchen "
        "einen Lieferanten für {goods}. Bitte bieten Sie uns {quantity} Stück an, mit "
        "Mindestmenge, Lieferzeit und Verpackungsangaben für Übersee.",
    ],
    "zh": [
        "您好:\n\n我们是{company}({country}),对贵司的{goods}感兴趣,请报 {quantity} 件的"
        "最优价格,并告知起订量和交货期。谢谢!",
    ],
}
CLOSINGS = {
    "en": "Best regards",
    "es": "Saludos cordiales",
    "fr": "Cordialement",
    "de": "Mit freundlichen Grüßen",
    "zh": "此致敬礼",
}
JUNK = {
    "spam": "Dear friend,\n\nwe have a wonderful offer for your business, grow your sales ten "
    "times in one month. Click to learn more and answer today.",
    "survey": "Hello,\n\nI am writing a paper about Chinese exporters of {goods}. Could you "
    "answer twelve questions about your prices and production costs?",
    "consumer": "Hi,\n\nhow much is one {goods} with delivery to my house in {city}?",
    "mismatch": "Dear Sirs,\n\nwe are {company} in {city} and look for 40 tonnes of hot rolled "
    "steel plate, thickness 8 mm. Please quote CIF.",
}
REPLIES = [
    "Thank you for your inquiry. I am preparing the quotation for {goods}; may I ask which port "
    "of destination and which packing you prefer?",
    "Many thanks for your interest in our {goods}. Please find our range on our web site; could "
    "you tell us your yearly volume and the certificates you need?",
    "Thank you for writing to us. Shall we quote {goods} FOB Ningbo or delivered to your port?",
]
#: typed in the exporter's own hand after a fair, a message or a recommendation
NOTES = {
    "fair": "Met at the Canton Fair, took samples of {goods} off the shelf. Wants {quantity} "
    "pieces.",
    "whatsapp": "WhatsApp: asks for price of {goods}, {quantity} pieces, delivery to {city}.",
    "referral": "Recommended by a customer. Needs {quantity} pieces of {goods}.",
}
