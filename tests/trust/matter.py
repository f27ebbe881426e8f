"""A township with everything a case can leave behind: a paid month, a returned payment, an open case, a notice."""

from dataclasses import dataclass

from jiuzhu.cases.models import Case
from jiuzhu.payments.models import Order, Run
from tests.desks.casework.cases import received
from tests.payments.township import granted, prepared, released, returned

FOREIGN = "330305002"


@dataclass(frozen=True)
class Matter:
    """Keys of rows in 北岙街道."""

    case: Case
    run: Run
    order: Order

    def keys(self, *, payout: bool) -> dict[str, str]:
        """What an address is filled with."""
        number = self.run.number if payout else self.case.number
        return {"number": number, "key": self.order.key, "township": self.case.township}


def matter() -> Matter:
    """Two families granted and paid, one payment returned by the bank and prepared again; a third has just applied."""
    granted(1), granted(2, wages_fen=45_000)
    first = released(prepared())
    returned(first, {first.orders.latest("sequence").account: "账号不存在"})
    run = prepared(day=5)
    return Matter(received(3), run, Order.objects.filter(state="failed").latest("pk"))
