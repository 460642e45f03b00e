"""A letter and its pages. One scan may hold many letters, one letter may come in many files."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dms.intake.models import BatchItem, Reading, SourcePage
from dms.people.models import Clearance, Person, Unit
from dms.people.public_ids import PublicIdField


class Direction(models.TextChoices):
    """Seen from the office; null while unknown."""

    INCOMING = "incoming", _("Surat masuk")
    OUTGOING = "outgoing", _("Surat keluar")
    INTERNAL = "internal", _("Internal")


class Urgency(models.TextChoices):
    """How fast it must be dealt with, as the paper says."""

    ORDINARY = "biasa", _("Biasa")
    URGENT = "segera", _("Segera")
    MOST_URGENT = "sangat_segera", _("Sangat segera")


class PageRole(models.TextChoices):
    """What a page is in its letter."""

    BODY = "body", _("Surat")
    ANNEX = "annex", _("Lampiran")
    ENVELOPE = "envelope", _("Amplop")
    BLANK = "blank", _("Kosong")
    SHEET = "sheet", _("Lembar disposisi")


class Letter(models.Model):
    """One official document (naskah dinas).

    The columns hold the current value of each field; where it came from and what it was before stands in
    FieldValue. Unknown is null. `clearance_required` follows `security_class`; while that is unknown it is
    Terbatas: nothing is taken for harmless before a person or the paper said so.
    """

    public_id = PublicIdField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="letters")
    direction = models.CharField(max_length=10, choices=Direction.choices, null=True, blank=True)
    kind = models.CharField(max_length=30, null=True, blank=True)
    number = models.CharField(max_length=200, null=True, blank=True)
    number_key = models.CharField(max_length=200, null=True, blank=True, db_index=True)
    letter_date = models.DateField(null=True, blank=True)
    letter_date_precision = models.CharField(max_length=5, default="day")
    letter_date_raw = models.CharField(max_length=200, null=True, blank=True)
    sender = models.CharField(max_length=300, null=True, blank=True)
    recipient = models.TextField(null=True, blank=True, help_text="One a line, as they stand on the paper.")
    subject = models.TextField(null=True, blank=True)
    nature_raw = models.CharField(max_length=100, null=True, blank=True)
    urgency = models.CharField(max_length=20, null=True, blank=True)
    security_class = models.PositiveSmallIntegerField(choices=Clearance.choices, null=True, blank=True)
    clearance_required = models.PositiveSmallIntegerField(default=Clearance.TERBATAS)
    class_code = models.CharField(max_length=40, null=True, blank=True)
    development_level = models.CharField(max_length=20, null=True, blank=True)
    paper_location = models.CharField(max_length=200, null=True, blank=True)
    legacy_register_number = models.CharField(max_length=60, null=True, blank=True)
    received_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    indexed_version = models.PositiveIntegerField(default=0)
    verified_at = models.DateTimeField(null=True, blank=True)
    doubt = models.FloatField(default=0, help_text="0..1: how unsure the reader is of the fields.")
    has_pdf = models.BooleanField(default=False)
    notes = models.JSONField(default=list)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_reason = models.TextField(blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["letter_date"]),
            models.Index(fields=["unit", "received_at"]),
            models.Index(
                fields=["-doubt", "id"],
                condition=models.Q(verified_at=None, withdrawn_at=None, merged_into=None),
                name="letters_to_be_verified",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class LetterPage(models.Model):
    """One page of one letter; the same source page may be proof for two letters.

    `accepted_reading` is the reading with which a person was content though the machine was not sure of it.
    `locked_reading` is the one a person wants kept: later ones change nothing in this letter. `begins` says how likely
    a letter begins with this page and why: {"confidence": 0..1, "reasons": [codes]}; empty once people decided.
    """

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="pages")
    source_page = models.ForeignKey(SourcePage, models.PROTECT, related_name="letter_pages")
    order = models.PositiveIntegerField()
    role = models.CharField(max_length=10, choices=PageRole.choices, default=PageRole.BODY)
    is_role_decided = models.BooleanField(default=False, help_text="A person said what the page is.")
    begins = models.JSONField(default=dict)
    accepted_reading = models.ForeignKey(Reading, models.PROTECT, null=True, blank=True, related_name="+")
    locked_reading = models.ForeignKey(Reading, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["letter", "order"], name="one_page_a_place")]

    def __str__(self) -> str:
        return f"{self.letter} p. {self.order}"


class SetAsideReason(models.TextChoices):
    """Why a page is in no letter."""

    BLANK = "blank", _("Kosong")
    SEPARATOR = "separator", _("Lembar pemisah")
    TWICE = "twice", _("Terpindai dua kali")
    FOREIGN = "foreign", _("Bukan surat")


class SetAsidePage(models.Model):
    """A page of a given file that is in no letter, with the reason: it is kept and can be taken back into `letter`.

    `order`, `role` and `locked_reading` are what it was in its letter.
    """

    public_id = PublicIdField()
    item = models.ForeignKey(BatchItem, models.PROTECT, related_name="set_aside_pages")
    source_page = models.ForeignKey(SourcePage, models.PROTECT, related_name="set_aside")
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="set_aside_pages")
    reason = models.CharField(max_length=12, choices=SetAsideReason.choices)
    order = models.PositiveIntegerField(default=1)
    role = models.CharField(max_length=10, choices=PageRole.choices, default=PageRole.BODY)
    locked_reading = models.ForeignKey(Reading, models.PROTECT, null=True, blank=True, related_name="+")
    set_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "source_page"], name="one_reason_a_page_set_aside")
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.source_page}: {self.reason}"


class LetterSource(models.Model):
    """Which line of which receipt a letter came from."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="sources")
    item = models.ForeignKey(BatchItem, models.PROTECT, related_name="letters")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["letter", "item"], name="one_source_once_a_letter")]

    def __str__(self) -> str:
        return f"{self.letter} ← {self.item}"


class LetterLink(models.Model):
    """One letter points to another: answers, refers to, amends, revokes."""

    from_letter = models.ForeignKey(Letter, models.PROTECT, related_name="links")
    to_letter = models.ForeignKey(Letter, models.PROTECT, related_name="linked_from")
    kind = models.CharField(max_length=20)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["from_letter", "to_letter", "kind"], name="one_link_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.from_letter} {self.kind} {self.to_letter}"
