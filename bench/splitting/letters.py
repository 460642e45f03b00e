"""Letters of many kinds on as many sheets as asked: correspondence, titles, decrees, what citizens write."""

from collections.abc import Callable
from dataclasses import dataclass

from bench.splitting.annexes import Facts
from bench.splitting.scribe import Header, Roll, Scribe, page_header
from bench.synthetic.parts import copies, emblem, labeled, signature, table, two_signatures
from bench.synthetic.sheet import Look, Sheet

INDENT = 34.0
SIGNATURE_LINES = 8.5


@dataclass
class Job:
    """One letter in the making."""

    pen: Scribe
    look: Look
    facts: Facts
    pages: int
    headed: bool  # whether its paper bears a letterhead


Kind = Callable[[Job], Roll]


def _roll(job: Job) -> Roll:
    style = job.pen.rng.choice(("none", "none", "dashes", "dashes", "plain", "words", "subject"))
    header: Header | None = page_header(style, f"{job.facts.subject} {job.facts.number}"[:70])
    return Roll(job.look, job.pen.rng, header, catchwords=job.pen.chance(0.12))


def head(sheet: Sheet, job: Job) -> None:
    """Write the letterhead: lines in the middle, an emblem at the left, above or missing, a rule or none."""
    if not job.headed:
        sheet.gap(job.pen.rng.uniform(0, 3))
        return
    pen, size = job.pen, job.look.size
    names = job.facts.sender.split("|")
    shift, top = (20.0 if pen.chance(0.65) else 0.0), sheet.y
    for index, name in enumerate(names):
        sheet.center(name, size=size + (2.5 if index == len(names) - 1 else 1), bold=index > 0, shift=shift)
    if pen.chance(0.9):
        street = f"{pen.one_of('streets')} Nomor {pen.rng.randint(1, 180)}, {job.facts.place}"
        digits = f" Telp. (0{pen.rng.randint(21, 980)}) {pen.rng.randint(21000, 899000)}"
        sheet.center(street + (digits if pen.chance(0.5) else ""), size=size - 2, shift=shift)
    if shift:
        emblem(sheet, sheet.left + 22, (top + sheet.y) / 2, 22, points=pen.rng.randint(5, 9))
    sheet.y += 3
    if pen.chance(0.9):
        sheet.rule(sheet.left, sheet.y, sheet.right, sheet.y, weight=1.8)
    sheet.gap(1.2)


def _rows(job: Job, *, attached: str) -> list[tuple[str, str]]:
    pen = job.pen
    number, about = pen.rng.choice(
        (("Nomor", "Hal"), ("Nomor", "Perihal"), ("No.", "Perihal"), ("N o m o r", "P e r i h a l"))
    )
    rows = [(number, job.facts.number)]
    if pen.chance(0.7):
        rows.append(("Sifat", pen.rng.choice(("Biasa", "Segera", "Penting", "Rahasia"))))
    if pen.chance(0.85):
        rows.append(("Lampiran" if pen.chance(0.8) else "Lamp.", attached))
    return [*rows, (about, job.facts.subject)]


def letter(job: Job, attached: str = "-") -> Roll:
    """Write a letter with labeled rows."""
    roll, pen = _roll(job), job.pen
    sheet = roll.sheet
    head(sheet, job)
    dated = f"{job.facts.place}, {job.facts.date}" if pen.chance(0.8) else job.facts.date
    beside = pen.chance(0.6)
    if not beside:
        sheet.row((sheet.right - sheet.length(dated), dated))
    labeled(sheet, _rows(job, attached=attached), right=dated if beside else "")
    sheet.gap()
    right = sheet.left + (sheet.right - sheet.left) * (0.55 if pen.chance(0.35) else 0)
    for line in pen.rng.choice((("Kepada", "Yth. "), ("Yth. ",), ("Kepada Yth. ",))):
        sheet.row((right, line + (pen.one_of("posts") if line.endswith(" ") else "")))
    sheet.row((right, pen.rng.choice((f"di {job.facts.place}", "di -", "di Tempat"))))
    sheet.gap()
    roll.run(pen.said("openings"), indent=INDENT)
    return _finished(roll, job)


def invitation(job: Job, attached: str = "-") -> Roll:
    """Write an invitation, with the day, hour and place in rows."""
    job.facts = Facts(**{**vars(job.facts), "subject": f"Undangan {job.facts.subject}"})
    roll, pen = _roll(job), job.pen
    sheet = roll.sheet
    head(sheet, job)
    labeled(sheet, _rows(job, attached=attached), right=f"{job.facts.place}, {job.facts.date}")
    sheet.gap()
    sheet.row((sheet.left, f"Yth. {pen.one_of('posts')}"))
    sheet.gap()
    roll.run("Mengharap kehadiran Saudara pada rapat yang akan diselenggarakan pada:", indent=INDENT)
    labeled(
        sheet,
        [("hari", f"{pen.one_of('days')}, {pen.date()}"), ("pukul", f"{pen.hour()} WIB"), ("tempat", "Aula")],
        left=sheet.left + INDENT,
    )
    sheet.gap()
    return _finished(roll, job)


