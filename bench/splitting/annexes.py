"""What comes with a letter: annexes, disposition sheets, envelopes, separator sheets."""

from dataclasses import dataclass

from bench.splitting.scribe import Header, Page, Roll, Scribe, page_header
from bench.synthetic.parts import labeled, numbered, signature, table
from bench.synthetic.sheet import Look, Sheet, px


@dataclass(frozen=True)
class Facts:
    """What a letter's annexes and sheets repeat of it."""

    number: str
    date: str
    subject: str
    sender: str
    kind: str
    place: str

    @property
    def from_whom(self) -> str:
        """The sender in one line."""
        return self.sender.replace("|", " ")


def annex(facts: Facts, pen: Scribe, look: Look, pages: int) -> list[Page]:
    """Write an annex of so many pages; two of three have the heading the rules ask for."""
    roll = Roll(look, pen.rng, _annex_header(pen))
    if pen.chance(0.68):
        _heading(roll.sheet, facts, pen)
    roll.sheet.gap()
    roll.sheet.center(pen.one_of("annex_names"), bold=True)
    if pen.chance(0.4):
        roll.sheet.center(facts.subject.upper())
    roll.sheet.gap()
    ways = (_people, _costs, _prose, _form)
    way = ways[0 if pages > 1 and pen.chance(0.5) else pen.rng.randrange(len(ways))]
    way(roll, pen, pages)
    roll.fill(lambda: roll.run(pen.text(), indent=30), pages=pages, share=0.1)
    if pen.chance(0.3) and roll.sheet.has_room(9):
        _signed(roll.sheet, facts, pen)
    return roll.sheets[:pages]


def _annex_header(pen: Scribe) -> Header | None:
    return page_header(pen.rng.choice(("none", "dashes", "plain")), "")


def _heading(sheet: Sheet, facts: Facts, pen: Scribe) -> None:
    """ "LAMPIRAN SURAT … NOMOR … TANGGAL …" at the right or left."""
    named = {"decree": "KEPUTUSAN", "rule": "PERATURAN"}.get(facts.kind, "SURAT")
    first = pen.rng.choice(
        (f"LAMPIRAN {named} {facts.from_whom.upper()}", f"Lampiran {named.capitalize()}", "LAMPIRAN :")
    )
    rows = [("NOMOR", facts.number), ("TANGGAL", facts.date)]
    if pen.chance(0.3):
        rows.append(("TENTANG", facts.subject.upper()))
    left = sheet.left + (sheet.right - sheet.left) * pen.rng.choice((0, 0.45))
    for line in sheet.wrapped(first, sheet.right - left):
        sheet.row((left, line))
    for label, value in rows:
        for index, line in enumerate(sheet.wrapped(value, sheet.right - left - 70)):
            cells = ((left, label), (left + 58, ":")) if index == 0 else ()
            sheet.row(*cells, (left + 66, line))


def _people(roll: Roll, pen: Scribe, pages: int) -> None:
    number = 1
    while len(roll.sheets) <= pages:
        rows = [
            [str(number + step), pen.name(), pen.one_of("ranks"), pen.one_of("posts")[:24]]
            for step in range(pen.rng.randint(8, 16))
        ]
        number += len(rows)
        table(roll.sheet, [["No.", "Nama", "Pangkat", "Jabatan"], *rows] if number < 20 else rows)
        if len(roll.sheets) == pages or not pen.chance(0.98):
            return
        roll.turn()


def _costs(roll: Roll, pen: Scribe, _pages: int) -> None:
    goods = pen.some_of("goods", pen.rng.randint(4, 6))
    rows = [[str(number), ware, str(pen.rng.randint(2, 90)), pen.money()] for number, ware in enumerate(goods, 1)]
    table(roll.sheet, [["No", "Uraian", "Jumlah", "Biaya"], *rows, ["", "JUMLAH", "", pen.money()]])


def _prose(roll: Roll, pen: Scribe, _pages: int) -> None:
    for part in "ABC":
        roll.keep(5)
        roll.sheet.row((roll.sheet.left, f"{part}. {pen.one_of('subjects')}"), bold=True)
        roll.run(pen.text(), indent=24)


