"""Which pages are one letter, and what each page is to it."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr import PageReading
from ocr.splitting import Proposal, propose
from tests.ocr.splitting import pages as made

A, B, C = "045/214/DISPUSIP/2024", "045/377/DISPUSIP/2024", "005/1187/Setda/X/2024"
SORTS = {
    "first": lambda: made.first(A),
    "open": lambda: made.first(B, signed=False),
    "middle": made.middle,
    "annex": lambda: made.annex(A),
    "routing": made.routing,
    "envelope": lambda: made.envelope(C),
    "citizen": made.citizen,
    "blank": made.blank,
    "unread": made.unread,
    "separator": made.separator,
}


def cut(pages: Sequence[PageReading], files: Sequence[int] = ()) -> list[str]:
    """Each letter as its pages' roles, by first letter: b(ody), a(nnex), e(nvelope), _ (blank), s(heet)."""
    marks = {"body": "b", "annex": "a", "envelope": "e", "blank": "_", "sheet": "s"}
    proposal = propose(pages, files=files)
    return ["".join(marks[page.role] for page in letter.pages) for letter in proposal.letters]


def everywhere(proposal: Proposal) -> list[int]:
    return sorted(
        [page.index for letter in proposal.letters for page in letter.pages] + [page.index for page in proposal.aside]
    )


def test_letters_of_one_page_are_cut_apart() -> None:
    assert cut([made.first(A), made.first(B), made.citizen(), made.first(C)]) == ["b", "b", "b", "b"]


def test_blank_backs_stay_with_their_letter() -> None:
    pages = [made.first(A), made.blank(), made.first(B, signed=False), made.middle(), made.citizen(), made.blank()]
    assert cut(pages) == ["b_", "bb", "b_"]


def test_a_numbered_page_goes_on_with_the_letter() -> None:
    assert cut([made.first(A, signed=False), made.middle(), made.first(B)]) == ["bb", "b"]


def test_an_annex_follows_its_letter() -> None:
    pages = [made.first(A, attached="1 (satu) lembar"), made.blank(), made.annex(A), made.blank(), made.first(B)]
    assert cut(pages) == ["b_a_", "b"]


def test_a_routing_sheet_in_front_goes_with_the_letter_it_names() -> None:
    assert cut([made.first(B), made.routing(A), made.first(A)]) == ["b", "sb"]


def test_a_routing_sheet_behind_goes_with_the_letter_it_names() -> None:
    assert cut([made.first(A), made.routing(A), made.first(C)]) == ["bs", "b"]


def test_an_envelope_goes_with_the_letter_it_names() -> None:
    assert cut([made.first(B), made.envelope(A), made.first(A), made.first(C)]) == ["b", "eb", "b"]


def test_a_separator_sheet_cuts_and_is_put_aside_with_its_back() -> None:
    pages = [made.first(A, signed=False), made.blank(), made.separator(), made.blank(), made.middle(), made.blank()]
    proposal = propose(pages)
    assert [[page.index for page in letter.pages] for letter in proposal.letters] == [[0, 1], [4, 5]]
    assert [(page.index, page.role) for page in proposal.aside] == [(2, "sheet"), (3, "blank")]
    assert all(page.reasons for page in proposal.aside)


def test_a_separator_sheet_is_known_by_its_words_too() -> None:
    assert cut([made.first(A), made.separator(None, "PEMISAH SURAT"), made.middle()]) == ["b", "b"]


def test_another_office_s_code_is_no_separator() -> None:
    assert (
        cut([made.first(A, signed=False), made.separator("https://contoh.example", "- 2 -"), made.first(B)])[-1] == "b"
    )
    assert propose([made.first(A), made.separator("https://contoh.example", "- 2 -")]).aside == ()


def test_pictures_of_one_letter_are_joined_and_files_are_kept_apart() -> None:
    pictures = [made.first(A, signed=False), made.middle(), made.annex(A), made.first(B)]
    assert cut(pictures, files=[1, 1, 1, 1]) == ["bba", "b"]
    assert cut([made.first(A), made.blank(), made.citizen(), made.blank()], files=[2, 2]) == ["b_", "b_"]


def test_files_must_hold_the_pages_given() -> None:
    with pytest.raises(ValueError, match="2 pages given, files hold 3"):
        propose([made.blank(), made.blank()], files=[1, 2])


def test_an_unread_back_is_blank_and_an_unread_front_is_text() -> None:
    pages = [made.first(number) for number in (A, B, C, A)]
    backs = [made.blank(), made.unread(), made.blank(), made.blank()]
    duplex = [page for pair in zip(pages, backs, strict=True) for page in pair]
    assert cut(duplex) == ["b_", "b_", "b_", "b_"]
    assert cut([made.first(A, signed=False), made.unread()]) == ["bb"]


def test_every_cut_says_why() -> None:
    letters = propose([made.first(A), made.first(B)]).letters
    codes = {reason.code for reason in letters[1].reasons}
    assert {"head", "after_signature"} <= codes
    assert letters[1].confidence > 0.9
    assert any(reason.params.get("text") for reason in letters[1].reasons)


def test_nothing_given_gives_nothing() -> None:
    assert propose([]) == Proposal((), ())
    assert propose([made.blank()]).letters == ()


@given(st.lists(st.sampled_from(sorted(SORTS)), max_size=14))
@settings(max_examples=40, deadline=None)
def test_every_page_stands_once_and_no_letter_is_empty(sorts: list[str]) -> None:
    proposal = propose([SORTS[sort]() for sort in sorts])
    assert everywhere(proposal) == list(range(len(sorts)))
    for letter in proposal.letters:
        assert letter.pages
        assert letter.pages[0].role != "blank"
        indexes = [page.index for page in letter.pages]
        assert indexes == list(range(indexes[0], indexes[-1] + 1))
