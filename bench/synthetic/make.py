"""Make pages by seed: `KIND_NN.png`, its text in `KIND_NN.gt.txt`, its secret stamps in `KIND_NN.region.json`."""

import io
import json
import zlib
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

import cv2
import numpy as np
from PIL import Image

from bench.readers import spread
from bench.synthetic.damage import DAMAGE
from bench.synthetic.layouts import LAYOUTS
from bench.synthetic.optics import Pixels, Printed, Scan
from bench.synthetic.own_groups import blank, faint, secret
from bench.synthetic.sheet import Look, Sheet
from bench.synthetic.words import Pen

KINDS = (*DAMAGE, "blank", "faint", "secret")
INDEX = "synthetic.json"
FACES = ("serif", "sans", "serif", "wide serif", "sans", "wide sans")
STRUCK = ("typewriter", "dotmatrix")  # print of fixed pitch


@dataclass(frozen=True)
class Wanted:
    """Which pages: the seed, how many of each kind, the kinds."""

    seed: str
    pages: int
    kinds: tuple[str, ...] = KINDS


@dataclass(frozen=True)
class Made:
    """One page: its picture, its text, its secret stamps."""

    scan: Scan
    truth: str
    stamps: tuple[str, ...] = ()


def make(folder: Path, wanted: Wanted, *, processes: int) -> list[Path]:
    """Write the pages into FOLDER, which must be empty or hold such pages; return the files."""
    clear(folder)
    tasks = [
        partial(write, folder / f"{kind}_{index:03}", kind, index, wanted)
        for kind in wanted.kinds
        for index in range(wanted.pages)
    ]
    files = sorted(spread(tasks, processes=processes, what="pages made"))
    index = {"seed": wanted.seed, "pages": wanted.pages, "kinds": wanted.kinds, "files": [path.name for path in files]}
    (folder / INDEX).write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")
    return files


def clear(folder: Path) -> None:
    """Make the folder; take away what an earlier run made there. Anybody else's files are not touched."""
    folder.mkdir(parents=True, exist_ok=True)
    index = folder / INDEX
    if index.exists():
        for name in json.loads(index.read_text(encoding="utf-8"))["files"]:
            for path in folder.glob(f"{Path(name).stem}.*"):
                path.unlink()
        index.unlink()
    if any(folder.iterdir()):
        raise SystemExit(f"{folder} holds other files: name an empty folder for synthetic pages.")


def write(stem: Path, kind: str, index: int, wanted: Wanted) -> Path:
    """Write one page with its truth; return its file."""
    made = page(kind, index, wanted)
    stem.with_suffix(".gt.txt").write_text(made.truth + "\n" * bool(made.truth), encoding="utf-8")
    stem.with_suffix(".region.json").write_text(json.dumps({"stamps": made.stamps}) + "\n", encoding="utf-8")
    path = stem.with_suffix(made.scan.suffix)
    path.write_bytes(encoded(made.scan))
    return path


def page(kind: str, index: int, wanted: Wanted) -> Made:
    """Make page INDEX of a kind. The same seed gives the same page, whatever else is made."""
    cv2.setNumThreads(1)
    lot = zlib.crc32(f"{wanted.seed} {kind} {index}".encode())
    rng, sheet = np.random.default_rng(lot), printed(kind, index, Random(lot))
    severity = index / max(1, wanted.pages - 1) if wanted.pages > 1 else 0.5
    back = printed(kind, index + 3, Random(lot + 1)).pixels if kind in ("bleed", "blank", "mixed") else sheet.pixels
    whole = Printed(sheet.pixels, fitted(back, sheet.pixels), tuple(sheet.signatures))
    if kind == "blank":
        return Made(blank(whole, rng, index), "")
    if kind == "secret":
        scan, words = secret(whole, rng, index)
        return Made(scan, sheet.truth, (words,))
    damage = faint if kind == "faint" else DAMAGE[kind]
    return Made(damage(whole, rng, severity), sheet.truth)


def fitted(back: Pixels, front: Pixels) -> Pixels:
    """The reverse in the size of the front."""
    height, width = front.shape
    return cv2.resize(back, (width, height), interpolation=cv2.INTER_AREA).astype(np.uint8)


def printed(kind: str, index: int, rng: Random) -> Sheet:
    """Set a letter; the layouts take turns, each kind begins with another."""
    sheet = Sheet(look(kind, rng), rng)
    first = KINDS.index(kind)
    LAYOUTS[(first * 3 + index) % len(LAYOUTS)](sheet, Pen(rng))
    return sheet


def look(kind: str, rng: Random) -> Look:
    """A face, a size and a paper by lot; old machines have one face."""
    paper = rng.choice(("A4", "A4", "F4"))
    if kind in STRUCK:
        return Look("typewriter", rng.choice((10, 10.5)), paper, 1.35, 62.0, struck=kind == "typewriter")
    face = rng.choice(FACES)
    sizes = (9.5, 10, 10.5) if face.startswith("wide") else (10.5, 11, 11.5, 12)
    return Look(face, rng.choice(sizes), paper, rng.choice((1.2, 1.3, 1.4)), rng.choice((58.0, 68.0, 76.0)))


def encoded(scan: Scan) -> bytes:
    """Return the file: JPEG, PNG, or what a fax machine sends (TIFF in two tones)."""
    image, target = Image.fromarray(scan.pixels), io.BytesIO()
    dpi = (scan.dpi, scan.dpi)
    if scan.suffix == ".tif":
        image.convert("1").save(target, "TIFF", compression="group4", dpi=dpi)
    elif scan.suffix == ".png":
        image.save(target, "PNG", compress_level=1, dpi=dpi)
    else:
        image.save(target, "JPEG", quality=scan.quality, dpi=dpi)
    return target.getvalue()
