"""What is wrong with a value, in words that say what would be right."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FAULTS: dict[str, Promise] = {
    "not_a_date": _("Tanggal tidak dikenal. Ketik misalnya 14/10/2024 atau 14 okt 2024."),
    "too_long": _("Terlalu panjang."),
    "not_a_code": _("Kode ini tidak ada dalam skema yang berlaku."),
}
OTHER = _("Isian tidak cocok. Pilih salah satu yang ada.")


def fault_in_words(code: str) -> str:
    """Return why a value cannot be confirmed."""
    return str(FAULTS.get(code, OTHER))
