"""Addressees, copies, signers, references and events of the sample letters, typed; and what is not taken for one."""

from pathlib import Path

import pytest

from ocr import read_more_fields
from tests.ocr.typed import typed

TEXTS = Path(__file__).resolve().parents[2] / "sample" / "texts"
NAMES = (
    "recipient", "copies", "attachments", "urgency", "signer", "signer_position", "signer_capacity", "references",
    "event_date", "event_time", "event_place",
)  # fmt: skip
# As the sample letters say (sample/texts); a field that is not named here is not on the letter.
PRINTED: dict[str, dict[str, str]] = {
    "L01": {
        "recipient": "Kepala Badan Penanggulangan Bencana Daerah\nKepala Dinas Pekerjaan Umum dan Penataan Ruang\n"
        "Kepala Dinas Komunikasi dan Informatika\nPara Camat se-Kota Tirtawangi",
        "copies": "Wali Kota Tirtawangi (sebagai laporan)\nWakil Wali Kota Tirtawangi\nInspektur Kota Tirtawangi",
        "attachments": "1 (satu) berkas",
        "urgency": "segera",
        "signer": "Drs. Hendra Prabawa, M.Si.",
        "signer_position": "KEPALA BAGIAN ADMINISTRASI PEMBANGUNAN",
        "signer_capacity": "a.n. u.b.",
        "references": "360/4471/BPBD/2024",
        "event_date": "2024-10-17",
        "event_time": "09:00 WIB",
        "event_place": "Ruang Rapat Adipura, Lantai 2 Sekretariat Daerah Kota Tirtawangi",
    },
    "L02": {
        "recipient": "Kepala Dinas Komunikasi dan Informatika",
        "attachments": "2 (dua) lembar",
        "urgency": "biasa",
        "signer": "Sri Hastuti Ningrum, S.Sos., M.A.P.",
        "signer_position": "Kepala Dinas Perpustakaan dan Kearsipan",
    },
    "L03": {
        "recipient": "Kepala Dinas Komunikasi dan Informatika Kota Tirtawangi",
        "copies": "Dekan Fakultas Ilmu Komputer (sebagai laporan)\nKetua Program Studi Sistem Informasi",
        "attachments": "1 (satu) bundel",
        "signer": "Dr. Eng. Tegar Wicaksana, S.Kom., M.T.",
        "signer_position": "Wakil Dekan Bidang Akademik dan Kemahasiswaan",
        "signer_capacity": "a.n.",
    },
    "L04": {
        "recipient": "Kepala Dinas Komunikasi dan Informatika",
        "copies": "Kepala Bidang Aplikasi Informatika",
        "attachments": "1 (satu) lembar",
        "urgency": "segera",
        "signer": "Dimas Anggara Putra, S.T., M.Kom.",
        "signer_position": "Sekretaris Dinas",
        "signer_capacity": "Plt.",
        "references": "000.5.3.2/214/DISPUSIP/2024",
    },
    "L05": {
        "recipient": "Yulia Kartikasari, S.Kom.\nRahmat Hidayatullah, A.Md.",
        "signer": "Ir. Lestari Dewi Anggraini, M.T.",
        "signer_position": "KEPALA DINAS KOMUNIKASI DAN INFORMATIKA",
        "references": "005/1187/Setda/X/2024",
    },
    "L06": {"signer": "BRAMANTYO ADIWIJAYA", "signer_position": "WALI KOTA TIRTAWANGI"},
    "L07": {
        "recipient": "Bupati/Wali Kota se-Nusa Selatan\nKepala Perangkat Daerah Provinsi Nusa Selatan\n"
        "Direktur Rumah Sakit Daerah",
        "copies": "Gubernur Nusa Selatan (sebagai laporan)",
        "signer": "SITI RAHAYU WIDJANARKO",
        "signer_position": "SEKRETARIS DAERAH PROVINSI NUSA SELATAN",
        "signer_capacity": "Plh.",
    },
    "L08": {},
    "L09": {},
    "L10": {
        "recipient": "KEPALA DINAS KOMUNIKASI DAN INFORMATIKA KOTA TIRTAWANGI",
        "copies": "Kepala Kejaksaan Tinggi Nusa Selatan\nArsip",
        "attachments": "-",
        "signer": "GUNAWAN HADISUMARTO, S.H., M.H.",
        "signer_position": "KEPALA KEJAKSAAN NEGERI TIRTAWANGI SELAKU PENYELIDIK",
        "references": "PRINT-07/M.5.41/Fd.1/05/2023",
        "event_date": "2023-06-21",
        "event_time": "10:00 WIB",
        "event_place": "Ruang Seksi Tindak Pidana Khusus",
    },
    "L11": {
        "recipient": "Bapak Kepala Dinas Kominfo (Layanan Lapor Warga)",
        "attachments": "3 lembar foto",
        "signer": "Slamet Riyanto",
    },
    "L12": {
        "recipient": "Sdr. Kepala Bagian Hubungan Masyarakat Setwilda Tk. II Tirtawangi",
        "copies": "Bp. Walikotamadya KDH Tk. II Tirtawangi (sebagai laporan)\nArsip",
        "attachments": "1 (satu) exp",
        "signer": "Drs. SOEDARMADJI",
        "signer_position": "KEPALA BAGIAN UMUM",
        "signer_capacity": "a.n. u.b.",
        "references": "045/20771/Um",
    },
}


