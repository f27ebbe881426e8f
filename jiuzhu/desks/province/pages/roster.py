"""A roster against our entitlements: how many of each kind, and who."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from jiuzhu.desks.shared.access import READ, page
from jiuzhu.province import comparison, duties, queries
from jiuzhu.province.models import RosterImport

SHOWN = {"open": "待说明", **comparison.KINDS, "all": "全部"}


def found_roster(request: HttpRequest, roster: int) -> RosterImport:
    """The roster, if row security and the duty let this actor see it; otherwise there is none."""
    row = RosterImport.objects.filter(pk=roster).select_related("by").first()
    if row is None or not duties.may_see(request.actor, row.township).yes:  # type: ignore[attr-defined]
        raise Http404(str(roster))
    return row


@page(desk="province", duty="province.may_see", methods={"GET": READ})
def roster_page(request: HttpRequest, roster: int) -> HttpResponse:
    """The comparison; `?show=` a kind, `?after=` a place."""
    row = found_roster(request, roster)
    counts = comparison.counts(row)
    waiting = sum(unexplained for _, unexplained in counts.values())
    show = request.GET.get("show", "open" if waiting else "all")
    if show not in SHOWN:
        raise Http404(show)
    after = request.GET.get("after", "")
    rows, next_key = comparison.page_of(row, show, after)
    numbers = {"open": waiting, "all": sum(count for count, _ in counts.values())}
    latest = queries.roster_of(row.township, row.programme, row.month)
    context = {
        "roster": row,
        "replaced": latest if latest is not None and latest.pk != row.pk else None,
        "filters": [(key, word, numbers.get(key, counts.get(key, (0, 0))[0])) for key, word in SHOWN.items()],
        "show": show,
        "word": SHOWN[show],
        "rows": rows,
        "next_key": next_key,
        "first_page": not after,
        "waiting": waiting,
        "may": duties.may_explain_difference(request.actor, row.township),  # type: ignore[attr-defined]
    }
    return render(request, "province/roster.html", context)
