"""Addresses of the payout desk. A run's number and a payment's key name no person."""

from django.urls import path

from jiuzhu.desks.payout import pages

app_name = "payout"
RUN, UNKNOWN = "payout/<str:number>", "payout/unknown/<str:number>"

urlpatterns = [
    path("payout/", pages.runs, name="runs"),
    path("payout/prepare/", pages.prepare, name="prepare"),
    path("payout/ledger/", pages.ledger, name="ledger"),
    path("payout/returned/", pages.returned, name="returned"),
    path("payout/returned/<str:key>/", pages.correct, name="correct"),
    path("payout/unknown/", pages.unknown, name="unknown"),
    path(f"{UNKNOWN}/", pages.unknown_run, name="unknown_run"),
    path(f"{UNKNOWN}/ask/", pages.ask, name="ask"),
    path(f"{UNKNOWN}/stop/", pages.stop, name="stop"),
    path(f"{UNKNOWN}/resume/", pages.resume, name="resume"),
    path(f"{UNKNOWN}/decide/", pages.decide, name="decide"),
    path(f"{RUN}/", pages.run_page, name="run"),
    path(f"{RUN}/changes/<str:change>/", pages.change, name="change"),
    path(f"{RUN}/orders/", pages.orders, name="orders"),
    path(f"{RUN}/release/", pages.release, name="release"),
    path(f"{RUN}/withdraw/", pages.withdraw, name="withdraw"),
    path(f"{RUN}/file/", pages.bank_file, name="file"),
]