@pytest.mark.parametrize("letter", PRINTED)
def test_the_other_fields_of_the_sample_letters(letter: str) -> None:
    found = read_more_fields([typed((TEXTS / f"{letter}.txt").read_text(encoding="utf-8"))])
    assert tuple(found) == NAMES
    assert {name: field.value for name, field in found.items() if field.value is not None} == PRINTED[letter]


def test_a_field_says_where_it_stands() -> None:
    signer = read_more_fields([typed((TEXTS / "L01.txt").read_text(encoding="utf-8"))])["signer"]
    assert (signer.raw, signer.page) == ("Drs. Hendra Prabawa, M.Si.", 1)
    assert signer.box is not None
    assert signer.box.y0 > 0.5


@pytest.mark.parametrize("text", ["", "halo\n", "Yth.\n\nTembusan :\n", "Pukul :\nTempat :\nLampiran :\n"])
def test_pages_without_a_letter_have_none(text: str) -> None:
    assert {field.value for field in read_more_fields([typed(text)]).values()} == {None}


def test_no_pages_have_none() -> None:
    assert {field.value for field in read_more_fields([]).values()} == {None}


def test_a_weekday_that_is_not_the_dates_own_makes_it_less_sure() -> None:
    text = (TEXTS / "L01.txt").read_text(encoding="utf-8")
    right, wrong = (
        read_more_fields([typed(each)])["event_date"] for each in (text, text.replace("Kamis, 17", "Rabu, 17"))
    )
    assert (right.value, wrong.value) == ("2024-10-17", "2024-10-17")
    assert wrong.confidence < right.confidence - 0.1


BODY = (
    "Nomor : 005/12/Um\n\n"
    "     Demikian disampaikan untuk menjadi maklum dan dilaksanakan sebagaimana mestinya oleh semua.\n\n"
)
SIGNED = ("signer", "signer_position", "signer_capacity")


def foot(*lines: str, indent: int = 45) -> dict[str, str | None]:
    """Who signs under LINES, set at INDENT below a body."""
    found = read_more_fields([typed(BODY + "\n".join(" " * indent + line if line else "" for line in lines))])
    return {name: found[name].value for name in SIGNED}


def signed(signer: str | None, position: str | None, capacity: str | None = None) -> dict[str, str | None]:
    return dict(zip(SIGNED, (signer, position, capacity), strict=True))


