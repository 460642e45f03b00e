"""Words of a page as one small value to store: JSON columns, boxes in 1/100,000 of the page, zlib.

Layout (version 1): `v` the version, `t` texts, `b` edges x0, y0, x1, y1 of all boxes, `c` confidences in 1/1000,
`l` lines, `k` blocks.
"""

import json
import zlib
from collections.abc import Iterable

from ocr.values import Box, Word

VERSION = 1
BOX_UNITS = 100_000
CONFIDENCE_UNITS = 1_000


def pack_words(words: Iterable[Word]) -> bytes:
    """Pack words; boxes keep 5 decimals (0.02 px on the stored image), confidences 3."""
    rows = list(words)
    columns = {
        "v": VERSION,
        "t": [word.text for word in rows],
        "b": [round(edge * BOX_UNITS) for word in rows for edge in _edges(word.box)],
        "c": [round(word.confidence * CONFIDENCE_UNITS) for word in rows],
        "l": [word.line for word in rows],
        "k": [word.block for word in rows],
    }
    return zlib.compress(json.dumps(columns, ensure_ascii=True, separators=(",", ":")).encode("ascii"), 6)


def unpack_words(data: bytes) -> tuple[Word, ...]:
    """The words of `pack_words`. Raises ValueError when the bytes are not such a value."""
    try:
        columns = json.loads(zlib.decompress(data))
    except zlib.error as error:
        raise ValueError("not packed words") from error
    if columns.get("v") != VERSION:
        raise ValueError(f"packed words of version {columns.get('v')!r}")
    edges = [edge / BOX_UNITS for edge in columns["b"]]
    boxes = [Box(*edges[start : start + 4]) for start in range(0, len(edges), 4)]
    confidences = [units / CONFIDENCE_UNITS for units in columns["c"]]
    rows = zip(columns["t"], boxes, confidences, columns["l"], columns["k"], strict=True)
    return tuple(Word(*row) for row in rows)


def _edges(box: Box) -> tuple[float, float, float, float]:
    return box.x0, box.y0, box.x1, box.y1
