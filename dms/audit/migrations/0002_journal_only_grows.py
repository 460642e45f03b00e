"""Triggers that let the journal only grow, in both databases; sealing may fill an empty row_hash once."""

from typing import Any

from django.db import migrations

KEPT = ("id", "at", "person_id", "position_id", "on_behalf_of_id", "verb", "object_kind", "object_id", "facts")
SEALING = "OLD.row_hash = '' AND " + " AND ".join(f"NEW.{name} = OLD.{name}" for name in KEPT)
SQLITE = [
    f"CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event WHEN NOT ({SEALING}) "
    "BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END",
    "CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event "
    "BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END",
]
POSTGRESQL = [
    "CREATE FUNCTION audit_event_only_grows() RETURNS trigger AS $$ "
    "BEGIN RAISE EXCEPTION 'the journal only grows'; END $$ LANGUAGE plpgsql",
    f"CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event FOR EACH ROW WHEN (NOT ({SEALING})) "
    "EXECUTE FUNCTION audit_event_only_grows()",
    "CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event FOR EACH ROW "
    "EXECUTE FUNCTION audit_event_only_grows()",
]


def guard(apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
