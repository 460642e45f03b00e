"""Who may see a letter (tokens), and what keeps it from being removed (blocks)."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from dms.letters.models.letters import Letter


class AccessToken(models.Model):
    """One token that lets in (or keeps out) for one question; `source` says which verb granted it."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="access_tokens")
    token = models.CharField(max_length=60)
    question = models.CharField(max_length=10, choices=[("metadata", "metadata"), ("content", "content")])
    effect = models.CharField(max_length=5, choices=[("allow", "allow"), ("deny", "deny")], default="allow")
    source = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["letter", "token", "question", "effect", "source"], name="one_token_once_a_source"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["token", "question"])]

    def __str__(self) -> str:
        return f"{self.letter} {self.effect} {self.token} {self.question}"


class RemovalBlock(models.Model):
    """Keeps a letter from any removal: a hold, a loan, an open disposition. Written by the upper floors."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="removal_blocks")
    kind = models.CharField(max_length=30)
    reason = models.TextField()
    source = models.CharField(max_length=60)
    placed_at = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.letter} {self.kind}"
