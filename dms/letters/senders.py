"""Who sent it, as people said before: what the reader makes of a letterhead is met again, and so is who it was."""

from django.db.models import F, QuerySet
from django.utils import timezone

from dms.letters import queries
from dms.letters.models import Letter, SenderAlias
from dms.people.models import Office
from dms.people.policy import Access

LEARNED_FROM = 0.8
"""Share of the times a reading was said to be one sender, from which on it is proposed."""

OFFERED = 12


def read_as(text: str) -> str:
    """Return TEXT as the same reading is met again: letters and digits, small."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())[:300]


def learn(office: Office, read: str | None, sender: str | None) -> None:
    """Remember that what was READ is SENDER; what was not read, or nobody, teaches nothing."""
    key = read_as(read or "")
    if not key or not sender:
        return
    alias, made = SenderAlias.objects.get_or_create(office=office, read_as=key, sender=sender)
    if not made:
        SenderAlias.objects.filter(pk=alias.pk).update(times=F("times") + 1, last_at=timezone.now())


def unlearn(office: Office, read: str | None, sender: str | None) -> None:
    """Forget once that what was READ is SENDER: it was said by mistake."""
    aliases = SenderAlias.objects.filter(office=office, read_as=read_as(read or ""), sender=sender or "")
    aliases.update(times=F("times") - 1)
    aliases.filter(times__lte=0).delete()


def known_as(office: Office, read: str) -> tuple[str, float] | None:
    """Return whom people said that what was READ is, and how sure that is (rule of succession); None when unknown."""
    rows = list(SenderAlias.objects.filter(office=office, read_as=read_as(read)).order_by("-times", "-last_at"))
    total = sum(row.times for row in rows)
    if not rows or rows[0].times < LEARNED_FROM * total:
        return None
    return rows[0].sender, (rows[0].times + 1) / (total + 2)


def senders_like(access: Access, text: str) -> list[str]:
    """Return senders of letters that ACCESS may see whose name holds all words of TEXT, the most frequent first."""
    found: QuerySet[Letter] = queries.letters_for(access).exclude(sender=None)
    for word in text.split()[:6]:
        found = found.filter(sender__icontains=word)
    counts: dict[str, int] = {}
    for sender in found.order_by("-pk").values_list("sender", flat=True)[:500]:
        counts[sender or ""] = counts.get(sender or "", 0) + 1
    return sorted(counts, key=lambda sender: (-counts[sender], sender))[:OFFERED]
