"""Addresses of the payout desk. A run's number and a payment's key name no person."""

from django.urls import path

from jiuzhu.desks.payout import pages

app_name = "payout"
RUN = "payout/<str:number>"

urlpatterns = [
    path("payout/", pages.runs, name="runs"),
    path("payout/prepare/", pages.prepare, name="prepare"),
    path("payout/ledger/", pages.ledger, name="ledger"),
    path("payout/returned/", pages.returned, name="returned"),
    path("payout/returned/<str:key>/", pages.correct, name="correct"),
    path(f"{RUN}/", pages.run_page, name="run"),
    path(f"{RUN}/orders/", pages.orders, name="orders"),
    path(f"{RUN}/release/", pages.release, name="release"),
    path(f"{RUN}/withdraw/", pages.withdraw, name="withdraw"),
    path(f"{RUN}/file/", pages.bank_file, name="file"),
]
