"""A file per group of verbs; import the verbs from here."""

from jiuzhu.registry.acts.agents import end_agent, note_agent
from jiuzhu.registry.acts.check import note_check_answer, note_means_report, open_means_check, set_aside_report
from jiuzhu.registry.acts.consents import note_consent
from jiuzhu.registry.acts.correct import correct_fact, correct_payee_account
from jiuzhu.registry.acts.declare import declare_household
from jiuzhu.registry.acts.relatives import note_near_relative
from jiuzhu.registry.acts.residence import note_help_asked
from jiuzhu.registry.acts.self_care import note_self_care, note_support_form, note_supporters
from jiuzhu.registry.acts.supporters import note_supporter
from jiuzhu.registry.acts.visit import note_home_visit, sign_home_visit

__all__ = [
    "correct_fact",
    "correct_payee_account",
    "declare_household",
    "end_agent",
    "note_agent",
    "note_check_answer",
    "note_consent",
    "note_help_asked",
    "note_home_visit",
    "note_means_report",
    "note_near_relative",
    "note_self_care",
    "note_support_form",
    "note_supporter",
    "note_supporters",
    "open_means_check",
    "set_aside_report",
    "sign_home_visit",
]
