"""Addresses of the oversight desk."""

from django.urls import path

from jiuzhu.desks.oversight import pages

app_name = "oversight"

urlpatterns = [
    path("oversight/", pages.overview, name="overview"),
    path("oversight/cases/", pages.cases, name="cases"),
]
