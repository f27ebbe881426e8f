"""Addresses of the check centre's desk. A request's key is a pseudonym and names nobody."""

from django.urls import path

from jiuzhu.desks.checkcentre import pages

app_name = "checkcentre"
REQUEST = "checkcentre/<str:request_key>"

urlpatterns = [
    path("checkcentre/", pages.inbox, name="inbox"),
    path(f"{REQUEST}/", pages.check_request, name="request"),
    path(f"{REQUEST}/start/", pages.start, name="start"),
    path(f"{REQUEST}/file/", pages.request_file, name="file"),
    path(f"{REQUEST}/report/", pages.report, name="report"),
]
