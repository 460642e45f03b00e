"""Why a line of the receipt stands as it stands, in words that say what to do."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dms.intake.models import BatchItem

REASONS: dict[str, Promise] = {
    "empty": _("Fail kosong (0 byte). Pindai atau salin ulang."),
    "unsupported_type": _("Jenis fail ini tidak didukung. Kirim PDF, TIFF, JPEG, PNG, WebP, HEIC, atau ZIP."),
    "damaged": _("Fail rusak dan tidak dapat dibuka. Pindai atau salin ulang."),
    "too_large": _("Fail melebihi batas ukuran. Bagi menjadi beberapa fail."),
    "too_many_pages": _("Jumlah halaman melebihi batas. Bagi menjadi beberapa fail."),
    "page_too_large": _("Halaman melebihi batas ukuran gambar. Pindai ulang dengan resolusi lebih rendah."),
    "no_pages": _("Fail tidak memuat satu halaman pun."),
    "over_time": _("Fail tidak selesai dibuka dalam batas waktu. Cetak ulang sebagai PDF baru lalu kirim lagi."),
    "out_of_memory": _("Fail memerlukan memori melebihi batas. Pindai ulang dengan resolusi lebih rendah."),
    "reader_crashed": _("Fail rusak sehingga pembaca berhenti. Cetak ulang sebagai PDF baru lalu kirim lagi."),
    "error": _("Fail tidak dapat diproses. Kirim lagi; bila tetap gagal, beri tahu Admin Sistem."),
    "needs_password": _("PDF ini terkunci. Berikan kata sandinya."),
    "wrong_password": _("Kata sandi tidak cocok. Coba lagi."),
    "archive_damaged": _(
        "ZIP rusak atau dikemas dengan cara yang tidak dikenal. Keluarkan isinya, lalu kirim fail di dalamnya."
    ),
    "archive_empty": _("ZIP ini tidak memuat fail."),
    "archive_locked": _("ZIP ini terkunci kata sandi. Keluarkan isinya, lalu kirim fail di dalamnya."),
    "archive_too_deep": _("ZIP di dalam ZIP terlalu berlapis. Keluarkan isinya, lalu kirim fail di dalamnya."),
    "archive_too_many": _("Jumlah fail di dalam ZIP melebihi batas. Bagi menjadi beberapa ZIP."),
    "archive_too_large": _("Isi ZIP melebihi batas ukuran. Bagi menjadi beberapa ZIP."),
    "same_bytes": _("Sama persis dengan fail yang sudah diberikan."),
}

CONTENTS: dict[str, Promise] = {
    "word": _("dokumen Word"),
    "excel": _("lembar kerja Excel"),
    "powerpoint": _("presentasi PowerPoint"),
    "opendocument": _("dokumen OpenDocument (LibreOffice)"),
    "office": _("dokumen Office lama (Word, Excel, atau PowerPoint)"),
    "rtf": _("dokumen RTF"),
    "web": _("halaman web"),
    "text": _("teks biasa"),
    "zip": _("kumpulan fail dalam ZIP"),
    "archive": _("kumpulan fail yang dimampatkan"),
    "picture": _("gambar jenis lain (AVIF, GIF, atau BMP)"),
}
"""What a file of no use here is instead, by the codes of `ocr.pages.foreign`."""
SAVE_AS_PDF = _("Buka dengan program asalnya, simpan atau cetak sebagai PDF, lalu kirim PDF itu.")
ADVICE: dict[str, Promise] = {
    "zip": _("Keluarkan isinya, lalu kirim fail di dalamnya."),
    "archive": _("Keluarkan isinya, lalu kirim fail di dalamnya."),
    "picture": _("Simpan sebagai JPEG atau PDF, lalu kirim lagi."),
}


def reason_in_words(item: BatchItem) -> str:
    """Return why ITEM was refused or waits; "" when there is nothing to say."""
    if item.duplicate_of:
        return duplicate_in_words(item, item.duplicate_of)
    if item.reason == "unpacked":
        return unpacked_in_words(item.reason_params)
    if item.reason == "unsupported_type":
        return content_in_words(item.name, item.reason_params.get("content", ""))
    return str(REASONS.get(item.reason, item.reason and REASONS["error"]))


def unpacked_in_words(params: dict[str, int]) -> str:
    """Say how many files came out of a ZIP, and how many entries were left out."""
    said = _("%(count)s fail di dalamnya diterima satu per satu.") % params
    left_out = _("%(left_out)s tautan atau catatan sistem dibiarkan.") % params
    return f"{said} {left_out}" if params["left_out"] else str(said)


def content_in_words(name: str, content: str) -> str:
    """Say what the file NAME is instead of a scan, and what to do; a name that promises a PDF is contradicted."""
    is_named_pdf, found = name.casefold().endswith(".pdf"), CONTENTS.get(content)
    if not found and not is_named_pdf:
        return str(REASONS["unsupported_type"])
    if not found:
        said = _("Nama fail ini berakhiran .pdf, tetapi isinya bukan PDF.")
    elif is_named_pdf:
        said = _("Nama fail ini berakhiran .pdf, tetapi isinya bukan PDF melainkan %(content)s.")
    else:
        said = _("Isi fail ini %(content)s, bukan PDF atau gambar pindaian.")
    return f"{said % {'content': found}} {ADVICE.get(content, SAVE_AS_PDF)}"


def duplicate_in_words(item: BatchItem, earlier: BatchItem) -> str:
    """Name the earlier line: by its number in the same batch, else by its batch too.

    A batch of another post is not named: who reads this receipt, a successor or a colleague, may not see that one.
    """
    if earlier.batch_id == item.batch_id:
        return str(_("Sama persis dengan baris %(line)s (%(name)s).") % {"line": earlier.line, "name": earlier.name})
    if earlier.batch.given_by_position_id != item.batch.given_by_position_id:
        return str(REASONS["same_bytes"])
    named = {"line": earlier.line, "name": earlier.name, "batch": earlier.batch.name}
    return str(_("Sama persis dengan %(name)s, baris %(line)s pada “%(batch)s”.") % named)


NOTES: dict[str, Promise] = {
    "truncated": _("fail terpotong"),
    "over_time": _("melampaui batas waktu baca"),
    "no_sure_words": _("ada tulisan, tetapi tidak satu kata pun terbaca dengan pasti"),
    "out_of_memory": _("melampaui batas memori"),
    "reader_crashed": _("isi halaman rusak"),
    "damaged": _("isi halaman rusak"),
    "error": _("terjadi kesalahan saat membaca"),
}
OUTCOMES: dict[str, Promise] = {
    "partial": _("hanya terbaca sebagian"),
    "unread": _("tidak dapat dibaca"),
    "blank": _("tidak memuat kata"),
}


BLANKS_SAID_EACH = 3


def notes_in_words(item: BatchItem) -> list[str]:
    """Say what must be known of a file that was not wholly read: never a silent success.

    A scan of both sides has many blank backs: they are one sentence.
    """
    blank = [note["page"] for note in item.notes if is_only_blank(note)]
    are_many = len(blank) > BLANKS_SAID_EACH
    each = [note for note in item.notes if is_worth_saying(note) and not (are_many and is_only_blank(note))]
    said = [page_note(note) if "outcome" in note else file_note(note) for note in each]
    return [*said, blanks_in_words(blank)] if are_many else said


def is_only_blank(note: dict[str, Any]) -> bool:
    """Tell whether a note says of a page that nothing stands on it, and no more."""
    return note.get("outcome") == "blank" and not any(code in NOTES for code in note.get("codes", []))


def blanks_in_words(pages: list[int]) -> str:
    """Say which pages hold no words."""
    return _("%(count)s halaman tidak memuat kata: %(pages)s.") % {
        "count": len(pages),
        "pages": ", ".join(map(str, pages)),
    }


def is_worth_saying(note: dict[str, Any]) -> bool:
    """Tell whether a note concerns people (a page in part, a truncated file), not only the record."""
    return "outcome" in note or note.get("code") in NOTES


def page_note(note: dict[str, Any]) -> str:
    """Say how far a page was read, and why no further."""
    why = ", ".join(str(NOTES[code]) for code in note.get("codes", []) if code in NOTES)
    said = _("Halaman %(page)s %(outcome)s") % {
        "page": note["page"],
        "outcome": OUTCOMES.get(note["outcome"], note["outcome"]),
    }
    return f"{said} ({why})." if why else f"{said}."


def file_note(note: dict[str, Any]) -> str:
    """Say what is wrong with a whole file."""
    return str(_("Peringatan: %(note)s.") % {"note": NOTES[note["code"]]})
