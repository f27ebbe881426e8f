"""Addresses beside the provincial system. A case number, a roster and a place in it name no person."""

from django.urls import path

from jiuzhu.desks.province import pages

app_name = "province"
ROSTER = "province/rosters/<int:roster>"
CASE = "province/<str:number>"

urlpatterns = [
    path("province/", pages.overview, name="overview"),
    path("province/rosters/", pages.load_roster, name="load"),
    path(f"{ROSTER}/", pages.roster_page, name="roster"),
    path(f"{ROSTER}/<str:place>/", pages.difference, name="difference"),
    path(f"{CASE}/", pages.case_page, name="case"),
    path(f"{CASE}/number/", pages.note_number, name="number"),
    path(f"{CASE}/done/", pages.note_done, name="done"),
    path(f"{CASE}/sheet/", pages.sheet, name="sheet"),
]
