"""Classification schemes, their codes, what the machine proposes for a letter and what a person chose."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dms.letters.models import Letter
from dms.people.models import Office, Person, Position
from dms.people.public_ids import PublicIdField


class ClassificationScheme(models.Model):
    """A list of archive codes; an office may have one of its own, the shipped ones belong to nobody."""

    public_id = PublicIdField()
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="schemes")
    key = models.SlugField(max_length=50)
    name = models.CharField(max_length=200)
    rule = models.CharField(max_length=200, blank=True, help_text=_("Peraturan yang menetapkannya."))
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "key"], name="one_scheme_key_an_office"),
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(office__isnull=True), name="one_shared_scheme_a_key"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ClassCode(models.Model):
    """One code of a scheme. Real lists hold the same code twice with different titles, so code alone is not unique."""

    public_id = PublicIdField()
    scheme = models.ForeignKey(ClassificationScheme, models.PROTECT, related_name="codes")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=500)
    description = models.TextField(blank=True)
    keywords = models.TextField(blank=True, help_text=_("Kata lain yang dipakai surat untuk urusan ini."))
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    level = models.PositiveSmallIntegerField(default=1)
    sort_key = models.CharField(max_length=120, db_index=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["sort_key"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "code", "title"], name="one_title_a_code_and_scheme")
        ]
        indexes: ClassVar = [models.Index(fields=["scheme", "code"])]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class FormRule(models.Model):
    """A form of letter that has a class of its own: kind, and words its head must show (a regular expression)."""

    scheme = models.ForeignKey(ClassificationScheme, models.PROTECT, related_name="form_rules")
    kind = models.CharField(max_length=30)
    pattern = models.CharField(max_length=200, blank=True)
    code = models.ForeignKey(ClassCode, models.PROTECT, related_name="form_rules")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "kind", "pattern", "code"], name="one_form_rule_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.code.code}"


class CodeSuggestion(models.Model):
    """What the machine proposed for a letter; reasons are machine codes with values, put into words when shown."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="code_suggestions")
    code = models.ForeignKey(ClassCode, models.PROTECT, related_name="suggestions")
    rank = models.PositiveSmallIntegerField()
    confidence = models.FloatField()
    reasons = models.JSONField(default=list)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["rank"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["letter", "rank"], name="one_suggestion_a_rank")]

    def __str__(self) -> str:
        return f"{self.letter}: {self.rank}. {self.code.code}"


class ChoiceSource(models.TextChoices):
    """How a code came to a letter."""

    ACCEPTED = "accepted", _("Usulan diterima")
    TYPED = "typed", _("Dipilih sendiri")
    IMPORT = "import", _("Impor")


class CodeChoice(models.Model):
    """What was decided; earlier choices stay, one is current."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="code_choices")
    code = models.ForeignKey(ClassCode, models.PROTECT, related_name="choices")
    chosen_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    position = models.ForeignKey(Position, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    source = models.CharField(max_length=10, choices=ChoiceSource.choices)
    rank_shown = models.PositiveSmallIntegerField(null=True, blank=True)
    current = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["letter"], condition=models.Q(current=True), name="one_current_code_a_letter"
            )
        ]

    def __str__(self) -> str:
        return f"{self.letter}: {self.code.code}"
