"""Fields of letters of many offices, from typed pages: the rules without the recognizer's faults."""

import pytest

from ocr import Field, read_fields
from tests.ocr.typed import typed

MINISTRY = """
                KEMENTERIAN AGAMA REPUBLIK INDONESIA
               KANTOR KEMENTERIAN AGAMA KOTA TIRTAWANGI
          Jalan Damai Nomor 4 Tirtawangi 51992 Telepon (0299) 310222

Nomor    : B-123/Kk.15.02/1/HM.00/03/2023                      3 Maret 2023
Sifat    : Penting
Lampiran : -
Hal      : Pemberitahuan Jadwal Bimbingan Manasik Haji Tingkat Kota Tirtawangi
           Tahun 1444 H/2023 M

Yth. Para Kepala KUA se-Kota Tirtawangi

     Dengan ini kami sampaikan bahwa bimbingan manasik haji tingkat kota akan dilaksanakan
pada hari Senin, 13 Maret 2023 pukul 08.00 WIB di Asrama Haji.
"""
MEMO = """
                          DINAS PENDAPATAN DAERAH KOTA TIRTAWANGI

                                   MEMORANDUM

Kepada   : Kepala Bidang Pajak
Dari     : Kepala Dinas
Hal      : Percepatan Penagihan
Tanggal  : 12-10-2024

     Agar saudara segera menagih tunggakan pajak hotel dan restoran sampai akhir bulan ini.
"""
ANNOUNCEMENT = """
                        PEMERINTAH KABUPATEN RENGGANIS
                 BADAN KEPEGAWAIAN DAN PENGEMBANGAN SUMBER DAYA MANUSIA
               Jl. Pahlawan No. 10 Rengganis Telp. (0298) 771100 Kode Pos 52111

                               PENGUMUMAN
                          NOMOR : 800/1203/BKPSDM/2023
                                TENTANG
            HASIL SELEKSI ADMINISTRASI PENERIMAAN CALON PPPK GURU
                          TAHUN ANGGARAN 2023

     Berdasarkan hasil verifikasi berkas pelamar pada tanggal 10 Oktober 2023 bersama ini diumumkan
nama-nama peserta yang dinyatakan lulus seleksi administrasi sebagaimana terlampir.

                                              Ditetapkan di Rengganis
                                              pada tanggal 17 Oktober 2023
                                              KEPALA BADAN,
"""
DECREE = """
                             BUPATI RENGGANIS
                          PROVINSI NUSA SELATAN

                       KEPUTUSAN BUPATI RENGGANIS
                         NOMOR 23 TAHUN 2020
                              TENTANG
             PENETAPAN STATUS TANGGAP DARURAT BENCANA KEKERINGAN
                     DI KABUPATEN RENGGANIS

                         BUPATI RENGGANIS,

Menimbang : a. bahwa kekeringan yang terjadi di sebagian besar wilayah kecamatan perlu ditangani;
Mengingat : 1. Undang-Undang Nomor 24 Tahun 2007 tentang Penanggulangan Bencana;

                                              Ditetapkan di Rengganis
                                              pada tanggal 2 September 2020
"""
POLICE = """
KEPOLISIAN NEGARA REPUBLIK INDONESIA
DAERAH NUSA SELATAN
RESOR TIRTAWANGI
Jalan Bhayangkara 1 Tirtawangi 51990

Nomor        : B/123/II/HUM.3.4./2023/Resor           Tirtawangi, 14 Februari 2023
Klasifikasi  : BIASA
Lampiran     : -
Perihal      : Permohonan narasumber

                                            Kepada
                                            Yth. KEPALA DINAS KOMINFO
                                            di Tirtawangi
1. Rujukan rencana kerja Polres Tirtawangi Tahun Anggaran 2023 tentang penyuluhan kepada pelajar.
"""
SCHOOL = """
                         PEMERINTAH KOTA TIRTAWANGI
                             DINAS PENDIDIKAN
                         SMP NEGERI 2 TIRTAWANGI
                   Jalan Melati Nomor 7 Telepon 310555

                                               Tirtawangi, 5 Juli 2021
Nomor : 421.3/089/SMPN2/2021                   Kepada
Lamp  : -                                      Yth. Bapak/Ibu Wali Murid
Hal   : Undangan Rapat Komite                  di
                                               Tempat

     Sehubungan dengan tahun ajaran baru, kami mengundang Bapak/Ibu hadir pada rapat komite sekolah.
"""
COMPANY = """
                          PT BAHARI SENTOSA ABADI
                Jalan Pelabuhan 99 Tirtawangi, Telp. 0299-445566

Nomor    : 045/SPH/PT-BSA/II/2024
Perihal  : Surat Penawaran Harga Perangkat Jaringan

Tirtawangi, 21 Februari 2024

Kepada Yth. Pejabat Pengadaan Dinas Komunikasi dan Informatika
di Tempat

Dengan hormat, bersama surat ini kami mengajukan penawaran harga perangkat jaringan tahun ini.
"""
STATEMENT = """
                       PEMERINTAH KOTA TIRTAWANGI
                           KECAMATAN HILIR
                           KELURAHAN HILIR
                  Jalan Kenanga Nomor 2 Tirtawangi

                         SURAT KETERANGAN
                     Nomor : 470/12/Kel.Hilir/2021

Yang bertanda tangan di bawah ini Lurah Hilir menerangkan bahwa nama tersebut di bawah ini benar warga kami:
Nama : Sutini
NIK  : 5299014107600003

Demikian surat keterangan ini dibuat untuk dipergunakan sebagaimana mestinya.

                                              Tirtawangi, 3 Mei 2021
                                              LURAH HILIR,
"""
CITIZEN = """
Kepada Yth.
Bapak Wali Kota Tirtawangi
di Tempat

Dengan hormat,
Saya yang bertanda tangan di bawah ini warga RT 03/RW 05 Kelurahan Hilir memohon bantuan perbaikan jalan
sesuai surat Nomor 620/14/PU/2021 tanggal 5 Mei 2021 yang belum ditindaklanjuti sampai sekarang.

                                              Hormat saya,


                                              Sutini Rahayu
"""
OPEN_PLACES = """
                         PEMERINTAH KOTA TIRTAWANGI
                             DINAS KESEHATAN
                           UPTD PUSKESMAS HILIR
                   Jalan Melati Nomor 17 Telepon 310556

                                               Tirtawangi,      Oktober 2024
Nomor :     /PKM-H/2024
Sifat : Segera
Hal   : Laporan Kasus Demam Berdarah

Yth. Kepala Dinas Kesehatan

     Bersama ini kami sampaikan laporan kasus demam berdarah pada tanggal 3 Oktober 2024 sebagai berikut.
"""
SECRET = """
                    KEMENTERIAN PERTAHANAN REPUBLIK INDONESIA
                        SEKRETARIAT JENDERAL
               Jalan Merdeka Barat Nomor 13-14, Jakarta 10110

                                                      S A N G A T  R A H A S I A

Nomor    : B-12/SJ/KP.01.02/05/2022                      9 Mei 2022
Sifat    : Terbatas
Hal      : Penunjukan Pejabat

Yth. Wali Kota Tirtawangi
"""
Values = tuple[str | None, str | None, str | None, str | None, str | None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            MINISTRY,
            (
                "B-123/Kk.15.02/1/HM.00/03/2023",
                "2023-03-03",
                "Kantor Kementerian Agama Kota Tirtawangi",
                "Pemberitahuan Jadwal Bimbingan Manasik Haji Tingkat Kota Tirtawangi Tahun 1444 H/2023 M",
                "surat_dinas",
            ),
        ),
        (MEMO, (None, "2024-10-12", "Dinas Pendapatan Daerah Kota Tirtawangi", "Percepatan Penagihan", "memo")),
        (
            ANNOUNCEMENT,
            (
                "800/1203/BKPSDM/2023",
                "2023-10-17",
                "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia Kabupaten Rengganis",
                "Hasil Seleksi Administrasi Penerimaan Calon PPPK Guru Tahun Anggaran 2023",
                "pengumuman",
            ),
        ),
        (
            DECREE,
            (
                "23 TAHUN 2020",
                "2020-09-02",
                "Bupati Rengganis",
                "Penetapan Status Tanggap Darurat Bencana Kekeringan di Kabupaten Rengganis",
                "surat_keputusan",
            ),
        ),
        (
            POLICE,
            (
                "B/123/II/HUM.3.4./2023/Resor",
                "2023-02-14",
                "Kepolisian Resor Tirtawangi",
                "Permohonan narasumber",
                "surat_dinas",
            ),
        ),
        (
            SCHOOL,
            (
                "421.3/089/SMPN2/2021",
                "2021-07-05",
                "SMP Negeri 2 Tirtawangi",
                "Undangan Rapat Komite",
                "surat_undangan",
            ),
        ),
        (
            COMPANY,
            (
                "045/SPH/PT-BSA/II/2024",
                "2024-02-21",
                "PT Bahari Sentosa Abadi",
                "Surat Penawaran Harga Perangkat Jaringan",
                "surat_masyarakat",
            ),
        ),
        (
            STATEMENT,
            (
                "470/12/Kel.Hilir/2021",
                "2021-05-03",
                "Kelurahan Hilir Kota Tirtawangi",
                None,
                "surat_keterangan",
            ),
        ),
        (CITIZEN, (None, None, "Sutini Rahayu", None, "surat_masyarakat")),
        (
            OPEN_PLACES,
            (None, None, "UPTD Puskesmas Hilir Kota Tirtawangi", "Laporan Kasus Demam Berdarah", "surat_dinas"),
        ),
    ],
    ids=["ministry", "memo", "announcement", "decree", "police", "school", "company", "statement", "citizen", "open"],
)
def test_letters_of_many_offices(text: str, expected: Values) -> None:
    fields = read_fields([typed(text)])
    names = ("number", "letter_date", "sender", "subject", "kind")
    assert tuple(fields[name].value for name in names) == expected


