"""A bank's web site as far as we read it, on this machine: gives recorded answers."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

#: what the European Central Bank answers, shortened to the currencies of the tests
ECB = b"""<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
    xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
  <gesmes:subject>Reference rates</gesmes:subject>
  <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
  <Cube>
    <Cube time='2026-11-20'>
      <Cube currency='USD' rate='1.0850'/>
      <Cube currency='JPY' rate='163.52'/>
      <Cube currency='GBP' rate='0.83350'/>
      <Cube currency='CNY' rate='7.8120'/>
    </Cube>
  </Cube>
</gesmes:Envelope>"""

#: the Bank of China's board, Chinese page, shortened likewise
BOC = """<!DOCTYPE html><html><head><meta charset="utf-8"/><title>中国银行外汇牌价</title></head>
<body><div class="publish"><table><tr><td>
<table cellpadding="0" align="left" cellspacing="0" width="100%">
<tr><th>货币名称</th><th>现汇买入价</th><th>现钞买入价</th><th>现汇卖出价</th><th>现钞卖出价</th>
<th>中行折算价</th><th>发布日期</th><th>发布时间</th></tr>
<tr><td>美元</td><td>717.5</td><td>711.6</td><td>720.5</td><td>720.5</td><td>719.01</td>
<td class="pjrq">2026.11.20 10:30:00</td><td>10:30:00</td></tr>
<tr><td>欧元</td><td>777.9</td><td>753.7</td><td>783.6</td><td>786.1</td><td>781.2</td>
<td class="pjrq">2026.11.20 10:30:00</td><td>10:30:00</td></tr>
<tr><td>日元</td><td>4.7503</td><td>4.6027</td><td>4.7852</td><td>4.7926</td><td>4.7771</td>
<td class="pjrq">2026.11.20 10:30:00</td><td>10:30:00</td></tr>
<tr><td>阿联酋迪拉姆</td><td></td><td>189.09</td><td></td><td>203.15</td><td>195.72</td>
<td class="pjrq">2026.11.20 10:30:00</td><td>10:30:00</td></tr>
</table></td></tr></table></div></body></html>""".encode()

#: the same board, English page
BOC_ENGLISH = b"""<html><body><table>
<tr><td>Currency Name</td><td>Buying Rate</td><td>Cash Buying Rate</td><td>Selling Rate</td>
<td>Cash Selling Rate</td><td>Middle Rate</td><td>Pub Time</td></tr>
<tr><td>USD</td><td>717.5</td><td>711.6</td><td>720.5</td><td>720.5</td><td>719.01</td>
<td>2026/11/20 10:30:00</td></tr>
</table></body></html>"""


class RateServer:
    """Start with ``with RateServer() as server``; ``server.url`` is its address.

    ``answer`` is what it gives to everything, ``status`` with which code.
    """

    def __init__(self, answer=b"", status=200):
        self.answer, self.status = answer, status
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), self._make_handler())
        self.url = f"http://127.0.0.1:{self.http.server_port}/rates"

    def __enter__(self):
        # asked that often, it stops at once
        threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *exc_info):
        self.http.shutdown()
        self.http.server_close()

    def _make_handler(self):
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(server.status)
                self.send_header("Content-Length", str(len(server.answer)))
                self.end_headers()
                self.wfile.write(server.answer)

            def log_message(self, *args):
                pass

        return Handler
