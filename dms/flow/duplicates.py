"""The same bytes twice: who may be told of it.

The earlier line is named only to a giver who may know of it. For anybody else the file goes the whole way and
becomes a letter of its own on the same original: no answer, word or delay tells that the paper is here already.
"""

from dms.intake import queries as intake
from dms.intake.models import BatchItem, ItemState
from dms.letters import queries as letters
from dms.people.policy import access_of

STANDING = (ItemState.READING, ItemState.ASSEMBLING, ItemState.WAITING, ItemState.FILED, ItemState.UNPACKED)


def known_to_giver(item: BatchItem, earlier: BatchItem) -> bool:
    """Tell whether the giver of ITEM may know of EARLIER: he gave it himself, or may see a letter it became."""
    if earlier.batch_id == item.batch_id:
        return True
    giver = item.batch.given_by
    if giver is None:
        return earlier.batch.given_by_id is None and earlier.batch.unit_id == item.batch.unit_id
    if earlier.batch.given_by_id == giver.pk:
        return True
    return letters.letters_for(access_of(giver)).filter(sources__item=earlier).exists()


def standing_line(item: BatchItem) -> BatchItem | None:
    """Return the first other line with the same bytes that the giver may know of and that holds or waits for a letter.

    Nearly always an earlier one; a later one when two processes wrote their lines at the same moment.
    """
    standing = intake.other_lines(item).filter(state__in=STANDING)
    return next((other for other in standing if known_to_giver(item, other) and not is_withdrawn(other)), None)


def is_withdrawn(line: BatchItem) -> bool:
    """Tell whether all letters of a filed LINE are withdrawn: its paper may come in anew."""
    return line.state == ItemState.FILED and letters.all_withdrawn(line)


def is_undecided(item: BatchItem) -> bool:
    """Tell whether an earlier line with the same bytes is still to be looked into: the first line comes first."""
    undecided = intake.earlier_lines(item).filter(state=ItemState.RECEIVED)
    return any(known_to_giver(item, earlier) for earlier in undecided)
