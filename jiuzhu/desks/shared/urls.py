"""Addresses of what all desks share."""

from django.urls import path

from jiuzhu.desks.shared.pages import day, health, messages, password, search, signing, stories, worklist

app_name = "shared"
urlpatterns = [
    path("", signing.home, name="home"),
    path("signin/", signing.sign_in, name="sign_in"),
    path("signout/", signing.sign_out, name="sign_out"),
    path("password/", password.password, name="password"),
    path("desk/", signing.change_desk, name="desk"),
    path("day/", day.move_day, name="day"),
    path("worklist/", worklist.worklist, name="worklist"),
    path("stories/", stories.stories, name="stories"),
    path("messages/", messages.messages, name="messages"),
    path("search/", search.search, name="search"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
