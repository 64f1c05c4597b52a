from . import test_chain_tour
