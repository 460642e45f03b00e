"""Make a box by seed: BOX.pdf, as a scanner gives it, and BOX.split.json, which says what is what."""

import io
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

import cv2
import img2pdf
from PIL import Image

from bench.readers import spread
from bench.splitting.box import KINDS, Side, letter, sheet_counts
from bench.splitting.wear import Shot, scanned, wear_of
from bench.synthetic.optics import Pixels
from bench.synthetic.sheet import Sheet


@dataclass(frozen=True)
class Wanted:
    """Which box: its seed, how many letters, whether both sides were scanned."""

    seed: str
    letters: int = 160
    duplex: bool = True

    @property
    def name(self) -> str:
        """Name of its files."""
        return f"box_{self.seed}_{self.letters}{'' if self.duplex else '_fronts'}"


@dataclass(frozen=True)
class Scanned:
    """One letter's pages in the box."""

    index: int
    kind: str
    pictures: tuple[bytes, ...]
    roles: tuple[str, ...]


def make(folder: Path, wanted: Wanted, *, processes: int) -> Path:
    """Write the box into FOLDER unless it is there; return its PDF."""
    pdf = folder / f"{wanted.name}.pdf"
    if pdf.exists():
        return pdf
    folder.mkdir(parents=True, exist_ok=True)
    counts = sheet_counts(wanted.letters, Random(zlib.crc32(wanted.seed.encode())))
    tasks = [partial(scan_letter, wanted, index, sheets) for index, sheets in enumerate(counts)]
    letters = sorted(spread(tasks, processes=processes, what="letters made"), key=lambda made: made.index)
    truth = pdf.with_suffix(".split.json")
    truth.write_text(json.dumps(truth_of(letters), indent=1) + "\n", encoding="utf-8")
    pdf.write_bytes(img2pdf.convert([picture for made in letters for picture in made.pictures]))
    return pdf


def truth_of(letters: Sequence[Scanned]) -> dict[str, object]:
    """Where each letter begins (pages from 1), its kind, and the role of each page."""
    starts, page = [], 1
    for made in letters:
        starts.append(page)
        page += len(made.roles)
    roles = [role for made in letters for role in made.roles]
    return {"starts": starts, "kinds": [made.kind for made in letters], "roles": roles}


def scan_letter(wanted: Wanted, index: int, sheets: int) -> Scanned:
    """Write letter INDEX and scan it. The same seed gives the same pages, whatever else lies in the box."""
    cv2.setNumThreads(1)
    rng = Random(zlib.crc32(f"{wanted.seed} {index}".encode()))
    dpi = Random(wanted.seed).choice((150, 150, 200))
    kind = rng.choice(KINDS)
    sides = letter(kind, sheets, rng, duplex=wanted.duplex)
    worn = wear_of(rng, typed=any(side.sheet is not None and side.sheet.look.struck for side in sides))
    pictures = tuple(
        jpeg(scanned(side, _behind(sides, place), worn, Shot(rng.randrange(2**32), dpi)), dpi)
        for place, side in enumerate(sides)
    )
    return Scanned(index, kind, pictures, tuple(side.role for side in sides))


def _behind(sides: Sequence[Side], place: int) -> Sheet | None:
    """What is printed on the other side of the paper."""
    other = place ^ 1
    return sides[other].sheet if other < len(sides) else None


def jpeg(pixels: Pixels, dpi: int) -> bytes:
    """A picture as scanners save it."""
    target = io.BytesIO()
    Image.fromarray(pixels).save(target, "JPEG", quality=60, dpi=(dpi, dpi))
    return target.getvalue()
