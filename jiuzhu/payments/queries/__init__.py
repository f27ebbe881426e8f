"""Questions about payments, a file per subject; import them from here."""

from jiuzhu.payments.queries.bridge import Bridge, Change, Row, bridge
from jiuzhu.payments.queries.returned import returned_order, returned_orders, was_corrected
from jiuzhu.payments.queries.runs import (
    Waiting,
    cash_before,
    month_runs,
    orders_page,
    run_by_number,
    runs_page,
    states,
    waiting_months,
)
from jiuzhu.payments.queries.soundness import Soundness, soundness

__all__ = [
    "Bridge",
    "Change",
    "Row",
    "Soundness",
    "Waiting",
    "bridge",
    "cash_before",
    "month_runs",
    "orders_page",
    "returned_order",
    "returned_orders",
    "run_by_number",
    "runs_page",
    "soundness",
    "states",
    "waiting_months",
    "was_corrected",
]
