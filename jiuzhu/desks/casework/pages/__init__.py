"""Pages of the case desk: the list, the case itself with its acts."""

from jiuzhu.desks.casework.pages.acts import (
    announce_decision,
    close_publication,
    confirm_check_authorisation,
    countersign_home_visit,
    decide_case,
    give_opinion,
    record_home_visit,
    start_publication,
    submit_finding,
)
from jiuzhu.desks.casework.pages.agents import appoint_agent, end_power_of_attorney
from jiuzhu.desks.casework.pages.assistance import print_letter, record_assistance_answer, request_assistance
from jiuzhu.desks.casework.pages.beside import (
    add_notice_photo,
    agree_programme,
    answer_objection,
    assign_resurvey,
    correct_clerical_error,
    deliver_refusal,
    extend_deadline,
    object_to_check_report,
    record_appraisal,
    record_bureau_visit,
    record_complaint,
    record_objection,
    record_supporter_consent,
    register_near_relative,
    renew_consent,
    set_aside_objection,
    terminate_case,
    withdraw_application,
)
from jiuzhu.desks.casework.pages.case import case_page
from jiuzhu.desks.casework.pages.case_list import case_list
from jiuzhu.desks.casework.pages.identity import confirm_identity, identity, withdraw_identity
from jiuzhu.desks.casework.pages.notices import notice_photo
from jiuzhu.desks.casework.pages.printing import print_form
from jiuzhu.desks.casework.pages.publications import publications
from jiuzhu.desks.casework.pages.survey import record_self_care_assessment, record_supporters
from jiuzhu.desks.casework.pages.unmask import unmask_number

__all__ = [
    "add_notice_photo",
    "agree_programme",
    "announce_decision",
    "answer_objection",
    "appoint_agent",
    "assign_resurvey",
    "case_list",
    "case_page",
    "close_publication",
    "confirm_check_authorisation",
    "confirm_identity",
    "correct_clerical_error",
    "countersign_home_visit",
    "decide_case",
    "deliver_refusal",
    "end_power_of_attorney",
    "extend_deadline",
    "give_opinion",
    "identity",
    "notice_photo",
    "object_to_check_report",
    "print_form",
    "print_letter",
    "publications",
    "record_appraisal",
    "record_assistance_answer",
    "record_bureau_visit",
    "record_complaint",
    "record_home_visit",
    "record_objection",
    "record_self_care_assessment",
    "record_supporter_consent",
    "record_supporters",
    "register_near_relative",
    "renew_consent",
    "request_assistance",
    "set_aside_objection",
    "start_publication",
    "submit_finding",
    "terminate_case",
    "unmask_number",
    "withdraw_application",
    "withdraw_identity",
]
