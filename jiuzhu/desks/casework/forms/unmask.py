"""Seeing a full number: whose, and what for."""

from django import forms


class UnmaskForm(forms.Form):
    """A member of the household by row, and the purpose in words."""

    member = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(required=False, max_length=200, error_messages={"max_length": "用途最多写 200 个字"})
