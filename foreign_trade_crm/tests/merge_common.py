from .common import ForeignTradeCommon


class MergeCommon(ForeignTradeCommon):
    """Two leads of one buyer, and the buyer a second time as a customer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead = cls._create_lead(
            type="lead",
            name="Gazebos",
            partner_name="Nordic Huts A/S",
            email_from="lars@huts.example",
            phone="+45 32 12 34 56",
        )
        cls.deal = cls._create_lead(
            name="Gazebos for spring",
            partner_name="NORDIC HUTS",
            email_from="sale@huts.example",
            expected_revenue=5000,
        )
        cls.twin = cls.env["res.partner"].create(
            {
                "name": "Gruene Gaerten",
                "is_company": True,
                "email": "office@gruene-gaerten.example",
                "phone": "+49 40 123456",
                "website": "https://gruene-gaerten.example",
                "user_id": cls.rep2.id,
            }
        )

    @classmethod
    def _preview(cls, records, user=None):
        wizards = cls.env["foreign.trade.merge"].with_user(user or cls.manager)
        action = wizards.open_merge(records._name, records.ids)
        return wizards.browse(action["res_id"])

    @classmethod
    def _line(cls, wizard, name):
        return wizard.line_ids.filtered(lambda line: line.name == name)
