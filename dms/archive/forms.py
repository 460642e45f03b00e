"""What an archivist edits of a code."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from dms.archive.models import ClassCode

if TYPE_CHECKING:
    CodeModelForm = forms.ModelForm[ClassCode]
else:
    CodeModelForm = forms.ModelForm


class CodeForm(CodeModelForm):
    """Title, description, search words and validity; the code itself never changes."""

    class Meta:
        model = ClassCode
        fields = ("title", "description", "keywords", "valid_from", "valid_to")
        labels = {
            "title": _("Judul"),
            "description": _("Uraian"),
            "keywords": _("Kata kunci"),
            "valid_from": _("Berlaku sejak"),
            "valid_to": _("Berlaku sampai"),
        }
        widgets = {
            "description": forms.Textarea(attrs={"rows": 3}),
            "keywords": forms.Textarea(attrs={"rows": 2}),
            "valid_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "valid_to": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