def stated(text: str) -> tuple[str | None, str | None]:
    fields = read_fields([typed(text)])
    return fields["security"].value, fields["nature"].value


def test_the_strictest_of_prefix_row_and_stamp_is_the_security() -> None:
    assert stated(SECRET) == ("sangat_rahasia", None)
    assert stated(SECRET.replace("S A N G A T  R A H A S I A", "")) == ("terbatas", None)
    assert stated(POLICE) == ("biasa", None)


def test_biasa_in_the_row_sifat_is_urgency_not_security() -> None:
    assert stated(SCHOOL.replace("Lamp  : - ", "Sifat : Biasa")) == (None, "biasa")


def test_penting_is_kept_as_printed_and_maps_to_nothing() -> None:
    nature = read_fields([typed(MINISTRY)])["nature"]
    assert (nature.value, nature.raw) == (None, "Penting")


def test_a_routing_sheet_before_the_letter_is_passed_over() -> None:
    sheet = "\n    PEMERINTAH KOTA X\n    LEMBAR DISPOSISI\n\nNomor : 999/AGENDA/2020\nHal : Catatan\n"
    fields = read_fields([typed(sheet), typed(POLICE)])
    assert (fields["number"].value, fields["number"].page) == ("B/123/II/HUM.3.4./2023/Resor", 2)


def test_low_confidence_values_are_left_open() -> None:
    fields = read_fields([typed(POLICE, confidence=0.2)])
    assert (fields["number"].value, fields["letter_date"].value) == (None, None)


@pytest.mark.parametrize("text", ["", "halo\n", "1 2 3\n\n:\n", "Nomor :\nHal :\nTanggal :\n"])
def test_pages_without_a_letter_have_no_fields(text: str) -> None:
    fields: dict[str, Field] = read_fields([typed(text)])
    assert len(fields) == 7
    assert {field.value for field in fields.values()} == {None}


def test_no_pages_have_no_fields() -> None:
    assert {field.value for field in read_fields([]).values()} == {None}
