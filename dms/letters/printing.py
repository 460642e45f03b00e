"""Hits for the terminal and for scripts: the same search, the same access, the same journal as on the screen."""

import hashlib
from typing import Any

from dms.audit import services as audit
from dms.letters import queries
from dms.letters.queries import Found, Order, Results
from dms.people.actor import Actor
from dms.people.policy import access_of

Row = dict[str, Any]


def search_as(actor: Actor, text: str, *, order: Order, offset: int, limit: int) -> Results:
    """Search as the person of ACTOR and journal it by hash and count. Raises as `queries.find` does."""
    results = queries.find(access_of(actor.person), text, order=order, offset=offset, limit=limit)
    digest = hashlib.sha256(text.encode()).hexdigest()
    audit.record(actor, "searched", "query", digest, hits=results.total, via="console")
    return results


def as_json(text: str, results: Results) -> Row:
    """Return RESULTS with plain values only; `page` and `snippet` are null where the content may not be read."""
    return {
        "query": text,
        "total": results.total,
        "total_is_exact": results.total_is_exact,
        "hits": [hit_row(found) for found in results.found],
    }


def hit_row(found: Found) -> Row:
    """Return one hit with plain values."""
    letter = found.letter
    return {
        "id": letter.public_id,
        "number": letter.number,
        "letter_date": letter.letter_date.isoformat() if letter.letter_date else None,
        "sender": letter.sender,
        "subject": letter.subject,
        "kind": letter.kind,
        "code": letter.class_code,
        "page": found.pages[0] if found.pages else None,
        "snippet": str(found.snippet) if found.snippet else None,
    }


def as_text(found: Found) -> str:
    """Return one hit as lines for the terminal; marked words stand in [brackets]."""
    row = hit_row(found)
    head = "  ".join(str(row[name]) for name in ("letter_date", "number", "sender") if row[name])
    marked = "".join(f"[{part}]" if is_mark else part for part, is_mark in found.snippet.parts) if found.snippet else ""
    lines = [
        f"{row['id']}  {head}",
        row["subject"],
        marked and f"(hlm. {row['page'] or '–'}) {' '.join(marked.split())}",
    ]
    return "\n    ".join(line for line in lines if line)
