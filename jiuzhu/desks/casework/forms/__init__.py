"""The small forms of the acts on a case. They read and redisplay; whether something is missing, the act says."""

from jiuzhu.desks.casework.forms.acts import ActForm, form_class_of, form_for
from jiuzhu.desks.casework.forms.unmask import UnmaskForm

__all__ = ["ActForm", "UnmaskForm", "form_class_of", "form_for"]
