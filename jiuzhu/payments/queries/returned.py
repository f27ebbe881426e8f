"""退票: payments the bank proved unpaid and that are not on their way again."""

from jiuzhu.payments.models import OPEN_ORDER, Order
from jiuzhu.registry.models import Household

MOST = 200


def returned_orders(township: str) -> list[Order]:
    """The last attempt of every payable that failed and has no open order; the latest return first."""
    last = (
        Order.objects.filter(township=township, state="failed")
        .exclude(payable__orders__state__in=OPEN_ORDER)
        .order_by("payable_id", "-attempt")
        .distinct("payable_id")
        .values("pk")
    )
    rows = Order.objects.filter(pk__in=last).select_related("run", "payable")
    return list(rows.order_by("-settled_on", "-pk")[:MOST])


def returned_order(key: str) -> Order | None:
    """A failed payment by its key, within the transaction's scope."""
    return Order.objects.filter(key=key, state="failed").select_related("run", "payable").first()


def was_corrected(order: Order, household: Household) -> bool:
    """Whether the family's money now goes elsewhere than where this payment was sent."""
    return (household.payee_name, household.account.replace(" ", "")) != (order.payee_name, order.account)
