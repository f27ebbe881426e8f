"""The small forms of the acts on a case. They read and redisplay; whether something is missing, the act says."""

from collections.abc import Mapping
from typing import Any

from jiuzhu.desks.casework.forms import acts, beside, correct, photo, survey
from jiuzhu.desks.casework.forms.about import About
from jiuzhu.desks.casework.forms.acts import ActForm
from jiuzhu.desks.casework.forms.correct import facts_of
from jiuzhu.desks.casework.forms.identity import ConfirmIdentityForm, ProposeIdentityForm, WithdrawIdentityForm
from jiuzhu.desks.casework.forms.unmask import UnmaskForm

__all__ = [
    "About",
    "ActForm",
    "ConfirmIdentityForm",
    "ProposeIdentityForm",
    "UnmaskForm",
    "WithdrawIdentityForm",
    "facts_of",
    "form_for",
]

FORMS: dict[str, type[ActForm]] = {
    "record_home_visit": acts.VisitForm,
    "submit_finding": acts.FindingForm,
    "give_opinion": acts.OpinionForm,
    "close_publication": acts.PublicationEndForm,
    "decide_case": acts.DecisionForm,
    "deliver_refusal": beside.DeliveryForm,
    "extend_deadline": beside.ExtendForm,
    "withdraw_application": beside.WithdrawForm,
    "terminate_case": beside.TerminateForm,
    "object_to_check_report": beside.RecheckForm,
    "record_objection": beside.ObjectionForm,
    "answer_objection": beside.AnswerForm,
    "set_aside_objection": beside.SetAsideForm,
    "assign_resurvey": beside.ResurveyForm,
    "record_appraisal": beside.AppraisalForm,
    "record_complaint": beside.ComplaintForm,
    "record_bureau_visit": beside.BureauVisitForm,
    "register_near_relative": beside.RelativeForm,
    "appoint_agent": beside.AgentForm,
    "end_power_of_attorney": beside.AgentEndForm,
    "request_assistance": beside.AssistanceForm,
    "record_assistance_answer": beside.AssistanceAnswerForm,
    "renew_consent": beside.ConsentForm,
    "agree_programme": beside.AgreeForm,
    "record_supporter_consent": beside.SupporterConsentForm,
    "record_supporters": survey.SupportersForm,
    "record_self_care_assessment": survey.SelfCareForm,
    "correct_clerical_error": correct.CorrectForm,
    "add_notice_photo": photo.PhotoForm,
}


def form_for(
    act: str, *, about: About, data: Mapping[str, str] | None = None, files: Mapping[str, Any] | None = None
) -> ActForm:
    """A fresh form, or one filled with what was sent. Most acts ask for nothing but the click."""
    return FORMS.get(act, ActForm)(data, about=about, files=files)
