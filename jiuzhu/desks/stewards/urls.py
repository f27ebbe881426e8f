"""Addresses of the stewards desk, and of handovers, which people of every township post sign."""

from django.urls import path

from jiuzhu.desks.stewards import pages

app_name = "stewards"

urlpatterns = [
    path("stewards/figures/", pages.figures, name="figures"),
    path("stewards/figures/propose/", pages.propose, name="propose"),
    path("stewards/figures/publish/", pages.publish, name="publish"),
    path("stewards/figures/withdraw/", pages.withdraw_figure, name="withdraw_figure"),
    path("stewards/calendar/", pages.calendar, name="calendar"),
    path("stewards/calendar/template/", pages.year_template, name="year_template"),
    path("stewards/calendar/propose/", pages.propose_year, name="propose_year"),
    path("stewards/calendar/publish/", pages.publish_year, name="publish_year"),
    path("stewards/calendar/withdraw/", pages.withdraw_year, name="withdraw_year"),
    path("stewards/offices/", pages.offices, name="offices"),
    path("stewards/offices/appoint/", pages.appoint, name="appoint"),
    path("stewards/offices/end/", pages.end_post, name="end_post"),
    path("stewards/offices/contact/", pages.contact, name="contact"),
    path("stewards/places/", pages.places, name="places"),
    path("stewards/places/township/", pages.set_up_township, name="set_up_township"),
    path("stewards/places/villages/", pages.add_villages, name="add_villages"),
    path("stewards/places/office/", pages.add_office, name="add_office"),
    path("stewards/places/name/", pages.correct_place_name, name="correct_place_name"),
    path("stewards/account/", pages.account, name="account"),
    path("stewards/account/open/", pages.open_account, name="open_account"),
    path("stewards/account/reset/", pages.propose_reset, name="propose_reset"),
    path("stewards/resets/", pages.resets, name="resets"),
    path("stewards/resets/release/", pages.release_reset, name="release_reset"),
    path("stewards/resets/withdraw/", pages.withdraw_reset, name="withdraw_reset"),
    path("stewards/account/lock/", pages.lock_account, name="lock_account"),
    path("stewards/account/unlock/", pages.unlock_account, name="unlock_account"),
    path("stewards/same/", pages.same, name="same"),
    path("stewards/same/propose/", pages.propose_same, name="propose_same"),
    path("stewards/same/confirm/", pages.confirm_same, name="confirm_same"),
    path("stewards/same/withdraw/", pages.withdraw_same, name="withdraw_same"),
    path("stewards/partners/", pages.partners, name="partners"),
    path("stewards/partners/propose/", pages.propose_partner, name="propose_partner"),
    path("stewards/partners/issue/", pages.issue_partner, name="issue_partner"),
    path("stewards/partners/withdraw/", pages.withdraw_partner, name="withdraw_partner"),
    path("stewards/partners/revoke/", pages.revoke_partner, name="revoke_partner"),
    path("stewards/status/", pages.status, name="status"),
    path("handovers/", pages.handovers, name="handovers"),
    path("handovers/<int:handover>/", pages.handover, name="handover"),
    path("handovers/<int:handover>/accept/", pages.accept, name="accept"),
    path("handovers/<int:handover>/withdraw/", pages.withdraw_handover, name="withdraw_handover"),
]
