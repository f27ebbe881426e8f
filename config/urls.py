"""All addresses, desk by desk."""

from django.urls import include, path

urlpatterns = [
    path("", include("jiuzhu.desks.shared.urls")),
    path("", include("jiuzhu.desks.intake.urls")),
    path("", include("jiuzhu.desks.casework.urls")),
    path("", include("jiuzhu.desks.papers.urls")),
    path("", include("jiuzhu.desks.checkcentre.urls")),
    path("", include("jiuzhu.desks.board.urls")),
    path("", include("jiuzhu.desks.payout.urls")),
    path("", include("jiuzhu.desks.province.urls")),
    path("", include("jiuzhu.desks.oversight.urls")),
    path("", include("jiuzhu.desks.stewards.urls")),
]

handler400 = "jiuzhu.desks.shared.errors.bad_request"
handler403 = "jiuzhu.desks.shared.errors.forbidden"
handler404 = "jiuzhu.desks.shared.errors.not_found"
handler500 = "jiuzhu.desks.shared.errors.server_error"
