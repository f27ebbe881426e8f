"""电话和地址: how an office is reached; printed on what a family gets and on what hangs in the village."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from jiuzhu.desks.shared.access import READ, WRITE, page
from jiuzhu.desks.shared.forms import attempt, problems_of
from jiuzhu.desks.stewards.forms import ContactForm
from jiuzhu.offices import acts
from jiuzhu.offices.contacts import contact_of
from jiuzhu.offices.models import Office


@page(desk="stewards", duty="offices.may_keep_contacts", methods={"GET": READ, "POST": WRITE})
def contact(request: HttpRequest) -> HttpResponse:
    """One office at a time; the form begins with what stands there today."""
    actor, day = request.actor, request.day  # type: ignore[attr-defined]
    key = (request.POST if request.method == "POST" else request.GET).get("office", "")
    if not key:
        return HttpResponseRedirect(reverse("stewards:offices"))  # the office is chosen there
    office = Office.objects.filter(pk=int(key)).first() if key.isdigit() and len(key) < len(str(2**63)) else None
    if office is None:
        raise Http404(key)
    form = _form(request, office, day)

    def do() -> str:
        told = form.cleaned_data
        acts.keep_contact(actor=actor, on=day, office_id=office.pk, phone=told["phone"], address=told["address"])
        return reverse("stewards:offices")

    if request.method == "POST":
        done = attempt(request, form, "keep_contact", do, "已登记，从今天起的文书照它印")
        if done:
            return done
    shown = {"form": form, "problems": problems_of(form), "office": office}
    return render(request, "stewards/contact.html", shown, status=form.status)


def _form(request: HttpRequest, office: Office, day: dt.date) -> ContactForm:
    if request.method == "POST":
        return ContactForm(request.POST)
    now = contact_of(office.pk, day)
    return ContactForm(initial={"phone": now.phone, "address": now.address} if now else {})
