"""Letters of many kinds, each set on one sheet by lot."""

from collections.abc import Callable

from bench.synthetic.parts import (
    clause,
    copies,
    labeled,
    letterhead,
    numbered,
    signature,
    table,
    two_signatures,
)
from bench.synthetic.sheet import Sheet, px
from bench.synthetic.words import PHRASES, Pen

Layout = Callable[[Sheet, Pen], None]
ENDING_LINES = 9  # a signature with its room
INDENT = 34.0


def body(sheet: Sheet, pen: Pen, *, paragraphs: int, ending_lines: float = ENDING_LINES) -> None:
    """Write paragraphs as long as the ending still fits."""
    for _ in range(paragraphs):
        text = pen.paragraph()
        if not sheet.has_room(ending_lines + len(sheet.wrapped(text, sheet.right - sheet.left)) + 1):
            return
        sheet.paragraph(text, indent=INDENT)
        sheet.gap(0.35)


def letter(sheet: Sheet, pen: Pen) -> None:
    """Write a letter with its place and date at the right of the number."""
    place = letterhead(sheet, pen)
    attached = pen.rng.choice(("-", "1 (satu) berkas", "3 (tiga) lembar"))
    rows = [("Nomor", pen.number()), ("Sifat", pen.rng.choice(("Biasa", "Segera", "Penting"))), ("Lampiran", attached)]
    labeled(sheet, [*rows, ("Hal", pen.one_of("subjects"))], right=f"{place}, {pen.date()}")
    sheet.gap()
    for line in (f"Yth. {pen.one_of('posts')}", f"di {place}"):
        sheet.row((sheet.left, line))
    sheet.gap()
    body(sheet, pen, paragraphs=pen.rng.randint(3, 6))
    signature(sheet, pen)
    copies(sheet, pen)


def invitation(sheet: Sheet, pen: Pen) -> None:
    """Write an invitation: addressee at the right, day, time and place in rows."""
    place = letterhead(sheet, pen)
    right = sheet.left + (sheet.right - sheet.left) * 0.58
    sheet.row((right, f"{place}, {pen.date()}"))
    sheet.row((sheet.left, f"Nomor : {pen.number()}"), (right, "Kepada"))
    sheet.row((sheet.left, "Hal : Undangan"), (right, f"Yth. Sdr. {pen.name()}"))
    sheet.row((right, "di Tempat"))
    sheet.gap()
    body(sheet, pen, paragraphs=1, ending_lines=20)
    when = (
        ("Hari/Tanggal", f"{pen.one_of('days')}, {pen.date()}"),
        ("Waktu", f"Pukul {pen.hour()} WIB s.d. selesai"),
    )
    labeled(
        sheet,
        [*when, ("Tempat", "Ruang Rapat Lantai II"), ("Acara", pen.one_of("subjects"))],
        left=sheet.left + INDENT,
    )
    sheet.gap()
    body(sheet, pen, paragraphs=2)
    signature(sheet, pen)
    copies(sheet, pen)


def internal_memo(sheet: Sheet, pen: Pen) -> None:
    """Write a nota dinas."""
    letterhead(sheet, pen)
    sheet.center("NOTA DINAS", bold=True)
    sheet.center(f"NOMOR {pen.number()}")
    sheet.gap()
    people = (("Yth.", pen.one_of("posts")), ("Dari", pen.one_of("posts")), ("Tembusan", pen.one_of("posts")))
    labeled(sheet, [*people, ("Tanggal", pen.date()), ("Hal", pen.one_of("subjects"))])
    sheet.rule(sheet.left, sheet.y + 4, sheet.right, sheet.y + 4, weight=1)
    sheet.gap(1)
    for text in (pen.paragraph(), pen.paragraph(), pen.paragraph()):
        if sheet.has_room(ENDING_LINES + 7):
            sheet.paragraph(text, indent=INDENT)
    numbered(sheet, pen.some_of("duties", 3), left=sheet.left + 10)
    sheet.gap()
    signature(sheet, pen)


def decree(sheet: Sheet, pen: Pen) -> None:
    """Write the first page of a decree with its two-column blocks."""
    place = letterhead(sheet, pen)
    for line in (
        f"KEPUTUSAN BUPATI {place.upper()}",
        f"NOMOR {pen.number()}",
        "TENTANG",
        pen.one_of("subjects").upper(),
    ):
        sheet.center(line, bold=line.isupper())
    sheet.gap()
    clause(sheet, "Menimbang", [text.format(place=place) for text in pen.some_of("considerations", 3)], "abc")
    clause(sheet, "Mengingat", [f"{pen.rule()};" for _ in range(pen.rng.randint(2, 4))], "12345")
    sheet.gap()
    sheet.center("MEMUTUSKAN:")
    sheet.row((sheet.left, "Menetapkan"), (sheet.left + 88, ":"), (sheet.left + 100, "KEPUTUSAN TENTANG TIM ARSIP."))
    for label, text in zip(("KESATU", "KEDUA", "KETIGA", "KEEMPAT"), PHRASES["rulings"], strict=True):
        if sheet.has_room(ENDING_LINES + 3):
            sheet.paragraph(text, left=sheet.left + 100, head=((sheet.left, label), (sheet.left + 88, ":")))
    sheet.gap()
    signature(sheet, pen, dated=f"Ditetapkan di {place}")


