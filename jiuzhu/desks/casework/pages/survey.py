"""What the survey finds for 特困: supporters outside the household, and the six items of self-care."""

from django.http import HttpRequest, HttpResponse

from jiuzhu.cases import acts
from jiuzhu.desks.casework.pages.acts import carry_out
from jiuzhu.desks.shared.access import READ, WRITE, page


@page(desk="casework", duty="cases.may_do", methods={"GET": READ, "POST": WRITE})
def record_self_care_assessment(request: HttpRequest, number: str) -> HttpResponse:
    """自理能力评估."""
    done = "自理能力评估已登记"
    return carry_out(request, number, "record_self_care_assessment", acts.record_self_care_assessment, done)


@page(desk="casework", duty="cases.may_record_supporters", methods={"GET": READ, "POST": WRITE})
def record_supporters(request: HttpRequest, number: str) -> HttpResponse:
    """登记义务人情况."""
    return carry_out(request, number, "record_supporters", acts.record_supporters, "义务人情况已登记，试算已更新")