def memo(job: Job, attached: str = "-") -> Roll:
    """Write a nota dinas or memo."""
    roll, pen = _roll(job), job.pen
    sheet = roll.sheet
    head(sheet, job)
    sheet.center(pen.rng.choice(("NOTA DINAS", "NOTA DINAS", "MEMORANDUM")), bold=True)
    sheet.gap()
    people = [("Kepada", pen.one_of("posts")), ("Dari", pen.one_of("posts")), ("Tanggal", job.facts.date)]
    labeled(sheet, [*people, ("Nomor", job.facts.number), ("Lampiran", attached), ("Hal", job.facts.subject)])
    sheet.rule(sheet.left, sheet.y + 4, sheet.right, sheet.y + 4, weight=1)
    sheet.gap(1)
    return _finished(roll, job)


def _titled(job: Job, *titles: str, about: bool = True) -> Roll:
    roll = _roll(job)
    sheet = roll.sheet
    head(sheet, job)
    sheet.center(job.pen.rng.choice(titles), bold=True)
    number = job.pen.rng.choice(("NOMOR {}", "Nomor: {}", "NOMOR : {}"))
    sheet.center(number.format(job.facts.number))
    if about:
        sheet.center("TENTANG")
        sheet.center(job.facts.subject.upper(), bold=True)
    sheet.gap()
    return roll


def circular(job: Job) -> Roll:
    """Write a circular or announcement with a numbered list."""
    roll = _titled(job, "SURAT EDARAN", "PENGUMUMAN", "INSTRUKSI")
    roll.run(job.pen.said("openings"), indent=INDENT)
    roll.items([job.pen.sentence() for _ in range(3)])
    return _finished(roll, job)


def assignment(job: Job) -> Roll:
    """Write an order or assignment."""
    roll, pen = _titled(job, "SURAT TUGAS", "SURAT PERINTAH TUGAS", "SURAT PERINTAH", about=False), job.pen
    roll.run(f"Dasar: {pen.rule()}.")
    roll.sheet.center("MEMERINTAHKAN:")
    roll.items([pen.titled() for _ in range(3)])
    return _finished(roll, job)


def statement(job: Job) -> Roll:
    """Write a statement, permit or power of attorney."""
    roll = _titled(job, "SURAT KETERANGAN", "SURAT PERNYATAAN", "SURAT KUASA", "REKOMENDASI", "SURAT IZIN", about=False)
    pen = job.pen
    roll.run("Yang bertanda tangan di bawah ini menerangkan dengan sesungguhnya bahwa:")
    rows = [("Nama", pen.titled()), ("NIP", pen.service_number()), ("Jabatan", pen.one_of("posts"))]
    labeled(roll.sheet, rows, left=roll.sheet.left + 20)
    roll.sheet.gap()
    return _finished(roll, job)


def transmittal(job: Job) -> Roll:
    """Write a surat pengantar with its table."""
    roll, pen = _titled(job, "SURAT PENGANTAR", about=False), job.pen
    rows = [
        [str(number), pen.one_of("subjects"), f"{pen.rng.randint(1, 5)} berkas", "Dikirim dengan hormat"]
        for number in (1, 2, 3)
    ]
    table(roll.sheet, [["No.", "Naskah yang dikirim", "Banyaknya", "Keterangan"], *rows])
    return _finished(roll, job)


def record(job: Job) -> Roll:
    """Write a berita acara or minutes."""
    roll, pen = _titled(job, f"BERITA ACARA {job.pen.one_of('acts').upper()}", "NOTULA RAPAT", about=False), job.pen
    roll.run(f"Pada hari ini, {pen.one_of('days')} tanggal {job.facts.date}, kami yang bertanda tangan di bawah ini:")
    for side in ("KESATU", "KEDUA"):
        labeled(roll.sheet, [("Nama", pen.titled()), ("Jabatan", pen.one_of("posts"))], left=roll.sheet.left + 20)
        roll.sheet.row((roll.sheet.left, f"selanjutnya disebut PIHAK {side}."))
    return _finished(roll, job)


def decree(job: Job) -> Roll:
    """Write a decree or ordinance: considerations, then clauses or articles over the pages."""
    roll, pen = _roll(job), job.pen
    sheet = roll.sheet
    if job.headed:
        head(sheet, job)
    else:
        emblem(sheet, (sheet.left + sheet.right) / 2, sheet.y + 26, 24, points=5)
        sheet.y += 60
        sheet.center(job.facts.sender.replace("|", " "), bold=True)
    word = "PERATURAN" if job.facts.kind == "rule" else "KEPUTUSAN"
    for line in (
        f"{word} {job.facts.sender.split('|')[-1].upper()}",
        f"NOMOR {job.facts.number}",
        "TENTANG",
        job.facts.subject.upper(),
    ):
        sheet.center(line)
    sheet.gap()
    _clauses(
        roll, pen, "Menimbang", [text.format(place=job.facts.place) for text in pen.some_of("considerations", 3)], "abc"
    )
    _clauses(roll, pen, "Mengingat", [f"{pen.rule()};" for _ in range(pen.rng.randint(3, 6))], "123456")
    roll.keep(5)
    roll.sheet.center("MEMUTUSKAN:")
    roll.run("Menetapkan : " + f"{word} TENTANG {job.facts.subject.upper()}.")
    _articles(roll, job) if word == "PERATURAN" else _rulings(roll, job)
    return _signed(roll, job, dated=f"Ditetapkan di {job.facts.place}")


