"""Nouns of a case, and the household rows that case acts read with them."""

from jiuzhu.cases.models.assistance import Assistance
from jiuzhu.cases.models.before import Enquiry, MissingNotice
from jiuzhu.cases.models.beside import Appraisal, BureauVisit, Complaint, Delivery, Objection
from jiuzhu.cases.models.case import (
    Case,
    CasePerson,
    Document,
    Finding,
    Opinion,
    Publication,
    Round,
    Task,
)
from jiuzhu.cases.models.notices import Announcement, NoticePhoto
from jiuzhu.cases.models.papers import Paper
from jiuzhu.registry.models import HomeVisit, Household, MeansCheck

__all__ = [
    "Announcement",
    "Appraisal",
    "Assistance",
    "BureauVisit",
    "Case",
    "CasePerson",
    "Complaint",
    "Delivery",
    "Document",
    "Enquiry",
    "Finding",
    "HomeVisit",
    "Household",
    "MeansCheck",
    "MissingNotice",
    "NoticePhoto",
    "Objection",
    "Opinion",
    "Paper",
    "Publication",
    "Round",
    "Task",
]
