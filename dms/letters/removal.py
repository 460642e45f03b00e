"""The gate of every removal: nothing goes while a hold, a loan or an open disposition stands in the way."""

from dms.intake.models import Original
from dms.letters.models import Letter, LetterPage, RemovalBlock


class RemovalBlockedError(Exception):
    """Something keeps the letter; `blocks` says what."""

    def __init__(self, blocks: list[RemovalBlock]) -> None:
        super().__init__(", ".join(block.kind for block in blocks))
        self.blocks = blocks


def assert_removable(letter: Letter) -> None:
    """Raise RemovalBlockedError while any block on LETTER is not lifted."""
    blocks = list(letter.removal_blocks.filter(lifted_at=None))
    if blocks:
        raise RemovalBlockedError(blocks)


def is_last_user(letter: Letter, original: Original) -> bool:
    """Tell whether no other letter stands on the bytes of ORIGINAL: shared bytes go only with their last user."""
    others = LetterPage.objects.filter(source_page__original=original).exclude(letter=letter)
    return not others.exclude(letter__merged_into=letter).exists()
