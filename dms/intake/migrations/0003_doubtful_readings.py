"""Readings say whether somebody should look at the page; those that stand already are judged once."""

from django.db import migrations, models
from django.db.models import Q

SURE_CONFIDENCE = 0.75


def judge(apps, _schema_editor):
    """Mark the readings of before."""
    readings = apps.get_model("intake", "Reading").objects
    is_unsure = Q(outcome="read", confidence__lt=SURE_CONFIDENCE)
    readings.filter(Q(outcome__in=("unread", "partial")) | is_unsure).update(is_doubtful=True)


class Migration(migrations.Migration):
    """Adds the mark, its index, and judges."""

    dependencies = [
        ("intake", "0002_reading_record"),
    ]

    operations = [
        migrations.AddField(
            model_name="reading",
            name="is_doubtful",
            field=models.BooleanField(default=False, help_text="Somebody should look at the page."),
        ),
        migrations.AddIndex(
            model_name="reading",
            index=models.Index(
                condition=models.Q(("is_current", True), ("is_doubtful", True)),
                fields=["page"],
                name="readings_to_be_looked_at",
            ),
        ),
        migrations.RunPython(judge, migrations.RunPython.noop),
    ]
