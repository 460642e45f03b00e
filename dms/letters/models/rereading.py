"""Pages read again in the background: what was asked for at once, and what became of each page."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dms.intake.models import Reading, SourcePage
from dms.letters.models.letters import Letter
from dms.people.models import Office, Person, Position
from dms.people.public_ids import PublicIdField


class RereadScope(models.TextChoices):
    """How much was asked to be read again."""

    ALL = "all", _("Semua surat")
    BATCH = "batch", _("Satu kiriman")
    LETTER = "letter", _("Satu surat")
    PAGE = "page", _("Satu halaman")


class RereadOutcome(models.TextChoices):
    """What became of a page, measured by what can be read with confidence; a worse reading is kept but not used."""

    WAITING = "waiting", _("Menunggu")
    BETTER = "better", _("Lebih baik")
    SAME = "same", _("Sama")
    WORSE = "worse", _("Lebih buruk")
    FAILED = "failed", _("Gagal")


class RereadRun(models.Model):
    """Pages of an office's letters asked to be read again at once; `pages_total` is null until all are asked for.

    `scope_id` names the batch or letter; it is shown to nobody.
    """

    public_id = PublicIdField()
    office = models.ForeignKey(Office, models.PROTECT, related_name="reread_runs")
    scope = models.CharField(max_length=10, choices=RereadScope.choices)
    scope_id = models.CharField(max_length=20, blank=True)
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    asked_by_position = models.ForeignKey(Position, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    pages_total = models.PositiveIntegerField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.public_id} {self.scope}"


class RereadPage(models.Model):
    """One page of one letter in a run: the reading before, the one made, and how they compare.

    A row a letter, not a row a page of bytes: what one letter's people see of a run tells nothing of another's.
    """

    run = models.ForeignKey(RereadRun, models.PROTECT, related_name="pages")
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="reread_pages")
    source_page = models.ForeignKey(SourcePage, models.PROTECT, related_name="reread_pages")
    before = models.ForeignKey(Reading, models.PROTECT, related_name="+")
    after = models.ForeignKey(Reading, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=RereadOutcome.choices, default=RereadOutcome.WAITING)
    fault = models.CharField(max_length=40, blank=True)
    worth_before = models.FloatField(default=0)
    worth_after = models.FloatField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "letter", "source_page"], name="one_page_once_a_run")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["source_page", "letter"], condition=models.Q(outcome="waiting"), name="pages_waiting_reread"
            )
        ]

    def __str__(self) -> str:
        return f"{self.run} {self.source_page}: {self.outcome}"