def _form(roll: Roll, pen: Scribe, _pages: int) -> None:
    """An attendance list: lines to sign on."""
    labeled(roll.sheet, [("Hari/Tanggal", pen.date()), ("Tempat", "Ruang Rapat"), ("Acara", pen.one_of("subjects"))])
    roll.sheet.gap()
    rows = [[str(number), pen.name(), pen.one_of("posts")[:20], f"{number}. ........."] for number in range(1, 14)]
    table(roll.sheet, [["No", "Nama", "Instansi", "Tanda Tangan"], *rows])


def _signed(sheet: Sheet, facts: Facts, pen: Scribe) -> None:
    signature(sheet, pen, dated=f"{facts.place}, {facts.date}" if pen.chance(0.3) else "")


def disposition(facts: Facts, pen: Scribe, look: Look) -> Page:
    """Write a printed routing sheet, filled in by machine or with the lines left for the pen."""
    sheet = Page(look, pen.rng)
    if pen.chance(0.75):
        for line in ("PEMERINTAH KOTA TIRTAWANGI", "DINAS KOMUNIKASI DAN INFORMATIKA"):
            sheet.center(line, bold=True)
        sheet.gap(0.4)
    sheet.center(
        pen.rng.choice(("LEMBAR DISPOSISI", "LEMBAR DISPOSISI", "D I S P O S I S I", "LEMBARAN DISPOSISI")), bold=True
    )
    sheet.gap()
    top, filled = sheet.y, pen.chance(0.6)
    values = (facts.from_whom, facts.number, facts.date, facts.subject) if filled else ("." * 34,) * 4
    middle = sheet.left + (sheet.right - sheet.left) * 0.56
    labels = (("Surat dari", "Diterima tgl"), ("No. Surat", "No. Agenda"), ("Tgl. Surat", "Sifat"), ("Hal", ""))
    for (label, other), value in zip(labels, values, strict=True):
        right = ((middle, f"{other} :"),) if other else ()
        sheet.row((sheet.left + 6, label), (sheet.left + 76, f": {value[:36]}"), *right)
    sheet.gap()
    sheet.row((sheet.left + 6, "Diteruskan kepada Sdr.:"), (middle, "Dengan hormat harap:"))
    box = "[ ]"
    for desk, wish in zip(pen.some_of("desks", 5), pen.some_of("instructions", 5), strict=True):
        sheet.row((sheet.left + 6, f"{box} {desk}"), (middle, f"{box} {wish}"))
    sheet.gap()
    sheet.row((sheet.left + 6, "Catatan :"))
    sheet.gap(pen.rng.uniform(4, 9))
    sheet.row((middle, "Kepala Dinas,"))
    sheet.gap(3)
    sheet.pen.rectangle([px(sheet.left), px(top - 4), px(sheet.right), px(sheet.y)], outline=0, width=3)
    return sheet


def envelope(facts: Facts, pen: Scribe, look: Look) -> Page:
    """Write an envelope that was scanned on the glass: sender above, number, addressee at the right below."""
    sheet = Page(look, pen.rng)
    sheet.y = sheet.height * pen.rng.uniform(0.06, 0.2)
    if pen.chance(0.7):
        sheet.center(facts.from_whom.upper(), bold=True)
        sheet.center(f"{pen.one_of('streets')} Nomor {pen.rng.randint(1, 99)} {facts.place}", size=9)
        sheet.gap(2)
    if pen.chance(0.6):
        sheet.row((sheet.left, f"Nomor : {facts.number}"))
    sheet.gap(2)
    right = sheet.left + (sheet.right - sheet.left) * 0.5
    for line in ("Kepada", f"Yth. {pen.one_of('posts')}", "Dinas Komunikasi dan Informatika", "di -", "    TIRTAWANGI"):
        sheet.row((right, line))
    return sheet


def note(pen: Scribe, look: Look) -> Page:
    """Write a receipt or photo page: little text, no heading of its own."""
    sheet = Page(look, pen.rng)
    sheet.center("DOKUMENTASI KEGIATAN", bold=True)
    for _ in range(2):
        sheet.gap()
        top = sheet.y
        sheet.y += 210
        sheet.pen.rectangle(
            [px(sheet.left + 40), px(top), px(sheet.right - 40), px(sheet.y)], outline=0, fill=150, width=2
        )
        sheet.center(f"Gambar {pen.rng.randint(1, 9)}. {pen.one_of('subjects')}", size=10)
    numbered(sheet, pen.some_of("duties", 2))
    return sheet
