"""Words that were made of stamps, signatures and handwriting: badly read, and nearly all their ink is colored."""

from collections.abc import Sequence

from ocr.regions.page import SmallPage
from ocr.regions.tint import HUES, Tint
from ocr.values import Box, Region, RegionKind, Word

# A word read worse than this may be made of such ink; notes look much like print, so they need more.
DOUBTFUL: dict[RegionKind, float] = {"stamp": 0.5, "signature": 0.5, "handwriting": 0.15}
COLORED = 0.7  # of a word's ink
INSIDE = 0.6  # of a word's box


def without_junk(words: Sequence[Word], regions: Sequence[Region], page: SmallPage) -> tuple[Word, ...]:
    """The words but those; print under a stamp is kept, and everything on a gray page."""
    if page.tint is None:
        return tuple(words)
    tint = page.tint
    return tuple(word for word in words if not (_is_doubtful(word, regions) and _is_colored(tint, page.part(word.box))))


def _is_doubtful(word: Word, regions: Sequence[Region]) -> bool:
    around = [region for region in regions if share_inside(word.box, region.box) >= INSIDE]
    return any(word.confidence < DOUBTFUL.get(region.kind, 0.0) for region in around)


def _is_colored(tint: Tint, part: tuple[slice, slice]) -> bool:
    colored = max(int(tint.mask(hue)[part].sum()) for hue in HUES)
    return colored > COLORED * (colored + int(tint.black[part].sum()))


def share_inside(box: Box, other: Box) -> float:
    """The share of a box that lies in another."""
    width = min(box.x1, other.x1) - max(box.x0, other.x0)
    height = min(box.y1, other.y1) - max(box.y0, other.y0)
    return max(0.0, width) * max(0.0, height) / max(1e-9, box.width * box.height)
