"""How unsure the reader was of letters that were there before verification came, so that the worst of them come first."""

from typing import Any

from django.db import migrations
from django.db.models import FloatField, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

WEIGHED = ("number", "letter_date", "sender", "subject", "kind")


def weigh(apps: Any, _editor: Any) -> None:
    """Set `doubt` as dms.letters.field_values.doubt_of does."""
    letters, values = apps.get_model("letters", "Letter"), apps.get_model("letters", "FieldValue")
    current = values.objects.filter(letter=OuterRef("pk"), is_current=True, name__in=WEIGHED).order_by()
    sure = current.values("letter").annotate(total=Sum("confidence")).values("total")
    letters.objects.update(doubt=1 - Coalesce(Subquery(sure, output_field=FloatField()), 0.0) / len(WEIGHED))


class Migration(migrations.Migration):
    dependencies = [("letters", "0005_role_decided")]

    operations = [migrations.RunPython(weigh, migrations.RunPython.noop)]
