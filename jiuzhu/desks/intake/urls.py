"""Addresses of the intake desk. A registration number names no person."""

from django.urls import path

from jiuzhu.desks.intake import pages

app_name = "intake"

urlpatterns = [
    path("intake/new/", pages.new_application, name="new"),
    path("intake/waiting/", pages.waiting_list, name="waiting_list"),
    path("intake/waiting/<str:number>/", pages.waiting, name="waiting"),
    path("intake/waiting/<str:number>/print/", pages.print_notice, name="print"),
    path("intake/waiting/<str:number>/slip/", pages.print_slip, name="slip"),
    path("intake/waiting/<str:number>/send_back/", pages.send_back, name="send_back"),
    path("intake/waiting/<str:number>/answer/", pages.answer_notice, name="answer"),
    path("intake/waiting/<str:number>/refuse/", pages.refuse_enquiry, name="refuse"),
]
