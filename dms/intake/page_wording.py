"""The record of a page in words: what was measured of it, what was done before it was read, and why."""

from collections.abc import Iterator
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dms.intake.models import Reading

OUTCOMES: dict[str, Promise] = {
    "read": _("Terbaca"),
    "text_layer": _("Teks dari PDF"),
    "partial": _("Terbaca sebagian"),
    "unread": _("Tidak terbaca"),
    "blank": _("Kosong"),
}
LOOKS = {"read": "ok", "text_layer": "ok", "partial": "warn", "unread": "bad", "blank": ""}
"""How each outcome is colored."""

DONE: dict[str, Promise] = {
    "light_evened": _("Cahaya tidak rata diratakan."),
    "color_removed": _("Warna kertas dikeluarkan."),
    "stamp_removed": _("Tinta cap berwarna dikeluarkan dari gambar yang dibaca."),
    "noise_removed": _("Bintik dan noda dibersihkan."),
    "cleaned": _("Cetakan kotor: noda di sekitar huruf dihapus, karena begitu lebih banyak kata terbaca."),
    "softened": _("Titik-titik cetakan disatukan, karena begitu lebih banyak kata terbaca."),
    "too_noisy": _("Terlalu banyak bintik untuk dibaca dalam batas waktu."),
    "over_time": _("Dibaca tanpa persiapan karena waktu habis."),
    "no_sure_words": _("Ada baris tulisan, tetapi tidak satu kata pun terbaca dengan pasti. Pindai ulang bila dapat."),
    "shines_through": _("Hanya tulisan dari balik kertas yang tembus; halaman ini sendiri kosong."),
    "truncated": _("Fail terpotong; yang masih ada dibaca."),
    "layer_partial": _("Lapisan teks PDF hanya memuat sebagian tulisan, jadi gambarnya dibaca."),
    "layer_wrong": _("Lapisan teks PDF tidak sama dengan gambarnya, jadi gambarnya dibaca."),
    "drawn_by_poppler": _("Halaman digambar dengan cara cadangan karena PDF ini tidak biasa."),
    "repaired": _("PDF rusak ringan; diperbaiki saat dibuka."),
    "out_of_memory": _("Halaman memerlukan memori melebihi batas."),
    "reader_crashed": _("Isi halaman rusak sehingga pembaca berhenti."),
    "damaged": _("Isi halaman rusak."),
    "page_too_large": _("Gambar halaman melebihi batas ukuran."),
    "error": _("Terjadi kesalahan saat membaca."),
}
TROUBLES = {
    "no_sure_words",
    "too_noisy",
    "over_time",
    "truncated",
    "out_of_memory",
    "reader_crashed",
    "damaged",
    "page_too_large",
    "error",
}
FIGURES: dict[str, tuple[Promise, int, str]] = {
    "dpi": (_("Resolusi"), 0, "dpi"),
    "x_height_px": (_("Tinggi huruf kecil"), 1, "px"),
    "contrast": (_("Kontras"), 0, ""),
    "skew_degrees": (_("Kemiringan"), 1, "°"),
    "noise_pieces": (_("Bintik"), 0, ""),
}
"""Measures worth showing: label, decimals, unit. Measures that are not named here are kept and not shown."""

REGIONS: dict[str, Promise] = {
    "stamp": _("Cap"),
    "signature": _("Tanda tangan"),
    "handwriting": _("Tulisan tangan"),
    "qr": _("Kode QR"),
    "barcode": _("Kode batang"),
    "table": _("Tabel"),
}


def outcome_in_words(reading: Reading) -> str:
    """Say how far the page was read."""
    return str(OUTCOMES.get(reading.outcome, reading.outcome))


def done_in_words(reading: Reading, turned_degrees: int) -> list[str]:
    """Say what was done with the page before it was read, in the order in which it was done."""
    said = [*position_in_words(reading, turned_degrees), *notes_in_words(reading)]
    if reading.outcome == "text_layer":
        said.append(gettext("Lapisan teks PDF dipakai; gambar tidak perlu dibaca."))
    elif not said and reading.outcome == "read":
        said.append(gettext("Halaman sudah tegak, rata, dan bersih; tidak ada yang perlu diperbaiki."))
    return said


def position_in_words(reading: Reading, turned_degrees: int) -> Iterator[str]:
    """Say how the page was turned and leveled."""
    if turned_degrees == 180:
        yield gettext("Terbalik; dibalik 180°.")
    elif turned_degrees:
        yield gettext("Rebah; diputar %(degrees)s° searah jarum jam.") % {"degrees": turned_degrees}
    if reading.skew_degrees:
        yield gettext("Miring %(degrees)s°; diluruskan.") % {"degrees": figure(abs(reading.skew_degrees), 1, "")}


def notes_in_words(reading: Reading) -> list[str]:
    """Say the notes of a reading that concern people; codes without words are for the record only."""
    codes = dict.fromkeys(note["code"] for note in reading.notes)
    if reading.outcome == "unread" and "over_time" in codes:
        return [gettext("Waktu baca habis sebelum ada kata yang terbaca.")]
    return [str(DONE[code]) for code in codes if code in DONE]


def troubles_in_words(reading: Reading) -> list[str]:
    """Say why a page was not read, or not well; what was merely done with it is left out."""
    troubles = [note for note in reading.notes if note["code"] in TROUBLES]
    return notes_in_words(Reading(outcome=reading.outcome, notes=troubles))


def figures_in_words(reading: Reading, dpi: float) -> list[tuple[str, str]]:
    """Return what was measured of the page: label and value."""
    measured: dict[str, Any] = {"dpi": dpi, **reading.measured}
    return [
        (str(label), figure(measured[name], decimals, unit))
        for name, (label, decimals, unit) in FIGURES.items()
        if isinstance(measured.get(name), int | float) and not (name == "dpi" and measured[name] <= 0)
    ]


def figure(value: float, decimals: int, unit: str) -> str:
    """Return a number as people of this language write it, with its unit."""
    shown = number_format(round(value, decimals), decimals)
    return f"{shown}{'' if unit in ('', '°') else ' '}{unit}"


def region_name(kind: str) -> str:
    """Return what a region of a page is called."""
    return str(REGIONS.get(kind, kind))


def reader_in_words(reading: Reading) -> str:
    """Return which program read the page, with which model."""
    if reading.outcome == "text_layer":
        return gettext("lapisan teks PDF (pdfium %(version)s)") % {"version": reading.engine_version}
    named = " ".join(part for part in (reading.engine, reading.engine_version) if part)
    if not reading.model:
        return named
    return gettext("%(engine)s, model %(model)s") % {"engine": named, "model": reading.model}
