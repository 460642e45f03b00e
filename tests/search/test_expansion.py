"""Fuzzy words become plain terms."""

import pytest

from search.expansion import MOST_FORMS, chosen_forms, is_near, near_forms


@pytest.mark.parametrize(
    ("form", "word", "distance", "near"),
    [
        ("arsip", "arsip", 1, True),
        ("arsip", "arsap", 1, True),
        ("arsip", "asrip", 1, True),
        ("arsip", "rasip", 2, False),
        ("arsip", "arip", 1, True),
        ("arsip", "arsips", 1, True),
        ("arsip", "arsaps", 1, False),
        ("arsip", "arsaps", 2, True),
        ("arsip", "brsip", 1, False),
    ],
)
def test_nearness_counts_swaps_once_and_keeps_the_first_letter(form: str, word: str, distance: int, near: bool) -> None:
    assert is_near(form, word, distance) is near
    assert (word in near_forms(form, [word], distance)) is (near and word != form)


def test_no_candidates_are_no_error() -> None:
    assert near_forms("arsip", [], 2) == {}


def test_the_form_itself_comes_first_and_the_limit_holds() -> None:
    near = {f"arsip{number:02}": 2 for number in range(80)} | {"arsap": 1}
    used = {"arsip79": 5, "arsip78": 7}
    chosen = chosen_forms("arsip", near, lambda _: used)
    assert len(chosen) == MOST_FORMS
    assert chosen[:5] == ["arsip", "arsap", "arsip78", "arsip79", "arsip00"]


def test_use_is_not_asked_for_when_all_fit() -> None:
    def never(_: object) -> dict[str, int]:
        raise AssertionError

    assert chosen_forms("arsip", {"arsap": 1}, never) == ["arsip", "arsap"]