def circular(sheet: Sheet, pen: Pen) -> None:
    """Write a surat edaran with a numbered list."""
    letterhead(sheet, pen)
    for line in ("SURAT EDARAN", f"NOMOR {pen.number()}", "TENTANG", pen.one_of("subjects").upper()):
        sheet.center(line)
    sheet.gap()
    body(sheet, pen, paragraphs=2, ending_lines=22)
    texts = [pen.sentence() for _ in range(pen.rng.randint(3, 5))]
    room = [text for index, text in enumerate(texts) if sheet.has_room(ENDING_LINES + 3 * (index + 1))]
    numbered(sheet, room, left=sheet.left + pen.rng.choice((0, 18)))
    sheet.gap()
    signature(sheet, pen, dated=f"Pada tanggal {pen.date()}")


def assignment(sheet: Sheet, pen: Pen) -> None:
    """Write a surat tugas with a table of who is sent."""
    place = letterhead(sheet, pen)
    sheet.center("SURAT TUGAS", size=sheet.look.size + 1, bold=True)
    sheet.center(f"Nomor: {pen.number()}")
    sheet.gap()
    body(sheet, pen, paragraphs=1, ending_lines=24)
    people = [[str(number), pen.name(), pen.one_of("ranks")] for number in range(1, pen.rng.randint(3, 7))]
    table(sheet, [["No.", "Nama", "Pangkat/Golongan"], *people])
    numbered(sheet, pen.some_of("duties", 2))
    sheet.gap()
    body(sheet, pen, paragraphs=1)
    signature(sheet, pen, dated=f"{place}, {pen.date()}")
    copies(sheet, pen)


def minutes(sheet: Sheet, pen: Pen) -> None:
    """Write a record of handing over, two who sign side by side."""
    sheet.center("BERITA ACARA SERAH TERIMA BARANG", bold=True)
    sheet.center(f"Nomor {pen.number()}")
    sheet.gap()
    sheet.paragraph(f"Pada hari ini {pen.one_of('days')} tanggal {pen.date()}, kami yang bertanda tangan di bawah ini:")
    for side in ("Pertama", "Kedua"):
        rows = [("Nama", pen.titled()), ("NIP", pen.service_number()), ("Jabatan", pen.one_of("posts"))]
        labeled(sheet, rows, left=sheet.left + 20)
        sheet.row((sheet.left, f"selanjutnya disebut Pihak {side}."))
        sheet.gap(0.4)
    goods = [
        [str(number), ware, f"{pen.rng.randint(1, 250)} buah", pen.money()]
        for number, ware in enumerate(pen.some_of("goods", pen.rng.randint(3, 6)), 1)
    ]
    table(sheet, [["No.", "Nama Barang", "Banyaknya", "Nilai"], *goods])
    body(sheet, pen, paragraphs=2, ending_lines=ENDING_LINES + 1)
    two_signatures(sheet, pen)


def form(sheet: Sheet, pen: Pen) -> None:
    """Write a form with boxes, filled in by machine."""
    letterhead(sheet, pen)
    sheet.center("FORMULIR PERMOHONAN CUTI", bold=True)
    sheet.gap()
    asked = (
        ("Nama lengkap", pen.titled()),
        ("NIP", pen.service_number()),
        ("Pangkat", pen.one_of("ranks")),
        ("Jabatan", pen.one_of("posts")),
        ("Mulai tanggal", pen.date()),
        ("Sampai tanggal", pen.date()),
        ("Alasan", pen.rng.choice(("Urusan keluarga", "Ibadah haji", "Sakit", "Melahirkan"))),
    )
    middle = sheet.left + 150
    for label, value in asked:
        top = sheet.y
        sheet.y += 5
        sheet.row((sheet.left + 6, label), (middle + 8, value))
        sheet.y += 3
        for x0, x1 in ((sheet.left, middle), (middle, sheet.right)):
            sheet.pen.rectangle([px(points) for points in (x0, top, x1, sheet.y)], outline=0, width=3)
    sheet.gap()
    body(sheet, pen, paragraphs=2)
    two_signatures(sheet, pen)


LAYOUTS: tuple[Layout, ...] = (letter, decree, invitation, assignment, circular, minutes, internal_memo, form)
