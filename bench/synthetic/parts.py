"""Parts of letters: letterhead with emblem, labeled rows, numbered lists, tables, signatures, lists of copies."""

from collections.abc import Sequence
from math import cos, pi, sin

from bench.synthetic.sheet import Sheet, px
from bench.synthetic.words import Pen


def letterhead(sheet: Sheet, pen: Pen) -> str:
    """Write the head of an office; return its place."""
    place, rng, size = pen.one_of("places"), pen.rng, sheet.look.size
    top, shift = sheet.y, 22.0 if rng.random() < 0.8 else 0.0
    sheet.center(pen.one_of("bodies").format(place.upper()), size=size + 1, shift=shift)
    sheet.center(pen.one_of("bureaus"), size=size + 2.5, bold=True, shift=shift)
    street = f"{pen.one_of('streets')} Nomor {rng.randint(1, 180)}"
    sheet.center(f"{street}, {place} {rng.randint(11000, 98999)}", size=size - 2, shift=shift)
    if rng.random() < 0.6:
        digits = f"(0{rng.randint(21, 980)}) {rng.randint(210000, 899000)}"
        sheet.center(f"Telepon {digits}, Pos-el kantor@{place.split()[0].lower()}.go.id", size=size - 2, shift=shift)
    if shift:
        emblem(sheet, sheet.left + 24, (top + sheet.y) / 2, 24, points=rng.randint(5, 9))
    sheet.y += 3
    sheet.rule(sheet.left, sheet.y, sheet.right, sheet.y, weight=1.8)
    if rng.random() < 0.6:
        sheet.rule(sheet.left, sheet.y + 3, sheet.right, sheet.y + 3)
    sheet.gap(1.2)
    return place


def emblem(sheet: Sheet, x: float, y: float, radius: float, *, points: int) -> None:
    """Draw arms: a star over waves in a round shield."""
    box = [px(x - radius), px(y - radius), px(x + radius), px(y + radius)]
    sheet.pen.ellipse(box, fill=205, outline=0, width=px(1.2))
    star = []
    for corner in range(2 * points):
        reach, angle = radius * (0.62 if corner % 2 else 0.28), corner * pi / points
        star.append((px(x + reach * sin(angle)), px(y - radius * 0.15 - reach * cos(angle))))
    sheet.pen.polygon(star, fill=60)
    for wave in (0.5, 0.66):
        half = radius * (1.15 - wave)
        sheet.rule(x - half, y + radius * wave, x + half, y + radius * wave, weight=1.1)


def labeled(sheet: Sheet, rows: Sequence[tuple[str, str]], *, left: float | None = None, right: str = "") -> None:
    """Write rows `label : value`; RIGHT stands at the right margin of the first."""
    start = sheet.left if left is None else left
    colon = start + max(sheet.length(label) for label, _ in rows) + 12
    for index, (label, value) in enumerate(rows):
        cells = [(start, label), (colon, ":"), (colon + 10, value)]
        if index == 0 and right:
            cells.append((sheet.right - sheet.length(right), right))
        sheet.row(*cells)


def numbered(sheet: Sheet, texts: Sequence[str], *, left: float | None = None, marks: str = "123456789") -> None:
    """Write a list; each entry hangs from its mark."""
    start = sheet.left if left is None else left
    for mark, text in zip(marks, texts, strict=False):
        sheet.paragraph(text, left=start + 22, head=((start, f"{mark}."),))


def clause(sheet: Sheet, label: str, texts: Sequence[str], marks: str) -> None:
    """Write a two-column block of a decree: `Menimbang : a. bahwa …`."""
    colon = sheet.left + 88
    for index, (mark, text) in enumerate(zip(marks, texts, strict=False)):
        head = ((sheet.left, label), (colon, ":")) if index == 0 else ()
        sheet.paragraph(text, left=colon + 34, head=(*head, (colon + 12, f"{mark}.")))


def table(sheet: Sheet, rows: Sequence[Sequence[str]]) -> None:
    """Write a ruled table, its first row the heads; columns as wide as they need."""
    size = sheet.look.size - 1.5
    pads = [max(sheet.length(row[column], size=size) for row in rows) + 10 for column in range(len(rows[0]))]
    stretch = max(1.0, (sheet.right - sheet.left) / sum(pads))
    edges = [sheet.left + stretch * sum(pads[:column]) for column in range(len(pads) + 1)]
    height, top = size * 1.75, sheet.y
    for number, row in enumerate(rows):
        sheet.y = top + number * height + size * 0.25
        sheet.row(*((x + 4, cell) for x, cell in zip(edges, row, strict=False)), size=size)
    bottom = top + len(rows) * height
    for number in range(len(rows) + 1):
        sheet.rule(edges[0], top + number * height, edges[-1], top + number * height)
    for x in edges:
        sheet.rule(x, top, x, bottom)
    sheet.y = bottom
    sheet.gap()


def signature(sheet: Sheet, pen: Pen, *, dated: str = "") -> None:
    """Write the block of who signs, at the right."""
    x = sheet.left + (sheet.right - sheet.left) * pen.rng.uniform(0.5, 0.58)
    for line in filter(None, (dated, f"{pen.one_of('posts')},")):
        sheet.row((x, line))
    sheet.signatures.append((x, sheet.y + 1.6 * sheet.step))
    sheet.gap(3.4)
    for line in (pen.titled(), f"NIP {pen.service_number()}"):
        sheet.row((x, line), bold=pen.rng.random() < 0.3)
    sheet.gap()


def two_signatures(sheet: Sheet, pen: Pen) -> None:
    """Write two blocks side by side, as contracts and minutes have them."""
    left, right = sheet.left + 8, sheet.left + (sheet.right - sheet.left) * 0.56
    sheet.row((left, "Pihak Kedua,"), (right, "Pihak Pertama,"))
    sheet.row((left, pen.one_of("posts")), (right, pen.one_of("posts")))
    sheet.signatures += [(left, sheet.y + 1.6 * sheet.step), (right, sheet.y + 1.6 * sheet.step)]
    sheet.gap(3.4)
    sheet.row((left, pen.name()), (right, pen.name()), bold=True)
    sheet.row((left, f"NIP {pen.service_number()}"), (right, f"NIP {pen.service_number()}"), size=sheet.look.size - 1)
    sheet.gap()


def copies(sheet: Sheet, pen: Pen) -> None:
    """Write who gets a copy, as far as there is room."""
    chosen = pen.some_of("copies", pen.rng.randint(2, 5))
    if not sheet.has_room(len(chosen) + 1.5):
        return
    size = sheet.look.size - 1
    sheet.row((sheet.left, "Tembusan:"), size=size)
    for number, copy in enumerate(chosen, 1):
        sheet.row((sheet.left, f"{number}."), (sheet.left + 16, copy), size=size)
