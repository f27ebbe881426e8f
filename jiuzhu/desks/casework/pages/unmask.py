"""A look at a full identity number: an act with a purpose. The number stands in this one answer and nowhere else."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from jiuzhu.desks.casework.forms import UnmaskForm
from jiuzhu.desks.casework.pages.case import found_case
from jiuzhu.desks.casework.pages.sheet import Sent, show
from jiuzhu.desks.shared.access import READ, WRITE, page
from jiuzhu.ground.refusals import Refusal
from jiuzhu.persons import acts


@page(desk="casework", duty="persons.may_unmask", methods={"GET": READ, "POST": WRITE})
def unmask_number(request: HttpRequest, number: str) -> HttpResponse:
    """The case page with one number uncovered, after a line in the log. Loading it again asks again."""
    case = found_case(request, number)
    if request.method != "POST":
        return HttpResponseRedirect(f"/cases/{case.number}/")
    form = UnmaskForm(request.POST)
    if not form.is_valid():
        return show(request, case, Sent(unmask=form, problems=[("", "请从成员那一行点“看全号”再试一次")], status=400))
    member = case.household.members.select_related("person").filter(pk=form.cleaned_data["member"]).first()
    if member is None:
        raise Http404(number)
    try:
        full = acts.unmask_number(
            actor=request.actor,  # type: ignore[attr-defined]
            on=request.day,  # type: ignore[attr-defined]
            person=member.person,
            matter=str(case.token),
            township=case.township,
            reason=form.cleaned_data["reason"],
        )
    except Refusal as refusal:
        problems = [(f"unmask-{member.pk}", refusal.sentence)]
        return show(request, case, Sent(unmask=form, problems=problems, status=refusal.status))
    return show(request, case, Sent(unmasked={member.pk: full}))
