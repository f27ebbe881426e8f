"""Addresses of the intake desk."""

from django.urls import path

from jiuzhu.desks.intake import pages

app_name = "intake"

urlpatterns = [path("intake/new/", pages.new_application, name="new")]