def _clauses(roll: Roll, pen: Scribe, label: str, texts: list[str], marks: str) -> None:
    roll.keep(4)
    roll.sheet.put(roll.sheet.left, f"{label} :")
    roll.items(texts, left=120, marks=marks)


def _rulings(roll: Roll, job: Job) -> None:
    names = iter(["KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM", *(f"KE-{n}" for n in range(7, 200))])
    roll.fill(lambda: roll.run(f"{next(names)} : {job.pen.one_of('rulings')}"), pages=job.pages, share=_share(job))


def _articles(roll: Roll, job: Job) -> None:
    numbers = iter(range(1, 300))

    def article() -> None:
        roll.keep(5)
        roll.sheet.center(f"Pasal {next(numbers)}")
        roll.run(job.pen.said("articles"))

    roll.fill(article, pages=job.pages, share=_share(job))


def report(job: Job) -> Roll:
    """Write a report or staff study in chapters."""
    roll = _titled(job, "LAPORAN", "TELAAHAN STAF", about=True)
    parts = iter([*job.pen.some_of("report_parts", 5)] * 40)
    for mark in ("A", "B"):
        roll.sheet.row((roll.sheet.left, f"{mark}. {next(parts)}"), bold=True)
        roll.run(job.pen.text(), indent=24)
    return _finished(roll, job)


def citizen(job: Job, attached: str = "1 berkas") -> Roll:
    """Write what citizens write: no letterhead, no number."""
    roll, pen = _roll(job), job.pen
    sheet = roll.sheet
    sheet.gap(pen.rng.uniform(0, 2))
    dated = f"{job.facts.place}, {job.facts.date}"
    sheet.row((sheet.left if pen.chance(0.3) else sheet.right - sheet.length(dated), dated))
    sheet.gap()
    rows = [("Perihal" if pen.chance(0.7) else "Hal", pen.one_of("wishes"))]
    labeled(sheet, [*rows, ("Lamp.", attached)] if pen.chance(0.5) else rows)
    sheet.gap()
    for line in ("Kepada Yth.", f"Bapak {pen.one_of('posts')}", "di Tempat"):
        sheet.row((sheet.left, line))
    sheet.gap()
    sheet.row((sheet.left, pen.rng.choice(("Dengan hormat,", "Assalamu'alaikum Wr. Wb."))))
    for _ in range(2):
        roll.run(pen.said("pleas"), indent=INDENT)
    roll.fill(lambda: roll.run(pen.said("pleas"), indent=INDENT), pages=job.pages, share=_share(job))
    roll.keep(SIGNATURE_LINES)
    x = roll.sheet.left + (roll.sheet.right - roll.sheet.left) * 0.6
    roll.sheet.row((x, "Hormat saya,"))
    roll.sheet.gap(3)
    roll.sheet.row((x, f"({pen.name()})"))
    return roll


def _share(job: Job) -> float:
    """How far down the last page the text goes."""
    return job.pen.rng.uniform(0.12, 0.7) if job.pages > 1 else job.pen.rng.uniform(0.45, 0.68)


def _finished(roll: Roll, job: Job) -> Roll:
    """Body, closing words, signature, list of copies."""
    pen = job.pen
    roll.fill(lambda: roll.run(pen.text(), indent=INDENT), pages=job.pages, share=_share(job))
    if roll.sheet.has_room(SIGNATURE_LINES + 3):
        roll.run(pen.one_of("closings"), indent=INDENT)
    return _signed(roll, job, dated="" if pen.chance(0.7) else f"{job.facts.place}, {job.facts.date}")


def _signed(roll: Roll, job: Job, *, dated: str) -> Roll:
    roll.keep(SIGNATURE_LINES)
    if job.facts.kind == "record":
        two_signatures(roll.sheet, job.pen)
    else:
        signature(roll.sheet, job.pen, dated=dated)
    if job.pen.chance(0.6):
        copies(roll.sheet, job.pen)
    return roll


WITH_ROWS = {"letter": letter, "invitation": invitation, "memo": memo, "citizen": citizen}
OTHERS: dict[str, Kind] = {
    "circular": circular,
    "assignment": assignment,
    "statement": statement,
    "transmittal": transmittal,
    "record": record,
    "decree": decree,
    "rule": decree,
    "report": report,
}
