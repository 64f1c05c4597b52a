"""Where the mailboxes of common providers are reached, and what their users must know.

Pure data: no database. ``imap`` and ``smtp`` are ``(host, port, security)``.
"""

PROVIDERS = {
    "gmail": {
        "imap": ("imap.gmail.com", 993, "ssl"),
        "smtp": ("smtp.gmail.com", 465, "ssl"),
        "domains": ("gmail.com", "googlemail.com"),
    },
    "outlook": {
        "imap": ("outlook.office365.com", 993, "ssl"),
        "smtp": ("smtp.office365.com", 587, "starttls"),
        "domains": ("outlook.com", "hotmail.com", "live.com", "msn.com"),
    },
    "netease_163": {
        "imap": ("imap.163.com", 993, "ssl"),
        "smtp": ("smtp.163.com", 465, "ssl"),
        "domains": ("163.com",),
    },
    "netease_126": {
        "imap": ("imap.126.com", 993, "ssl"),
        "smtp": ("smtp.126.com", 465, "ssl"),
        "domains": ("126.com",),
    },
    "exmail": {
        "imap": ("imap.exmail.qq.com", 993, "ssl"),
        "smtp": ("smtp.exmail.qq.com", 465, "ssl"),
        "domains": (),
    },
    "qq": {
        "imap": ("imap.qq.com", 993, "ssl"),
        "smtp": ("smtp.qq.com", 465, "ssl"),
        "domains": ("qq.com", "foxmail.com"),
    },
    "aliyun": {
        "imap": ("imap.qiye.aliyun.com", 993, "ssl"),
        "smtp": ("smtp.qiye.aliyun.com", 465, "ssl"),
        "domains": (),
    },
}


def guess_provider(address):
    """Key of the provider an address belongs to, empty when its domain does not tell."""
    domain = (address or "").rpartition("@")[2].strip().lower()
    return next((key for key, facts in PROVIDERS.items() if domain in facts["domains"]), "")
