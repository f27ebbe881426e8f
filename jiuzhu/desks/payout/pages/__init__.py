"""Pages of the payout desk: the runs, one run with its acts, returned payments, the books."""

from jiuzhu.desks.payout.pages.acts import bank_file, prepare, release, withdraw
from jiuzhu.desks.payout.pages.ledger import ledger
from jiuzhu.desks.payout.pages.orders import orders
from jiuzhu.desks.payout.pages.returned import correct, returned
from jiuzhu.desks.payout.pages.run import run_page
from jiuzhu.desks.payout.pages.runs import runs

__all__ = [
    "bank_file",
    "correct",
    "ledger",
    "orders",
    "prepare",
    "release",
    "returned",
    "run_page",
    "runs",
    "withdraw",
]
