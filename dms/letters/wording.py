"""Machine codes of the search language and of proposed borders, put into words for people."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

import search

BORDERS: dict[str, Promise] = {
    "head": _("ada kop surat"),
    "letterhead_alone": _("ada kop surat"),
    "has_title": _("ada judul naskah"),
    "has_weak_title": _("ada judul naskah"),
    "has_subject": _("ada perihal"),
    "has_date": _("ada tanggal"),
    "has_addressee": _("ada alamat tujuan"),
    "has_salutation": _("ada salam pembuka"),
    "has_about": _("ada “tentang”"),
    "other_number": _("nomornya lain"),
    "other_size": _("ukuran kertasnya lain"),
    "other_print": _("cetakannya lain"),
    "other_margin": _("tepi kertasnya lain"),
    "after_signature": _("halaman sebelumnya bertanda tangan"),
    "after_blank": _("sesudah halaman kosong"),
    "annex_complete": _("lampiran sebelumnya lengkap"),
    "disposition": _("lembar disposisi"),
    "envelope": _("amplop"),
    "file_begins": _("fail baru"),
    "goes_on": _("tampaknya lanjutan surat sebelumnya"),
}
UNREADABLE = _("Pencarian ini tidak dapat dipahami. Periksa tanda kutip dan kurung.")
QUERY_FAULTS: dict[str, Promise] = {
    "only_signs": _("Tidak ada yang dapat dicari dalam “%(typed)s”. Tulis kata atau angka."),
    "unclosed_quote": _("Tanda kutip dibuka tetapi tidak ditutup. Contoh: “rapat koordinasi”."),
    "unclosed_group": _("Kurung dibuka tetapi tidak ditutup."),
    "unexpected_close": _("Ada kurung tutup tanpa kurung buka."),
    "empty_group": _("Di dalam kurung tidak ada kata."),
    "missing_operand": _("Sebelum dan sesudah “%(operator)s” harus ada kata."),
    "missing_value": _("Setelah “%(field)s:” belum ada isi. Contoh: nomor:005/12."),
    "nested_field": _("Di dalam “%(field)s:” tidak boleh ada saringan lain."),
    "misplaced_minus": _("Tanda kurang ditulis di depan saringan: -%(field)s:kata."),
    "unknown_field": _(
        "Saringan “%(field)s:” tidak dikenal. Yang ada antara lain nomor:, dari:, hal:, tgl:, kode:, jenis:."
    ),
    "bad_date": _("“%(value)s” bukan tanggal. Contoh: %(field)s:%(example)s."),
    "bad_year": _("“%(value)s” bukan tahun. Contoh: %(field)s:%(example)s."),
    "bad_value": _("“%(value)s” tidak cocok untuk %(field)s. Contoh: %(field)s:%(example)s."),
    "bad_direction": _("“%(value)s” tidak cocok untuk %(field)s. Contoh: %(field)s:%(example)s."),
    "prefix_too_short": _("Awalan dengan * memerlukan paling sedikit %(minimum)s huruf."),
    "fuzzy_too_short": _("Kata dengan ~ memerlukan paling sedikit %(minimum)s huruf."),
    "fuzzy_distance": _("Angka setelah ~ paling besar %(highest)s."),
    "fuzzy_one_word": _("Tanda ~ hanya untuk satu kata, bukan untuk frasa."),
    "too_long": _("Pencarian terlalu panjang; paling banyak %(highest)s huruf."),
    "too_many_terms": _("Pencarian memuat terlalu banyak kata; paling banyak %(highest)s."),
    "too_deep": _("Kurung bertumpuk terlalu dalam; paling banyak %(highest)s tingkat."),
}


def query_fault(error: search.QueryError) -> str:
    """Say what is wrong with a query and what would be right."""
    return str(QUERY_FAULTS.get(error.code, UNREADABLE)) % error.params


def reasons_in_words(codes: Iterable[str]) -> list[str]:
    """Say why a letter seems to begin with a page; what has no words is left out."""
    return list(dict.fromkeys(str(BORDERS[code]) for code in codes if code in BORDERS))
