"""A generator of mails, many of them broken, for load tests of the mail gateway.

Every mail is addressed to the channel, which is all a gateway can rely on; what else may be wrong
is wrong in some of them. The same seed makes the same mails.
"""

import base64
import random

from . import inquiry_samples, platform_samples

WORDS = "chairs price FOB Ningbo catalogue Preis sillas 报价 椅子 цена كرسي € ß ñ".split()


class BrokenMails:
    """``for kind, raw in BrokenMails(address, seed=1).make(1000)``"""

    def __init__(self, to, seed=1):
        self.to = to
        self.random = random.Random(seed)
        self.number = 0
        self.kinds = [name[6:] for name in sorted(dir(self)) if name.startswith("_kind_")]

    def make(self, count):
        """(kind, raw mail); two of three are broken."""
        good = (
            inquiry_samples.spanish,
            inquiry_samples.chinese,
            inquiry_samples.english,
            inquiry_samples.plain,
        )
        for self.number in range(count):
            if self.number % 3 == 0:
                maker = good[self.number // 3 % len(good)]
                yield "good", maker(self.to, message_id=self._id())
            else:
                kind = self.kinds[(self.number - self.number // 3) % len(self.kinds)]
                yield kind, getattr(self, f"_kind_{kind}")()

    def _id(self):
        return f"<mail-{self.number}@buyer.example>"

    def _text(self):
        count = self.random.randint(3, 60)
        return " ".join(self.random.choice(WORDS) for _word in range(count))

    def _plain(self, text=None, **headers):
        headers.setdefault("sender", ("Buyer", f"buyer{self.number}@buyer.example"))
        return inquiry_samples.plain(
            self.to, text or self._text(), message_id=self._id(), **headers
        )

    def _raw(self, body=b"", **headers):
        """A mail written by hand; a header that is None is missing."""
        lines = {
            "From": f"Buyer <buyer{self.number}@buyer.example>",
            "To": self.to,
            "Subject": f"Inquiry {self.number}",
            "Message-ID": self._id(),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        head = b""
        for name, value in lines.items():
            if value is not None:
                value = value if isinstance(value, bytes) else value.encode()
                head += name.encode() + b": " + value + b"\r\n"
        return head + b"\r\n" + body

    def _multipart(self, body, boundary="b0", **headers):
        kind = f'multipart/mixed; boundary="{boundary}"'
        return self._raw(body, MIME_Version="1.0", Content_Type=kind, **headers)

    def _kind_no_sender(self):
        return self._plain(sender=None)

    def _kind_sender_is_nonsense(self):
        return self._raw(self._text().encode(), From='"Unclosed <not an address@@>, ;:')

    def _kind_no_subject_no_id(self):
        return self._raw(f"{self.number} {self._text()}".encode(), Subject=None, Message_ID=None)

    def _kind_no_body(self):
        return self._raw()

    def _kind_no_blank_line(self):
        return self._raw().rstrip()

    def _kind_bare_line_feeds(self):
        return self._raw(self._text().encode()).replace(b"\r\n", b"\n")

    def _kind_unknown_charset(self):
        return inquiry_samples.broken_charset(self.to, message_id=self._id())

    def _kind_charset_lies(self):
        return self._plain(charset="gb18030", charset_name="iso-2022-jp")

    def _kind_naked_header_bytes(self):
        return inquiry_samples.raw_header_bytes(self.to, message_id=self._id())

    def _kind_encoded_word_is_cut(self):
        return self._raw(b"Hello", Subject="=?utf-8?B?5oqY5Y+g5qSF6K+i5Lu3=", From="=?x?Q?=FF?=")

    def _kind_binary_garbage(self):
        return self._raw(self.random.randbytes(self.random.randint(1, 4000)))

    def _kind_nul_bytes(self):
        return self._raw(b"Price\x00 please \x00\x01\x02", Subject=b"Chairs\x00 and tables")

    def _kind_base64_is_cut(self):
        content = base64.encodebytes(self._text().encode() * 20)[:-7] + b"$$$"
        return self._raw(
            content, Content_Type="text/plain; charset=utf-8", Content_Transfer_Encoding="base64"
        )

    def _kind_quoted_printable_is_wrong(self):
        return self._raw(
            b"Price =ZZ =E9=4 =\r\n= chairs=",
            Content_Type="text/plain; charset=utf-8",
            Content_Transfer_Encoding="quoted-printable",
        )

    def _kind_unknown_encoding(self):
        return self._raw(b"Hello chairs", Content_Transfer_Encoding="x-magic-9")

    def _kind_multipart_never_ends(self):
        return self._multipart(b"--b0\r\nContent-Type: text/plain\r\n\r\nPrice please")

    def _kind_multipart_without_boundary(self):
        return self._raw(b"--x\r\n\r\nHello\r\n--x--", Content_Type="multipart/mixed")

    def _kind_multipart_without_text(self):
        part = b"--b0\r\nContent-Type: application/octet-stream\r\n\r\n\x00\xff\r\n--b0--"
        return self._multipart(part)

    def _kind_deeply_nested(self):
        depth = self.random.choice((5, 40, 90))
        body = "".join(
            f'--b{n}\r\nContent-Type: multipart/mixed; boundary="b{n + 1}"\r\n\r\n'
            for n in range(depth)
        )
        return self._multipart(body.encode() + b"--b%d\r\n\r\nThe text\r\n" % depth)

    def _kind_html_only(self):
        return self._plain(subtype="html")

    def _kind_html_is_broken(self):
        source = "<html><body><table><tr><td>Price<b>of</i> &#x110000; &nbsp <img src=x onerror=1>"
        return self._raw(source.encode() * 30, Content_Type="text/html; charset=utf-8")

    def _kind_html_is_empty(self):
        return self._raw(b"", Content_Type="text/html")

    def _kind_attachment_without_name(self):
        part = (
            b"--b0\r\nContent-Type: text/plain\r\n\r\nSee attachment\r\n"
            b"--b0\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; "
            b"filename*=unknown''%FF%FE\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%%\r\n--b0--"
        )
        return self._multipart(part)

    def _kind_attachment_with_a_path(self):
        part = (
            b'--b0\r\n\r\nHello\r\n--b0\r\nContent-Type: text/plain; name="../../etc/passwd"\r\n'
            b'Content-Disposition: attachment; filename="../../etc/passwd"\r\n\r\nx\r\n--b0--'
        )
        return self._multipart(part)

    def _kind_message_in_message(self):
        inner = self._raw(b"The original inquiry")
        part = b"--b0\r\nContent-Type: message/rfc822\r\n\r\n" + inner + b"\r\n--b0--"
        return self._multipart(part)

    def _kind_date_is_nonsense(self):
        return self._plain(date="the day after tomorrow, 99:99")

    def _kind_id_without_brackets(self):
        return self._raw(b"Hello", Message_ID=f"mail {self.number} of the buyer")

    def _kind_references_to_nowhere(self):
        return self._raw(b"As discussed", References="<a@b> <<>> junk <" + "x" * 3000 + ">")

    def _kind_headers_are_huge(self):
        return self._raw(b"Hello", Subject="Chairs " * 2000, X_Junk="y" * 20_000)

    def _kind_headers_come_twice(self):
        return self._raw(b"Hello").replace(
            b"Subject:", b"Subject: First\r\nFrom: x@y.z\r\nSubject:"
        )

    def _kind_many_recipients(self):
        return inquiry_samples.many_recipients(self.to, message_id=self._id())

    def _kind_long_line(self):
        return self._raw(b"chair " * 20_000)

    def _kind_auto_reply(self):
        return inquiry_samples.auto_reply(self.to, message_id=self._id())

    def _kind_bounce(self):
        return inquiry_samples.bounce(self.to, message_id=self._id())

    def _kind_delivery_report(self):
        report = (
            b"--b0\r\n\r\nCould not be delivered\r\n--b0\r\nContent-Type: message/delivery-status"
            b"\r\n\r\nStatus: 5.1.1\r\n--b0--"
        )
        raw = self._multipart(report, From="MAILER-DAEMON@mx.example")
        return raw.replace(b"multipart/mixed", b"multipart/report; report-type=delivery-status")

    def _kind_mailing_list(self):
        return inquiry_samples.mailing_list(self.to, message_id=self._id())

    def _kind_the_same_again(self):
        return inquiry_samples.plain(self.to, message_id="<always-the-same@buyer.example>")

    def _kind_platform(self):
        return platform_samples.generated(self.to, self.number, bool(self.number % 2))

    def _kind_platform_is_cut(self):
        raw = platform_samples.generated(self.to, self.number, True)
        return raw[: self.random.randint(len(raw) // 3, len(raw))]
