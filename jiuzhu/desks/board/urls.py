"""Addresses of the public board."""

from django.urls import path

from jiuzhu.desks.board import pages

app_name = "board"

urlpatterns = [
    path("board/<str:township>/", pages.board, name="board"),
    path("board/<str:township>/objection/", pages.objection, name="objection"),
]
