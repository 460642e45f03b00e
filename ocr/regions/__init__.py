"""What stands on a page beside lines of print: stamps, signatures, handwriting, codes, tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from ocr.pages.source import Pixels
from ocr.regions.clusters import Cluster
from ocr.regions.sizes import shrunk
from ocr.regions.stamps import secret_stamps
from ocr.regions.tint import tint_of, whitened
from ocr.values import Box, Region, Word


@dataclass(frozen=True)
class Looked:
    """The regions of a page, and its words without those that were made of handwriting and stamps."""

    regions: tuple[Region, ...]
    words: tuple[Word, ...]


def look(pixels: Pixels, words: Sequence[Word]) -> Looked:
    """Look over an upright page; `words` are what was read on it, boxes in fractions of this page."""
    small, scale = shrunk(pixels)
    regions: list[Region] = []
    if small.ndim == 3:
        tint = tint_of(whitened(small))
        for stamp in secret_stamps(pixels, tint, scale):
            regions.append(Region("stamp", _box(stamp.cluster, small), stamp.said.word, round(stamp.said.likeness, 3)))
    return Looked(tuple(regions), tuple(words))


def _box(cluster: Cluster, small: Pixels) -> Box:
    height, width = small.shape[:2]
    left, top, right, bottom = cluster.box
    return Box(left / width, top / height, right / width, bottom / height)
