"""Why a code is suggested, in words."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

REASONS: dict[str, Promise] = {
    "printed_code": _("Kode ini tercetak pada nomor surat"),
    "form_of_letter": _("Jenis surat ini punya kode sendiri"),
    "words_match": _("Kata yang sama: %(words)s"),
    "similar_letters": _("Surat serupa diberi kode ini"),
    "sender_history": _("Surat terverifikasi dari pengirim ini diberi kode ini"),
    "sure": _("Saran seyakin ini hampir selalu benar di kantor ini"),
}


def counted_words(number: int) -> str:
    """Return how many verified letters from one sender were given a code."""
    return ngettext(
        "%(number)d surat terverifikasi dari pengirim ini diberi kode ini",
        "%(number)d surat terverifikasi dari pengirim ini diberi kode ini",
        number,
    ) % {"number": number}


def reason_in_words(reason: dict[str, Any], *, number: int = 0) -> str:
    """Return one stored reason as people read it, with a NUMBER of letters; "" for one that has no words yet."""
    if number:
        return counted_words(number)
    words = str(REASONS.get(reason.get("code", ""), ""))
    values = {name: ", ".join(value) if isinstance(value, list) else value for name, value in reason.items()}
    try:
        return words % values if "%(" in words else words
    except KeyError:
        return words.partition(":")[0]
