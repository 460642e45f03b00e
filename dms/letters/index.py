"""The one door to the search engine: which engine, what of a letter goes into it, and when.

FTS5 lives in the database: a letter's entry is written in the transaction that changes the letter.
Elasticsearch does not: the job "index" is the outbox row, written in that transaction and carried out after it.
"""

import sqlite3
from collections.abc import Iterable
from functools import lru_cache
from typing import cast

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.utils import timezone

import search
from dms.jobs import services as jobs
from dms.letters.models import Letter
from dms.letters.readings import readings_of
from dms.people.policy import Access, Guard


@lru_cache(maxsize=1)
def engine() -> search.Index:
    """Return the search engine that the settings name."""
    if settings.SEARCH_URL:
        return search.ElasticIndex(settings.SEARCH_URL, name=settings.SEARCH_INDEX)
    return search.Fts5Index(raw_connection)


def raw_connection() -> sqlite3.Connection:
    """Return Django's own SQLite connection, so that index and rows share a transaction."""
    connection.ensure_connection()
    return cast(sqlite3.Connection, connection.connection)


def viewer(access: Access) -> search.Viewer:
    """Return ACCESS as the search engine takes it."""
    return search.Viewer(tokens=access.tokens, clearance=access.clearance)


def changed(letter: Letter) -> None:
    """Say that LETTER changed: its version goes up and its entry follows (now, or by the outbox).

    The entry is made of the row as it stands, not of the caller's copy, which may have been loaded before another
    change: an old clearance must not come back under a new version.
    """
    Letter.objects.filter(pk=letter.pk).update(version=F("version") + 1)
    letter.refresh_from_db(fields=["version"])
    if engine().transactional:
        put([Letter.objects.select_related("unit").get(pk=letter.pk)])
    else:
        jobs.enqueue("index", letter.public_id, group=letter.public_id)


def put(letters: Iterable[Letter]) -> None:
    """Write the entries of LETTERS; those withdrawn or merged are taken out."""
    rows = list(letters)
    shown = [letter for letter in rows if is_shown(letter)]
    engine().remove([letter.public_id for letter in rows if not is_shown(letter)])
    engine().put([entry(letter) for letter in shown])
    for letter in rows:
        Letter.objects.filter(pk=letter.pk).update(indexed_version=letter.version)


def is_shown(letter: Letter) -> bool:
    """Tell whether LETTER belongs into the index at all."""
    return letter.withdrawn_at is None and letter.merged_into_id is None


def guard(letter: Letter) -> Guard:
    """Return what guards LETTER."""
    tokens = list(letter.access_tokens.values_list("token", "question", "effect"))
    return Guard(
        metadata=frozenset(token for token, question, effect in tokens if (question, effect) == ("metadata", "allow")),
        content=frozenset(token for token, question, effect in tokens if (question, effect) == ("content", "allow")),
        deny=frozenset(token for token, _, effect in tokens if effect == "deny"),
        clearance=letter.clearance_required,
    )


def entry(letter: Letter) -> search.Entry:
    """Return the entry of LETTER: its fields, its whole text, and who may see it."""
    guarded = guard(letter)
    return search.Entry(
        id=letter.public_id,
        version=letter.version,
        number=letter.number or "",
        sender=letter.sender or "",
        recipients=letter.recipient or "",
        subject=letter.subject or "",
        body=text_of(letter),
        kind=letter.kind,
        code=letter.class_code,
        letter_date=letter.letter_date,
        received_date=timezone.localdate(letter.received_at),
        direction=letter.direction,
        unit=letter.unit.short_name or letter.unit.name,
        metadata_tokens=guarded.metadata,
        content_tokens=guarded.content,
        deny_tokens=guarded.deny,
        clearance=guarded.clearance,
    )


def text_of(letter: Letter) -> str:
    """Return the words of all pages of LETTER, page after page."""
    return "\n\f\n".join(each.reading.text for each in readings_of(letter))
