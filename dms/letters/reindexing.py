"""Building the index anew while people search and letters come in, and telling whether it is in step."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import search
from dms.jobs.models import Job, JobState
from dms.letters import index
from dms.letters.models import Letter

PAGE = 200


def shown_letters() -> Iterator[Letter]:
    """Return the letters that belong into the index, read by key page by page: no cursor stays open between two."""
    letters = Letter.objects.filter(withdrawn_at=None, merged_into=None).select_related("unit").order_by("pk")
    last = 0
    while page := list(letters.filter(pk__gt=last)[:PAGE]):
        yield from page
        last = page[-1].pk


def reindex(*, show: Callable[[int], None]) -> int:
    """Build the index anew beside the old one and swap; SHOW is told the count so far. Return how many letters.

    Outside of any transaction: each batch is a small one of its own, so that letters may change meanwhile.
    """
    count = 0

    def entries() -> Iterator[search.Entry]:
        nonlocal count
        for letter in shown_letters():
            yield index.entry(letter)
            count += 1
            show(count)

    index.engine().create()
    index.engine().rebuild(entries())
    index.engine().refresh()
    return count


@dataclass(frozen=True)
class Drift:
    """How the index differs from the letters: ids that lack an entry, are behind, or have one too many."""

    missing: list[str]
    behind: list[str]
    extra: list[str]

    @property
    def count(self) -> int:
        """Return how many letters are not in step."""
        return len(self.missing) + len(self.behind) + len(self.extra)

    def still(self, later: "Drift") -> "Drift":
        """Return what stands in both looks: the rest was only on its way."""
        return Drift(
            missing=[letter for letter in self.missing if letter in later.missing],
            behind=[letter for letter in self.behind if letter in later.behind],
            extra=[letter for letter in self.extra if letter in later.extra],
        )


def drift() -> Drift:
    """Compare every letter with its entry; what differs is looked at twice, for work goes on meanwhile."""
    first = look()
    return first.still(look()) if first.count else first


def look() -> Drift:
    """Compare once. Letters whose way to the index is still open count as in step."""
    wanted = {letter.public_id: letter.version for letter in shown_letters()}
    steps = Job.objects.filter(kind__in=("classify", "index")).exclude(state=JobState.FAILED)
    under_way = set(steps.values_list("subject", flat=True))
    index.engine().refresh()
    there = dict(index.engine().versions())
    compared = {letter: version for letter, version in wanted.items() if letter not in under_way}
    return Drift(
        missing=[letter for letter in compared if letter not in there],
        behind=[letter for letter, version in compared.items() if there.get(letter, version) < version],
        extra=[letter for letter in there if letter not in wanted and letter not in under_way],
    )
