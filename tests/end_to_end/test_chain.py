from .chain_case import ChainCase
from .contract_steps import ContractSteps
from .deal_steps import DealSteps
from .inquiry_steps import InquirySteps
from .shipment_steps import ShipmentSteps


class TestChain(ShipmentSteps, ContractSteps, DealSteps, InquirySteps, ChainCase):
    """One inquiry all the way to a paid, shipped order, each step by whoever does it."""
