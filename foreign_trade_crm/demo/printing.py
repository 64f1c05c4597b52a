from contextlib import contextmanager

#: stands in an attachment until the document can be printed
PLACEHOLDER = b"%PDF-1.4 printed later"


@contextmanager
def later(env):
    """Documents are printed when their dates are the dates of the past, not while loading.

    The models' method is exchanged in this process for as long as the block lasts: a context
    key would let any client switch printing off.
    """
    version = env.registry["foreign.trade.quotation.version"]
    contract = env.registry["foreign.trade.contract"]
    version._render_version_pdf = lambda self: None
    contract._render_trade_document_pdf = lambda self, kind, lang=None: PLACEHOLDER
    try:
        yield
    finally:
        del version._render_version_pdf
        del contract._render_trade_document_pdf


def print_contracts(contracts):
    """Replace the placeholders of issued proforma invoices by the documents."""
    for contract in contracts:
        attachment = contract.pdf_attachment_id.sudo()
        if attachment.raw == PLACEHOLDER:
            kind = next(iter(contract._trade_document_kinds()))
            # the PDF of an issued document is frozen: it is let go, printed and kept again
            contract._write_step({"pdf_attachment_id": False})
            attachment.raw = contract._render_trade_document_pdf(kind)
            contract._write_step({"pdf_attachment_id": attachment.id})


def print_versions(versions):
    """Make the PDFs of quotation versions, which go without while history is made."""
    versions._attach_pdf()
