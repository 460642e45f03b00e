"""The test database beyond what pytest-django does: the journal may be emptied between tests, the index is there."""

import importlib
from typing import Any

from django.db import connection
from django.test import TransactionTestCase

from dms.letters import index

journal = importlib.import_module("dms.audit.migrations.0002_journal_only_grows")
TRIGGERS = ("audit_event_no_update", "audit_event_no_delete")
flush_tables: Any = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]


def flush_with_journal(case: TransactionTestCase) -> None:
    """Empty the tables after a transactional test. SQLite deletes rows, which the journal forbids."""
    if connection.vendor != "sqlite":
        flush_tables(case)
        return
    with connection.cursor() as cursor:
        for name in TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
    flush_tables(case)
    with connection.cursor() as cursor:
        for statement in journal.SQLITE:
            cursor.execute(statement)


def allow_flushing_the_journal() -> None:
    """Let every transactional test end with an empty journal, and with its triggers in place again."""
    TransactionTestCase._fixture_teardown = flush_with_journal  # type: ignore[attr-defined]


def empty_index() -> None:
    """Leave no entry behind; the index is no table of Django's and is not flushed with them."""
    if any(True for _ in index.engine().versions()):
        index.engine().rebuild([])