def test_a_piece_of_a_stamp_is_nobodys_name() -> None:
    below = ("KEJAF", "", "/AN HADISUMARTO, S.H., M.H.", "Jaksa Utama Pratama NIP. 19720818 199703 1 002")
    assert foot("KEPALA KEJAKSAAN NEGERI TIRTAWANGI", "U PENYELIDIK,", "", *below) == signed(None, None)


@pytest.mark.parametrize("line", ["KEPAI      GAWAS TENAGA NUKLIR,", "KEPAI", "GAWAS TENAGA NUKLIR", "KOTA TIRTAWANGI"])
def test_a_piece_of_a_post_is_nobodys_name(line: str) -> None:
    assert foot("Ditetapkan di Jakarta", "pada tanggal 15 Maret 2010", line) == signed(None, None)


def test_a_name_that_lost_its_start_is_none() -> None:
    below = ("", "", "    Stari Dewi Anggraini, M.T.", "Pembina Utama Muda (IV/c)", "NIP 19690714 199503 2 002")
    assert foot("KEPALA DINAS KOMUNIKASI", "    INFORMATIKA,", *below) == signed(None, None)


@pytest.mark.parametrize("line", ["EPALA BAGIAN UMUM,", "A BAGIAN UMUM,", "'OVINSI NUSA SELATAN,"])
def test_a_post_that_lost_its_start_is_none_and_the_name_stands(line: str) -> None:
    lines = ("A.n, WALIKOTAMADYA KEPALA DAERAH TK. II", "SEKRETARIS WILAYAH / DAERAH", line, "", "")
    assert foot(*lines, "Drs. SOEDARMADJI )", "NIP. 010 087 443.") == signed("Drs. SOEDARMADJI", None)


def test_a_post_with_a_word_that_lost_its_start_is_none() -> None:
    lines = ("Ketua engadilan Negeri Rengganis,", "", "", "Dimas Anggara Putra, S.T.", "NIP 19860930 201101 1 009")
    assert foot(*lines) == signed("Dimas Anggara Putra, S.T.", None)


def test_the_name_over_the_staff_number_is_the_signers() -> None:
    lines = ("Kepala Dinas Arsip,", "", "Malam Terang", "", "Dimas Anggara Putra, S.T.", "NIP 19860930 201101 1 009")
    assert foot(*lines) == signed("Dimas Anggara Putra, S.T.", "Kepala Dinas Arsip")


def test_one_word_is_a_name_with_a_staff_number_only() -> None:
    assert foot("Kepala Dinas Arsip,", "", "", "Sukardi", "NIP 19860930 201101 1 009")["signer"] == "Sukardi"
    assert foot("Kepala Dinas Arsip,", "", "", "Sukardi")["signer"] is None


@pytest.mark.parametrize("mark", ["Plt.", "Pit.", "P1t."])
def test_an_acting_signer_is_one_however_it_was_read(mark: str) -> None:
    lines = (f"{mark} Sekretaris Dinas,", "", "", "Dimas Anggara Putra, S.T.", "NIP 19860930 201101 1 009")
    assert foot(*lines) == signed("Dimas Anggara Putra, S.T.", "Sekretaris Dinas", "Plt.")


@pytest.mark.parametrize("gap", ["", "\n", "\n\n"])
def test_a_stamp_below_the_copies_is_none_of_them(gap: str) -> None:
    stamp = "            DITERIMA\n            16 PEB 1987\n            AGENDA 412\n"
    found = read_more_fields([typed(f"{BODY}Tindasan :\n1. Yth. Kepala Bagian Umum.\n2. Arsip.-\n{gap}{stamp}")])
    assert found["copies"].value == "Kepala Bagian Umum\nArsip"


def test_lines_far_below_the_copies_are_none_of_them() -> None:
    found = read_more_fields([typed(f"{BODY}Tembusan :\n1. Bupati;\n2. Arsip.\n\n      KASUBAG DOKUMEN\n")])
    assert found["copies"].value == "Bupati\nArsip"
