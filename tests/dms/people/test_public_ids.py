"""Public ids: whatever a tired eye or hand does to one of them is noticed."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dms.people.public_ids import ALPHABET, LENGTH, RANDOM_CHARACTERS, check_character, is_public_id, new_public_id

bodies = st.text(ALPHABET, min_size=RANDOM_CHARACTERS, max_size=RANDOM_CHARACTERS)
ids = bodies.map(lambda body: body + check_character(body))


@given(ids)
def test_every_single_slip_is_caught(public_id: str) -> None:
    for place in range(LENGTH):
        for letter in ALPHABET:
            if letter != public_id[place]:
                assert not is_public_id(public_id[:place] + letter + public_id[place + 1 :])


@given(ids)
def test_every_swap_of_two_characters_is_caught(public_id: str) -> None:
    for first in range(LENGTH):
        for second in range(first + 1, LENGTH):
            swapped = list(public_id)
            swapped[first], swapped[second] = swapped[second], swapped[first]
            if swapped != list(public_id):
                assert not is_public_id("".join(swapped))


@given(ids)
def test_a_missing_or_doubled_character_is_caught(public_id: str) -> None:
    assert is_public_id(public_id)
    for place in range(LENGTH):
        assert not is_public_id(public_id[:place] + public_id[place + 1 :])
        assert not is_public_id(public_id[:place] + public_id[place] + public_id[place:])


@given(st.text(string.printable, max_size=14))
def test_any_text_may_be_asked(text: str) -> None:
    assert is_public_id(text) in (True, False)


@pytest.mark.parametrize("letter", ["i", "l", "o", "u", "A", "é", "٣", "\n"])
def test_letters_that_are_misread_are_in_no_id(letter: str) -> None:
    assert letter not in ALPHABET
    assert not is_public_id(letter * LENGTH)


def test_fresh_ids_are_valid_and_differ() -> None:
    made = {new_public_id() for _ in range(2000)}
    assert len(made) == 2000
    assert all(map(is_public_id, made))
