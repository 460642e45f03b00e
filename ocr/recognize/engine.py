"""What every recognition engine promises: a gray picture in, words with pixel boxes out, within a time limit."""

from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]
Layout = Literal["page", "block", "line"]

# Tesseract's page segmentation modes; 4 (one column of text of various sizes) is measured best on real letters.
SEGMENTATION: dict[Layout, int] = {"page": 4, "block": 6, "line": 7}
TESSDATA = "/usr/share/tesseract-ocr/5/tessdata"


@dataclass(frozen=True)
class FoundWord:
    """A word in pixels of the picture given; `line` counts over the page; confidence 0..1."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float
    line: int
    block: int


@dataclass(frozen=True)
class Recognition:
    """The words found; `finished` is False when the time was up (the words may then be incomplete)."""

    words: tuple[FoundWord, ...]
    finished: bool = True

    @property
    def confidence(self) -> float:
        """Mean confidence, weighted by length of the words; 0 without words."""
        weights = sum(len(word.text) for word in self.words)
        return sum(word.confidence * len(word.text) for word in self.words) / weights if weights else 0.0


class Engine(Protocol):
    """A recognizer that is loaded once per process."""

    name: str
    version: str
    model: str

    def read(self, picture: Gray, *, dpi: float, layout: Layout, timeout_seconds: float) -> Recognition:
        """Read a gray picture. Never raises on odd pictures: no words is an answer."""
        ...
