"""Which clock a buyer lives by: main zones of countries that have several, and their regions.

The first zone that the time zone database lists for such a country misleads (Brazil: Noronha,
Canada: St Johns). Regions are keyed by the code of ``res.country.state``, which is ISO 3166-2
without the country.
"""

#: where most of the trade of a country with several zones sits
MAIN_ZONES = {
    "AQ": "Antarctica/McMurdo",
    "AR": "America/Argentina/Buenos_Aires",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CD": "Africa/Kinshasa",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "FM": "Pacific/Pohnpei",
    "GL": "America/Nuuk",
    "ID": "Asia/Jakarta",
    "KI": "Pacific/Tarawa",
    "KZ": "Asia/Almaty",
    "MH": "Pacific/Majuro",
    "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PF": "Pacific/Tahiti",
    "PG": "Pacific/Port_Moresby",
    "PS": "Asia/Hebron",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "UM": "Pacific/Wake",
    "US": "America/New_York",
    "UZ": "Asia/Tashkent",
    # codes of Odoo's that the time zone database does not know
    "XI": "Europe/London",
    "XK": "Europe/Belgrade",
}

#: country → zone → codes of the regions that live by it and not by the main zone
_REGIONS = {
    "AU": {
        "Australia/Brisbane": "QLD",
        "Australia/Adelaide": "SA",
        "Australia/Darwin": "NT",
        "Australia/Perth": "WA",
        "Australia/Hobart": "TAS",
        "Australia/Melbourne": "VIC",
    },
    "BR": {
        "America/Manaus": "AM",
        "America/Porto_Velho": "RO",
        "America/Boa_Vista": "RR",
        "America/Rio_Branco": "AC",
        "America/Cuiaba": "MT",
        "America/Campo_Grande": "MS",
    },
    "CA": {
        "America/St_Johns": "NL",
        "America/Halifax": "NS NB PE",
        "America/Winnipeg": "MB",
        "America/Regina": "SK",
        "America/Edmonton": "AB NT",
        "America/Vancouver": "BC",
        "America/Whitehorse": "YT",
        "America/Iqaluit": "NU",
    },
    "CL": {"America/Punta_Arenas": "MA", "America/Coyhaique": "AI"},
    "ES": {"Atlantic/Canary": "GC TF", "Africa/Ceuta": "CE ME"},
    "ID": {
        "Asia/Makassar": "BA NB NT KI KS KU SA ST SG SN SR GO",
        "Asia/Jayapura": "PA PB PD PE PS PT MA MU",
        "Asia/Pontianak": "KB KT",
    },
    "MN": {"Asia/Hovd": "02 09 15 16"},
    "MX": {
        "America/Tijuana": "BCN",
        "America/Hermosillo": "SON",
        "America/Mazatlan": "BCS SIN NAY",
        "America/Cancun": "ROO",
    },
    "MY": {"Asia/Kuching": "SBH SWK LBN 12 13 15"},
    "PT": {"Atlantic/Azores": "20", "Atlantic/Madeira": "30"},
    "RU": {
        "Europe/Kaliningrad": "KGD",
        "Europe/Samara": "SAM UD",
        "Europe/Saratov": "SAR",
        "Europe/Astrakhan": "AST",
        "Europe/Ulyanovsk": "ULY",
        "Asia/Yekaterinburg": "SVE CHE PER TYU BA KGN ORE KHM YAN",
        "Asia/Omsk": "OMS",
        "Asia/Novosibirsk": "NVS ALT AL TOM KEM",
        "Asia/Krasnoyarsk": "KYA KK TY",
        "Asia/Irkutsk": "IRK BU",
        "Asia/Chita": "ZAB",
        "Asia/Yakutsk": "SA AMU",
        "Asia/Vladivostok": "PRI KHA YEV",
        "Asia/Magadan": "MAG",
        "Asia/Sakhalin": "SAK",
        "Asia/Kamchatka": "KAM",
        "Asia/Anadyr": "CHU",
    },
    "US": {
        "America/Chicago": "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI",
        "America/Denver": "CO MT NM UT WY",
        "America/Boise": "ID",
        "America/Phoenix": "AZ",
        "America/Los_Angeles": "CA NV OR WA",
        "America/Anchorage": "AK",
        "Pacific/Honolulu": "HI",
        "America/Puerto_Rico": "PR VI",
        "Pacific/Guam": "GU MP",
        "Pacific/Pago_Pago": "AS",
    },
}
REGION_ZONES = {
    (country, code): zone
    for country, zones in _REGIONS.items()
    for zone, codes in zones.items()
    for code in codes.split()
}

#: days off other than Saturday and Sunday; Monday is 0
FRIDAY_SATURDAY = (4, 5)
WEEKENDS = {
    **dict.fromkeys(
        ("BD", "BH", "DZ", "EG", "IL", "IQ", "JO", "KW", "LY", "MV", "OM", "PS", "QA", "SA")
        + ("SD", "SY", "YE"),
        FRIDAY_SATURDAY,
    ),
    "AF": (3, 4),
    "BN": (4, 6),
    "DJ": (4,),
    "IR": (3, 4),
    "NP": (5,),
    "SO": (4,),
}
