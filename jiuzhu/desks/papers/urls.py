"""Addresses of a case's papers. A file has no address but through its case."""

from django.urls import path

from jiuzhu.desks.papers import pages

app_name = "papers"
PAPERS = "cases/<str:number>/papers"
PAPER = f"{PAPERS}/<int:paper>"

urlpatterns = [
    path(f"{PAPERS}/", pages.papers, name="list"),
    path(f"{PAPERS}/add/", pages.add, name="add"),
    path(f"{PAPERS}/sort/", pages.sort, name="sort"),
    path(f"{PAPER}/", pages.paper_page, name="paper"),
    path(f"{PAPER}/better/", pages.better, name="better"),
    path(f"{PAPER}/turn/", pages.turn, name="turn"),
    path(f"{PAPER}/crop/", pages.crop, name="crop"),
    path(f"{PAPER}/mark/", pages.mark, name="mark"),
    path(f"{PAPER}/picture/", pages.picture, name="picture"),
    path(f"{PAPER}/original/", pages.original, name="original"),
]
