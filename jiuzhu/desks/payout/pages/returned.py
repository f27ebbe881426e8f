"""退票: payments the bank proved unpaid, and the correction of the account they go to next."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jiuzhu.desks.payout import labels
from jiuzhu.desks.payout.forms import AccountForm
from jiuzhu.desks.payout.pages.changes import families_of
from jiuzhu.desks.payout.pages.place import place_of
from jiuzhu.desks.shared.access import READ, SIGNED_IN, WRITE, page
from jiuzhu.desks.shared.forms import attempt, problems_of
from jiuzhu.payments import duties, queries
from jiuzhu.payments.models import Order
from jiuzhu.registry.acts import correct_payee_account
from jiuzhu.registry.duties import may_correct_account
from jiuzhu.registry.models import Household


@page(desk="payout", duty=SIGNED_IN, methods={"GET": READ})
def returned(request: HttpRequest) -> HttpResponse:
    """Payments that came back and are not on their way again."""
    place = place_of(request)
    found = queries.returned_orders(place.township)
    matters = [str(o.payable.matter) for o in found]
    families = families_of(matters)
    homes = {h.matter: h for h in Household.objects.filter(matter__in=matters)}
    rows = [
        {
            "order": o,
            "family": families.get(str(o.payable.matter)),
            "money": labels.MONEY_OF[o.payable.benefit],
            "corrected": queries.was_corrected(o, homes[str(o.payable.matter)]),
        }
        for o in found
    ]
    shown = {"rows": rows, "place": place, "may": may_correct_account(request.actor, place.township)}  # type: ignore[attr-defined]
    return render(request, "payout/returned.html", shown)


@page(desk="payout", duty="registry.may_correct_account", methods={"GET": READ, "POST": WRITE})
def correct(request: HttpRequest, key: str) -> HttpResponse:
    """更正账号, for one payment that came back; the next run takes the new account."""
    order = _order(request, key)
    household = Household.objects.get(matter=str(order.payable.matter))
    answer = may_correct_account(request.actor, order.township)  # type: ignore[attr-defined]
    form = AccountForm(initial={"payee_name": household.payee_name}, auto_id="account-%s")
    if request.method == "POST":
        form = AccountForm(request.POST, auto_id="account-%s")
        done = attempt(request, form, "correct_payee_account", lambda: _do(request, household, form), "账号已更正")
        if done is not None:
            return done
    shown = {
        "order": order,
        "family": families_of([str(order.payable.matter)]).get(str(order.payable.matter)),
        "money": labels.MONEY_OF[order.payable.benefit],
        "household": household,
        "corrected": queries.was_corrected(order, household),
        "form": form,
        "problems": problems_of(form),
        "answer": answer,
    }
    return render(request, "payout/correct.html", shown, status=form.status)


def _order(request: HttpRequest, key: str) -> Order:
    order = queries.returned_order(key)
    if order is None or not duties.may_see(request.actor, order.township).yes:  # type: ignore[attr-defined]
        raise Http404(key)
    request.matter = str(order.payable.matter)  # type: ignore[attr-defined]
    return order


def _do(request: HttpRequest, household: Household, form: AccountForm) -> str:
    correct_payee_account(
        actor=request.actor,  # type: ignore[attr-defined]
        on=request.day,  # type: ignore[attr-defined]
        household=household,
        payee_name=form.cleaned_data["payee_name"],
        account=form.cleaned_data["account"],
        reason=form.cleaned_data["reason"],
    )
    return reverse("payout:returned")
