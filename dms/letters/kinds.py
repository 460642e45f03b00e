"""The kinds of official documents and their names on screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, Promise] = {
    "surat_dinas": _("Surat dinas"),
    "surat_undangan": _("Surat undangan"),
    "nota_dinas": _("Nota dinas"),
    "memo": _("Memo"),
    "surat_edaran": _("Surat edaran"),
    "instruksi": _("Instruksi"),
    "surat_keputusan": _("Surat keputusan"),
    "peraturan": _("Peraturan"),
    "surat_perintah": _("Surat perintah"),
    "surat_tugas": _("Surat tugas"),
    "sppd": _("Surat perjalanan dinas"),
    "sop": _("Standar operasional prosedur"),
    "surat_keterangan": _("Surat keterangan"),
    "surat_pernyataan": _("Surat pernyataan"),
    "surat_pengantar": _("Surat pengantar"),
    "surat_kuasa": _("Surat kuasa"),
    "surat_perjanjian": _("Surat perjanjian"),
    "berita_acara": _("Berita acara"),
    "notula": _("Notula"),
    "laporan": _("Laporan"),
    "telaahan_staf": _("Telaahan staf"),
    "pengumuman": _("Pengumuman"),
    "rekomendasi": _("Rekomendasi"),
    "surat_izin": _("Surat izin"),
    "surat_panggilan": _("Surat panggilan"),
    "surat_peringatan": _("Surat peringatan"),
    "piagam": _("Piagam"),
    "sertifikat": _("Sertifikat"),
    "sttpp": _("STTPP"),
    "telegram": _("Telegram"),
    "daftar_hadir": _("Daftar hadir"),
    "lembar_disposisi": _("Lembar disposisi"),
    "surat_masyarakat": _("Surat masyarakat"),
    "lainnya": _("Lainnya"),
}


def kind_name(kind: str | None) -> str:
    """Return the name of KIND on screen, or "" while it is unknown."""
    return str(KINDS.get(kind, kind)) if kind else ""
