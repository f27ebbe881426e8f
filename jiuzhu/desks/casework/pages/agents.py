"""Who acts for the family under a power of attorney."""

from django.http import HttpRequest, HttpResponse

from jiuzhu.cases import acts
from jiuzhu.desks.casework.pages.acts import carry_out
from jiuzhu.desks.shared.access import READ, WRITE, page


@page(desk="casework", duty="cases.may_change_agent", methods={"GET": READ, "POST": WRITE})
def appoint_agent(request: HttpRequest, number: str) -> HttpResponse:
    """登记代理人."""
    return carry_out(request, number, "appoint_agent", acts.appoint_agent, "代理人已登记")


@page(desk="casework", duty="cases.may_change_agent", methods={"GET": READ, "POST": WRITE})
def end_power_of_attorney(request: HttpRequest, number: str) -> HttpResponse:
    """终止委托; the form offers only agents of this case."""
    return carry_out(request, number, "end_power_of_attorney", acts.end_power_of_attorney, "委托已终止")
