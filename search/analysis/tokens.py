"""The exact view: a text as a list of folded words."""

from __future__ import annotations

import re
import unicodedata

LONGEST_TOKEN = 64
"""Longer runs of letters are cut: both engines have limits of their own, far above any word."""

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’‘`´](?=[^\W\d_])")
_TOKEN = re.compile(r"[^\W_]+")


def tokens(text: str) -> list[str]:
    """Words of `text` in order: NFKC, case-folded, letters and digits only; "Jum'at" is one word."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    plain = _APOSTROPHE.sub("", _INVISIBLE.sub("", folded))
    return [word[:LONGEST_TOKEN] for word in _TOKEN.findall(plain)]
