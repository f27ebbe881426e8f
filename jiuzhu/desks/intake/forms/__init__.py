"""The application as it is typed at the window, and the small forms before a case."""

from jiuzhu.desks.intake.forms import autosave
from jiuzhu.desks.intake.forms.application import Application
from jiuzhu.desks.intake.forms.before import AnswerForm, NoticeForm, RefuseForm, SendBackForm, typed_of

__all__ = ["AnswerForm", "Application", "NoticeForm", "RefuseForm", "SendBackForm", "autosave", "typed_of"]
