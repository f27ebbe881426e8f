"""What the pages of this desk ask for, a file per matter."""

from jiuzhu.desks.stewards.forms.accounts import (
    LockAccountForm,
    OpenAccountForm,
    ProposeResetForm,
    ReleaseResetForm,
    WithdrawResetForm,
)
from jiuzhu.desks.stewards.forms.figures import ProposeForm, PublishForm, WithdrawFigureForm
from jiuzhu.desks.stewards.forms.handovers import AcceptForm, GiveForm, WithdrawHandoverForm
from jiuzhu.desks.stewards.forms.offices import AppointForm, ContactForm, EndForm
from jiuzhu.desks.stewards.forms.partners import EndPartnerForm, IssuePartnerForm, ProposePartnerForm
from jiuzhu.desks.stewards.forms.places import AddOfficeForm, AddVillagesForm, PlaceNameForm, TownshipForm
from jiuzhu.desks.stewards.forms.same import ConfirmSameForm, ProposeSameForm, WithdrawSameForm
from jiuzhu.desks.stewards.forms.years import ProposeYearForm, PublishYearForm, WithdrawYearForm

__all__ = [
    "AcceptForm",
    "AddOfficeForm",
    "AddVillagesForm",
    "AppointForm",
    "ConfirmSameForm",
    "ContactForm",
    "EndForm",
    "EndPartnerForm",
    "GiveForm",
    "IssuePartnerForm",
    "LockAccountForm",
    "OpenAccountForm",
    "PlaceNameForm",
    "ProposeForm",
    "ProposePartnerForm",
    "ProposeResetForm",
    "ProposeSameForm",
    "ProposeYearForm",
    "PublishForm",
    "PublishYearForm",
    "ReleaseResetForm",
    "TownshipForm",
    "WithdrawFigureForm",
    "WithdrawHandoverForm",
    "WithdrawResetForm",
    "WithdrawSameForm",
    "WithdrawYearForm",
]
