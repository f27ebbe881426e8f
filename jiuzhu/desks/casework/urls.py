"""Addresses of the case desk. A case number names no person."""

from django.urls import path

from jiuzhu.desks.casework import pages

app_name = "casework"
ACT = "cases/<str:number>/acts"

urlpatterns = [
    path("cases/", pages.case_list, name="list"),
    path("publications/", pages.publications, name="publications"),
    path("cases/<str:number>/", pages.case_page, name="case"),
    path(f"{ACT}/confirm_check_authorisation/", pages.confirm_check_authorisation),
    path(f"{ACT}/record_home_visit/", pages.record_home_visit),
    path(f"{ACT}/countersign_home_visit/", pages.countersign_home_visit),
    path(f"{ACT}/submit_finding/", pages.submit_finding),
    path(f"{ACT}/give_opinion/", pages.give_opinion),
    path(f"{ACT}/start_publication/", pages.start_publication),
    path(f"{ACT}/close_publication/", pages.close_publication),
    path(f"{ACT}/decide_case/", pages.decide_case),
    path(f"{ACT}/announce_decision/", pages.announce_decision),
    path(f"{ACT}/unmask_number/", pages.unmask_number, name="unmask"),
]
