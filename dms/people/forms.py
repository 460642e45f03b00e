"""What an administrator fills in about people and the office."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from dms.people import services
from dms.people.actor import Actor
from dms.people.models import Clearance, Office, Person, Role, Unit

if TYPE_CHECKING:
    OfficeModelForm = forms.ModelForm[Office]
else:
    OfficeModelForm = forms.ModelForm


class PersonForm(forms.Form):
    """A new person with a first post."""

    name = forms.CharField(label=_("Nama"), max_length=200)
    login = forms.SlugField(label=_("Nama masuk"), max_length=60, help_text=_("Huruf kecil, angka, dan tanda hubung."))
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label=None)
    title = forms.CharField(label=_("Jabatan"), max_length=200)
    role = forms.ChoiceField(label=_("Peran"), choices=Role.choices, initial=Role.STAFF)
    clearance = forms.TypedChoiceField(
        label=_("Kewenangan keamanan"), choices=Clearance.choices, coerce=int, initial=Clearance.TERBATAS
    )
    is_head = forms.BooleanField(label=_("Kepala unit"), required=False)

    password = ""

    def __init__(self, *args: Any, office: Office, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = office.units.filter(valid_to=None)

    def clean_login(self) -> str:
        """Refuse a name that somebody has."""
        login: str = self.cleaned_data["login"].lower()
        if Person.objects.filter(login=login).exists():
            raise forms.ValidationError(_("Nama masuk ini sudah dipakai. Pilih yang lain."))
        return login

    def save(self, actor: Actor) -> Person:
        """Make the person, the post and the assignment; `password` holds what is to be shown once."""
        values = self.cleaned_data
        self.password = services.new_password()
        post = services.NewPost(values["title"], (values["role"],), values["clearance"], values["is_head"])
        with transaction.atomic():
            person = services.make_person(actor, values["login"], values["name"], self.password)
            services.assign(actor, person, services.make_position(values["unit"], post))
        return person


class OfficeForm(OfficeModelForm):
    """The office's name and time zone."""

    class Meta:
        model = Office
        fields = ("name", "time_zone")
        labels = {"name": _("Nama kantor"), "time_zone": _("Zona waktu")}
        widgets = {
            "time_zone": forms.Select(
                choices=[
                    ("Asia/Jakarta", "WIB (UTC+7)"),
                    ("Asia/Makassar", "WITA (UTC+8)"),
                    ("Asia/Jayapura", "WIT (UTC+9)"),
                ]
            )
        }
