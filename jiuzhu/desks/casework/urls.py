"""Addresses of the case desk. A case number names no person."""

from django.urls import path

from jiuzhu.desks.casework import pages

app_name = "casework"
ACT = "cases/<str:number>/acts"

urlpatterns = [
    path("cases/", pages.case_list, name="list"),
    path("publications/", pages.publications, name="publications"),
    path("publications/photos/<int:photo>/", pages.notice_photo, name="notice_photo"),
    path("cases/<str:number>/", pages.case_page, name="case"),
    path("cases/<str:number>/identity/", pages.identity, name="identity"),
    path("cases/<str:number>/identity/confirm/", pages.confirm_identity, name="confirm_identity"),
    path("cases/<str:number>/identity/withdraw/", pages.withdraw_identity, name="withdraw_identity"),
    path("cases/<str:number>/print/<str:form>/", pages.print_form),
    path(f"{ACT}/confirm_check_authorisation/", pages.confirm_check_authorisation),
    path(f"{ACT}/record_home_visit/", pages.record_home_visit),
    path(f"{ACT}/countersign_home_visit/", pages.countersign_home_visit),
    path(f"{ACT}/record_self_care_assessment/", pages.record_self_care_assessment),
    path(f"{ACT}/record_supporters/", pages.record_supporters),
    path(f"{ACT}/submit_finding/", pages.submit_finding),
    path(f"{ACT}/give_opinion/", pages.give_opinion),
    path(f"{ACT}/start_publication/", pages.start_publication),
    path(f"{ACT}/add_notice_photo/", pages.add_notice_photo),
    path(f"{ACT}/close_publication/", pages.close_publication),
    path(f"{ACT}/decide_case/", pages.decide_case),
    path(f"{ACT}/announce_decision/", pages.announce_decision),
    path(f"{ACT}/extend_deadline/", pages.extend_deadline),
    path(f"{ACT}/withdraw_application/", pages.withdraw_application),
    path(f"{ACT}/terminate_case/", pages.terminate_case),
    path(f"{ACT}/object_to_check_report/", pages.object_to_check_report),
    path(f"{ACT}/record_objection/", pages.record_objection),
    path(f"{ACT}/answer_objection/", pages.answer_objection),
    path(f"{ACT}/set_aside_objection/", pages.set_aside_objection),
    path(f"{ACT}/assign_resurvey/", pages.assign_resurvey),
    path(f"{ACT}/record_appraisal/", pages.record_appraisal),
    path(f"{ACT}/record_complaint/", pages.record_complaint),
    path(f"{ACT}/record_bureau_visit/", pages.record_bureau_visit),
    path(f"{ACT}/register_near_relative/", pages.register_near_relative),
    path(f"{ACT}/appoint_agent/", pages.appoint_agent),
    path(f"{ACT}/end_power_of_attorney/", pages.end_power_of_attorney),
    path("cases/<str:number>/letters/<int:letter>/", pages.print_letter, name="letter"),
    path(f"{ACT}/request_assistance/", pages.request_assistance),
    path(f"{ACT}/record_assistance_answer/", pages.record_assistance_answer),
    path(f"{ACT}/renew_consent/", pages.renew_consent),
    path(f"{ACT}/record_supporter_consent/", pages.record_supporter_consent),
    path(f"{ACT}/agree_programme/", pages.agree_programme),
    path(f"{ACT}/correct_clerical_error/", pages.correct_clerical_error),
    path(f"{ACT}/deliver_refusal/", pages.deliver_refusal),
    path(f"{ACT}/unmask_number/", pages.unmask_number, name="unmask"),
]
