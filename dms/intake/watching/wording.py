"""What is in the way of a watched folder, in words that say what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dms.intake.models import WatchedFolder

FAULTS: dict[str, Promise] = {
    "gone": gettext_lazy(
        "Map ini tidak ditemukan. Periksa apakah komputer atau jaringan tempatnya menyala; Telusur terus mencoba."
    ),
    "no_folder": gettext_lazy("Alamat ini bukan map. Betulkan alamatnya."),
    "not_allowed": gettext_lazy("Map ini tidak lagi di bawah lokasi yang diizinkan. Hubungi Admin Sistem."),
    "forbidden": gettext_lazy("Telusur tidak diizinkan membaca map ini. Beri izin baca dan tulis."),
    "unreadable": gettext_lazy("Map ini tidak dapat dibaca. Periksa jaringan atau disknya; Telusur terus mencoba."),
    "disk_full": gettext_lazy("Penyimpanan Telusur penuh. Fail menunggu dengan aman di map ini; hubungi Admin Sistem."),
    "cannot_move": gettext_lazy(
        "Ada fail yang sudah diterima tetapi tidak dapat dipindahkan. Beri izin tulis; fail itu tidak diambil dua kali."
    ),
    "unreadable_inside": gettext_lazy("Ada fail atau map di dalamnya yang tidak dapat dibaca. Beri izin baca."),
    "look_failed": gettext_lazy("Pemeriksaan map ini berhenti karena kesalahan. Bila berulang, hubungi Admin Sistem."),
}
NAMES_A_FILE = ("cannot_move", "unreadable_inside")
"""Faults whose detail is the name of a file: not for everybody who sees the folder."""


def fault_in_words(folder: WatchedFolder, *, may_see_names: bool) -> str:
    """Return what is in the way of FOLDER; "" when nothing is."""
    if not folder.fault:
        return ""
    said = str(FAULTS.get(folder.fault, FAULTS["look_failed"]))
    if folder.fault in NAMES_A_FILE and folder.fault_detail and may_see_names:
        return _("%(said)s Contoh: %(name)s") % {"said": said, "name": folder.fault_detail}
    return said
