"""What a search must answer, found letter by letter in plain Python: no plan, no tags, no index."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from rapidfuzz.distance import OSA

from search import Entry, Viewer, analysis
from search.analysis import joined_key, spellings_of
from search.language import All, And, DateFilter, Field, Fuzzy, Node, Not, Or, Phrase, Prefix, Query, TagFilter, Word

tokens = cache(analysis.tokens)
number_runs = cache(analysis.number_runs)
reference_runs = cache(analysis.reference_runs)
TEXTS = ("sender", "recipients", "subject", "body")
SCOPES = {
    "dari": ("sender", "number_name"),
    "kepada": ("recipients",),
    "nomor": ("number",),
    "hal": ("subject",),
    "isi": ("body", "refs"),
}
DIRECTIONS = {"masuk": "incoming", "keluar": "outgoing", "internal": "internal"}


class Oracle:
    """All letters, and the words that fuzzy terms can become."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = {entry.id: entry for entry in entries}
        self._letters = Counter(form for entry in self.entries.values() for form in _forms(entry))

    def newest(self, query: Query, viewer: Viewer) -> list[str]:
        """Ids of all hits, newest first, undated last, then by id."""
        found = [entry for entry in self.entries.values() if self.is_hit(query, entry, viewer)]
        found.sort(key=lambda entry: (-(entry.letter_date or date.min).toordinal(), entry.id))
        dated = [entry.id for entry in found if entry.letter_date]
        return dated + [entry.id for entry in found if not entry.letter_date]

    def is_hit(self, query: Query, entry: Entry, viewer: Viewer) -> bool:
        """Whether the viewer may find this letter with this query."""
        if viewer.clearance < entry.clearance or viewer.tokens & entry.deny_tokens:
            return False
        if viewer.tokens & entry.content_tokens:
            return self._holds(query.root, entry, (*TEXTS, "number", "refs"))
        if viewer.tokens & entry.metadata_tokens:
            return self._holds(query.root, entry, ("sender", "recipients", "subject", "number"), seen_only=True)
        return False

    def _holds(self, node: Node, entry: Entry, fields: Sequence[str], *, seen_only: bool = False) -> bool:
        if isinstance(node, All):
            return True
        if isinstance(node, Not):
            return not self._holds(node.node, entry, fields, seen_only=seen_only)
        if isinstance(node, Or):
            return any(self._holds(part, entry, fields, seen_only=seen_only) for part in node.nodes)
        if isinstance(node, And):
            return all(self._all_of(node.nodes, entry, fields, seen_only))
        if isinstance(node, Field):
            hidden = ("body", "refs") if seen_only else ()
            scope = [field for field in SCOPES[node.name] if field not in hidden]
            return self._holds(node.node, entry, scope, seen_only=seen_only)
        if isinstance(node, TagFilter):
            return _has_tag(node, entry)
        return _in_period(node, entry) if isinstance(node, DateFilter) else self._has_term(node, entry, fields)

    def _all_of(self, nodes: Sequence[Node], entry: Entry, fields: Sequence[str], seen_only: bool) -> Iterable[bool]:
        position = 0
        while position < len(nodes):
            pair = nodes[position : position + 2]
            words = [form for node in pair if isinstance(node, Word) for form in tokens(node.text)]
            ways = list(spellings_of(words)) if all(isinstance(node, Word) for node in pair) and len(pair) == 2 else []
            held = [self._holds(node, entry, fields, seen_only=seen_only) for node in (pair if ways else pair[:1])]
            yield all(held) or any(_says(entry, fields, _stems(way), stemmed=True) for way in ways)
            position += len(held)

    def _has_term(self, node: Word | Phrase | Prefix | Fuzzy, entry: Entry, fields: Sequence[str]) -> bool:
        forms = tokens(node.text)
        if isinstance(node, Phrase):
            return _says(entry, fields, forms) or _numbered(entry, fields, joined_key(node.text))
        if isinstance(node, Prefix):
            key = joined_key(node.text)
            words = _words(entry, fields) if len(forms) == 1 else []
            return any(word.startswith(key) for word in [*words, *_runs(entry, fields, key)])
        if isinstance(node, Fuzzy):
            near = self._near(forms[0], node.distance or (1 if len(forms[0]) <= 5 else 2))
            return bool(near & {*_words(entry, fields), *_runs(entry, fields, forms[0])})
        roots = _stems(forms)
        doubled = len(roots) == 2 and roots[0] == roots[1] != "undang"
        ways = [roots[:1] if doubled else roots, *(_stems(way) for way in spellings_of(forms))]
        said = any(_says(entry, fields, way, stemmed=True) for way in ways)
        return said or _numbered(entry, fields, joined_key(node.text))

    def _near(self, form: str, distance: int) -> set[str]:
        near = [
            (OSA.distance(form, word), -count, word)
            for word, count in self._letters.items()
            if word[0] == form[0] and 0 < OSA.distance(form, word, score_cutoff=distance) <= distance
        ]
        return {form, *(word for _, _, word in sorted(near)[:49])}


def _stems(forms: Iterable[str]) -> list[str]:
    return [analysis.stem(form) for form in forms]


def _forms(entry: Entry) -> set[str]:
    words = {word for word in _words(entry, TEXTS) if not word.isdigit()}
    words |= {word for word in number_runs(entry.number) if word.isalpha()}
    return {word for word in words if 3 <= len(word) <= 32}


def _words(entry: Entry, fields: Sequence[str]) -> list[str]:
    return [word for field in TEXTS if field in fields for word in tokens(getattr(entry, field))]


def _runs(entry: Entry, fields: Sequence[str], key: str) -> list[str]:
    by_name = "number_name" in fields and key.isalpha()
    numbers = number_runs(entry.number) if "number" in fields or by_name else []
    return [*numbers, *(reference_runs(entry.body) if "refs" in fields else [])]


def _numbered(entry: Entry, fields: Sequence[str], key: str) -> bool:
    return key in _runs(entry, fields, key)


def _says(entry: Entry, fields: Sequence[str], words: Sequence[str], *, stemmed: bool = False) -> bool:
    for field in TEXTS:
        said = tokens(getattr(entry, field)) if field in fields else []
        said = _stems(said) if stemmed else said
        if any(said[start : start + len(words)] == list(words) for start in range(len(said))):
            return True
    return False


def _has_tag(node: TagFilter, entry: Entry) -> bool:
    if node.name == "kode":
        code, wanted = (entry.code or "").casefold(), node.value.removesuffix(".*")
        return code == wanted or (node.value.endswith(".*") and code.startswith(f"{wanted}."))
    if node.name == "jenis":
        return entry.kind in (node.value, f"surat_{node.value}")
    return entry.unit == node.value if node.name == "unit" else entry.direction == DIRECTIONS[node.value]


def _in_period(node: DateFilter, entry: Entry) -> bool:
    day = entry.received_date if node.name == "diterima" else entry.letter_date
    return day is not None and (node.first or date.min) <= day <= (node.last or date.max)
