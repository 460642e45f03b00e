"""Typed pages of letters for the splitting tests."""

from dataclasses import replace

from ocr import PageReading, Region
from ocr.values import Box
from tests.ocr.typed import typed

FIRST = """
                         PEMERINTAH KOTA TIRTAWANGI
                     DINAS PERPUSTAKAAN DAN KEARSIPAN
               Jalan Pustaka Nomor 8, Tirtawangi 51998

                                                        22 Oktober 2024
Nomor    : {number}
Sifat    : Biasa
Lampiran : {attached}
Hal      : Permintaan Daftar Arsip Aktif

Yth. Kepala Dinas Komunikasi dan Informatika
di Tirtawangi

     Dalam rangka pengawasan kearsipan internal bersama ini kami minta Saudara menyampaikan
daftar berkas dan daftar isi berkas arsip aktif serta rencana alih media arsip tahun depan
kepada kami paling lambat pada akhir bulan ini untuk dihimpun bersama daftar unit yang lain.
"""
SIGNED = """
     Demikian atas kerja sama Saudara disampaikan terima kasih.

                                             Kepala Dinas,



                                             Sri Hastuti Ningrum, S.Sos.
                                             NIP 19680923 199403 2 007
"""
MIDDLE = """
                                   - 2 -

yang ditunjuk oleh pimpinan unit kerja masing-masing untuk mengurus arsip aktif dan inaktif.
     Petugas dimaksud wajib mencatat setiap naskah masuk dan keluar dalam buku agenda dan
menyimpan berkasnya menurut kode klasifikasi yang berlaku di lingkungan pemerintah daerah.
"""
ANNEX = """
                                        LAMPIRAN SURAT KEPALA DINAS
                                        NOMOR   : {number}
                                        TANGGAL : 22 OKTOBER 2024

                          DAFTAR UNIT PENGOLAH

     1.  Sekretariat              Rak 1
     2.  Bidang Aptika            Rak 2
     3.  Bidang IKP               Rak 3
"""
ROUTING = """
                 DINAS KOMUNIKASI DAN INFORMATIKA
                        LEMBAR DISPOSISI

Surat dari : Dinas Perpustakaan        Diterima tgl : 23 Oktober 2024
No. surat  : {number}     No. agenda   : 412
Tgl. surat : 22 Oktober 2024           Sifat :
Hal        : Permintaan Daftar Arsip

Diteruskan kepada Sdr.:                Dengan hormat harap:
[ ] Sekretaris                         [ ] Tanggapan dan saran
[ ] Kabid Aptika                       [ ] Proses lebih lanjut
Catatan :
"""
ENVELOPE = """



   DINAS PERPUSTAKAAN DAN KEARSIPAN
   Nomor : {number}

                                   Kepada
                                   Yth. Kepala Dinas Kominfo
                                   di Tirtawangi
"""
CITIZEN = """
Tirtawangi, 26 Pebruari 2024

Perihal : Pengaduan jalan rusak

Kepada Yth.
Bapak Kepala Dinas Kominfo
Di Tempat

Dengan hormat,
     Saya yang bertanda tangan di bawah ini mengadukan jalan rusak di Jl. Kenanga mulai depan
masjid sampai jembatan yang sudah delapan bulan belum diperbaiki oleh dinas terkait.

Hormat saya,


(Slamet Riyanto)
"""


def first(number: str, *, attached: str = "-", signed: bool = True) -> PageReading:
    """A letter's first page."""
    return typed(FIRST.format(number=number, attached=attached) + (SIGNED if signed else ""))


def annex(number: str) -> PageReading:
    """An annex with the heading the rules ask for."""
    return typed(ANNEX.format(number=number))


def routing(number: str = "................") -> PageReading:
    """A printed routing sheet."""
    return typed(ROUTING.format(number=number))


def envelope(number: str) -> PageReading:
    """An envelope."""
    return typed(ENVELOPE.format(number=number))


def middle(*, signed: bool = True) -> PageReading:
    """A letter's second page."""
    return typed(MIDDLE + (SIGNED if signed else ""))


def citizen() -> PageReading:
    """A letter without letterhead and number."""
    return typed(CITIZEN)


def blank() -> PageReading:
    """A back with nothing on it."""
    return replace(typed("x"), words=(), outcome="blank")


def unread() -> PageReading:
    """A page with rows of ink of which no word is sure."""
    return replace(typed("x"), words=(), outcome="unread")


def separator(payload: str | None = "TELUSUR:PISAH", text: str = "PEMISAH") -> PageReading:
    """A separator sheet, its code read or not."""
    code = Region("qr", Box(0.3, 0.1, 0.6, 0.3), payload)
    return replace(typed(text), regions=(code,))
