"""What a registrar or administrator fills in about a watched folder."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dms.intake.models import WatchedFolder
from dms.intake.watching import folders
from dms.people.models import Assignment, Office, Role, Unit
from dms.people.policy import current

if TYPE_CHECKING:
    FolderModelForm = forms.ModelForm[WatchedFolder]
else:
    FolderModelForm = forms.ModelForm


class WatchedFolderForm(FolderModelForm):
    """A watched folder of one office: where it lies, whose letters come in by it, who answers for it."""

    responsible = forms.ChoiceField(
        label=gettext_lazy("Penanggung jawab"),
        help_text=gettext_lazy("Atas namanya fail diterima; tanda terimanya dapat dilihat oleh pemegang jabatan ini."),
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = WatchedFolder
        fields = ("name", "path", "unit", "direction", "device", "box", "batch_name", "is_enabled")
        labels = {
            "name": gettext_lazy("Nama"),
            "path": gettext_lazy("Alamat map di komputer Telusur"),
            "unit": gettext_lazy("Unit penerima"),
            "direction": gettext_lazy("Arah surat"),
            "device": gettext_lazy("Alat pindai"),
            "box": gettext_lazy("Boks atau map asal"),
            "batch_name": gettext_lazy("Nama kiriman harian"),
            "is_enabled": gettext_lazy("Pantau map ini"),
        }
        help_texts = {
            "batch_name": gettext_lazy("Boleh kosong. {tanggal} diganti dengan tanggal hari itu."),
        }

    field_order = ("name", "path", "unit", "responsible", "direction", "device", "box", "batch_name", "is_enabled")

    def __init__(self, *args: Any, office: Office, **options: Any) -> None:
        super().__init__(*args, **options)
        self.office = office
        self.holders = {f"{held.person.public_id} {held.position.public_id}": held for held in holders_of(office)}
        unit, responsible = self.fields["unit"], self.fields["responsible"]
        assert isinstance(unit, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        assert isinstance(responsible, forms.ChoiceField)  # noqa: S101
        unit.queryset, unit.empty_label = Unit.objects.filter(office=office, valid_to=None).order_by("pk"), None
        responsible.choices = [
            (key, f"{held.person.name} – {held.position.title}") for key, held in self.holders.items()
        ]
        roots = ", ".join(str(root) for root in folders.roots_for(office))
        self.fields["path"].help_text = _("Di bawah: %(roots)s") % {"roots": roots}
        self.initial["seen_version"] = self.instance.version if self.instance.pk else 0
        if self.instance.pk:
            self.initial["responsible"] = f"{self.instance.person.public_id} {self.instance.position.public_id}"

    def clean_path(self) -> str:
        """Return the path with its links followed, if it is a folder that this office may have watched."""
        path = Path(self.cleaned_data["path"].strip())
        if not path.is_absolute() or not folders.is_allowed(path, self.office):
            raise forms.ValidationError(_("Map harus berada di bawah lokasi yang tertulis di bawah kotak ini."))
        if not is_folder(path):
            raise forms.ValidationError(_("Map ini belum ada atau tidak dapat dibaca. Buat dahulu dan beri izin."))
        if folders.overlaps(path, self.instance):
            raise forms.ValidationError(_("Map ini, atau map di atas atau di bawahnya, sudah dipantau."))
        return str(path.resolve())

    def clean(self) -> dict[str, Any]:
        """Put the chosen holder on the folder."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        held = self.holders.get(values.get("responsible", ""))
        if held is not None:
            self.instance.person, self.instance.position = held.person, held.position
        return values


def holders_of(office: Office) -> list[Assignment]:
    """Return who holds which post of OFFICE today; posts that see no letters answer for none."""
    today = current(timezone.localdate(), start="starts_on", end="ends_on")
    held = Assignment.objects.filter(today, position__unit__office=office, person__is_active=True)
    held = held.select_related("person", "position").prefetch_related("position__roles").order_by("person__name", "pk")
    return [one for one in held if {role.role for role in one.position.roles.all()} != {Role.SYSADMIN.value}]


def is_folder(path: Path) -> bool:
    """Tell whether PATH is a folder that can be seen."""
    try:
        return path.is_dir()
    except OSError:
        return False
