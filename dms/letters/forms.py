"""What a person decides about a page: how it is to be read again, what stands at a place of it."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

import ocr
from dms.intake.models import SourcePage

Choices = list[tuple[str, str | Promise]]

AUTOMATIC: tuple[str, Promise] = ("", _("Otomatis"))
YES_OR_NO: Choices = [AUTOMATIC, ("yes", _("Ya")), ("no", _("Tidak"))]
TURNS: dict[int, Promise] = {
    0: _("Seperti terlihat"),
    90: _("Putar ke kanan 90°"),
    180: _("Balik 180°"),
    270: _("Putar ke kiri 90°"),
}
SWITCHES = ("level", "even_light", "remove_color")


class RereadForm(forms.Form):
    """Each step of the preparation: left to what is measured, done, or left out. Turns are seen from the page shown."""

    turned_degrees = forms.ChoiceField(label=_("Arah halaman"), required=False)
    level = forms.ChoiceField(label=_("Luruskan kemiringan"), choices=YES_OR_NO, required=False)
    even_light = forms.ChoiceField(label=_("Ratakan cahaya"), choices=YES_OR_NO, required=False)
    remove_color = forms.ChoiceField(label=_("Keluarkan warna"), choices=YES_OR_NO, required=False)

    def __init__(self, data: Any = None, *, page: SourcePage, overrule: ocr.Overrule) -> None:
        super().__init__(data, initial=dict(initial(overrule)))
        self.decided = overrule
        field = self.fields["turned_degrees"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = turns_of(page)

    def overrule(self) -> ocr.Overrule:
        """Return what was decided, once the form is valid."""
        values = self.cleaned_data
        turned = values["turned_degrees"]
        switches = {name: values[name] == "yes" if values[name] else None for name in SWITCHES}
        return ocr.Overrule(turned_degrees=int(turned) if turned else None, **switches)  # type: ignore[arg-type]


def turns_of(page: SourcePage) -> Choices:
    """Return the turns to choose from: what is sent counts from the file, what is said from the page as it is shown."""
    return [AUTOMATIC, *((str((page.turned_degrees + more) % 360), label) for more, label in TURNS.items())]


def initial(overrule: ocr.Overrule) -> Iterator[tuple[str, str]]:
    """Yield what the form shows of an earlier decision."""
    if overrule.turned_degrees is not None:
        yield "turned_degrees", str(overrule.turned_degrees)
    for name in SWITCHES:
        value = getattr(overrule, name)
        if value is not None:
            yield name, "yes" if value else "no"


class CorrectionForm(forms.Form):
    """What stands at a place of a page; the place in fractions of the page."""

    x0 = forms.FloatField(min_value=0, max_value=1)
    y0 = forms.FloatField(min_value=0, max_value=1)
    x1 = forms.FloatField(min_value=0, max_value=1)
    y1 = forms.FloatField(min_value=0, max_value=1)
    text = forms.CharField(required=False, strip=False)

    def box(self) -> ocr.Box:
        """Return the place, once the form is valid."""
        return ocr.Box(*(self.cleaned_data[edge] for edge in ("x0", "y0", "x1", "y1")))
