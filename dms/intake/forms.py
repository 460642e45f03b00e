"""What people fill in when they give files."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dms.people import queries as people
from dms.people.models import Unit
from dms.people.policy import Access


class BatchForm(forms.Form):
    """A new batch: its name, the unit whose letters these are, and where the paper lies."""

    name = forms.CharField(
        label=_("Nama kiriman"),
        max_length=200,
        required=False,
        help_text=_("Mis. “Surat masuk 14 Oktober” atau “Boks 17 tahun 2019”. Boleh kosong."),
    )
    unit = forms.ModelChoiceField(label=_("Unit penerima"), queryset=Unit.objects.none(), empty_label=None)
    device = forms.CharField(label=_("Alat pindai"), max_length=100, required=False)
    box = forms.CharField(label=_("Boks atau map asal"), max_length=100, required=False)

    def __init__(self, *args: Any, access: Access, **options: Any) -> None:
        super().__init__(*args, **options)
        units = people.units_for_giving(access)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units]).order_by("pk")
        field.initial = units[0].pk if units else None


class PasswordForm(forms.Form):
    """The password of a locked PDF. It opens the file once and is not kept."""

    password = forms.CharField(
        label=_("Kata sandi PDF"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "autofocus": True}),
    )
