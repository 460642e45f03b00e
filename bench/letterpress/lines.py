"""From a plain-text letter (visual order, columns by spaces) to blocks that can be set in a proportional font."""

import re
from dataclasses import dataclass

SIGNATURE_COLUMN = 40  # what stands right of it is a block of short lines, never running text
FULL_LINE_CHARS = 75  # a line this long was broken by the margin, not by its writer

_GAP = re.compile(r"\s{2,}")
_LABEL = re.compile(r"^(?P<label>[^:]{1,24}?)\s*(?P<colon>:)\s+(?=\S)")
_MARKER = re.compile(r"^(?:\d{1,2}|[A-Za-z])\.\s+(?=\S)")


@dataclass(frozen=True)
class Segment:
    """A run of text that starts in character column `column` of its line."""

    column: int
    text: str


@dataclass(frozen=True)
class Block:
    """Segments of one visual line; the last one may run over further lines (`hang_column` starts those)."""

    line: int
    segments: tuple[Segment, ...]
    hang_column: int
    runs_over: bool
    blank_lines_before: int


def segments(line: str) -> tuple[Segment, ...]:
    """Split one line at wide gaps, at `label :` and after list markers."""
    found: list[Segment] = []
    column = len(line) - len(line.lstrip())
    for match in _GAP.finditer(line, column):
        found += _split(Segment(column, line[column : match.start()]))
        column = match.end()
    if line[column:].strip():
        found += _split(Segment(column, line[column:].rstrip()))
    return tuple(found)


def _split(segment: Segment) -> list[Segment]:
    """Cut `Dasar : 1. Keputusan …` into label, colon, marker and text, each with its own column."""
    label = _LABEL.match(segment.text)
    if segment.text.startswith(": "):
        return [Segment(segment.column, ":"), *_split(_rest(segment, 2))]
    if label:
        colon = Segment(segment.column + label.start("colon"), ":")
        return [Segment(segment.column, label["label"]), colon, *_split(_rest(segment, label.end()))]
    marker = _MARKER.match(segment.text)
    if marker:
        return [Segment(segment.column, marker[0].strip()), _rest(segment, marker.end())]
    return [segment]


def _rest(segment: Segment, start: int) -> Segment:
    return Segment(segment.column + start, segment.text[start:])


def blocks(text: str, *, whole: frozenset[int]) -> list[Block]:
    """All blocks of a letter; lines (from 1) in `whole` stay one segment and join nothing."""
    lines = text.rstrip("\n").split("\n")
    result: list[Block] = []
    number, blanks = 1, 0
    while number <= len(lines):
        line = lines[number - 1]
        if not line.strip():
            blanks += 1
            number += 1
            continue
        following = lines[number] if number < len(lines) else ""
        block = _block(number, line, following, blanks) if number not in whole else _whole(number, line, blanks)
        while number < len(lines) and number + 1 not in whole and _continues(block, lines[number - 1], lines[number]):
            block = _joined(block, lines[number])
            number += 1
        result.append(block)
        number, blanks = number + 1, 0
    return result


def _whole(number: int, line: str, blanks: int) -> Block:
    return Block(number, (Segment(0, line.strip()),), -1, False, blanks)


def _block(number: int, line: str, following: str, blanks: int) -> Block:
    """A line that starts further right than the full line's continuation opens a paragraph."""
    parts = segments(line)
    first_line_indented = len(parts) == 1 and len(line) >= FULL_LINE_CHARS and not following.startswith(" ")
    return Block(number, parts, 0 if first_line_indented else parts[-1].column, False, blanks)


def _continues(block: Block, line: str, following: str) -> bool:
    parts = segments(following)
    if len(parts) != 1 or block.hang_column != parts[0].column or block.hang_column >= SIGNATURE_COLUMN:
        return False
    return len(line) >= FULL_LINE_CHARS


def _joined(block: Block, following: str) -> Block:
    last = block.segments[-1]
    grown = Segment(last.column, f"{last.text} {following.strip()}")
    return Block(block.line, (*block.segments[:-1], grown), block.hang_column, True, block.blank_lines_before)
