"""The suggester: from an empty office, after learning, and when it should keep silent."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dms.archive.suggesting import Code, FormRule, LetterText, Suggester
from tests import thresholds
from tests.dms.archive.fixture_letters import everyday_subjects, fresh_suggester, in_five, sample_letters

SMALL_SCHEME = (
    Code("100", "Pemerintahan"),
    Code("100.1", "Keuangan Daerah", parent="100"),
    Code("100.1.1", "Pajak Kendaraan", parent="100.1"),
    Code("100.1.2", "Retribusi Pasar", parent="100.1"),
    Code("KP.07.6", "Kenaikan Pangkat"),
    Code("KP.07.6", "Kepangkatan", "usul pangkat"),
    Code("4581", "Data kios"),
)


@pytest.fixture
def small() -> Suggester:
    """A suggester of a small scheme with letters in codes, a code twice and a bare four-digit code."""
    return Suggester(SMALL_SCHEME, rules=[FormRule("surat_tugas", "100", "keuangan")])


def first(suggester: Suggester, subject: str) -> str | None:
    suggestions = suggester.suggest(LetterText(subject=subject))
    return suggestions[0].code if suggestions else None


@pytest.mark.parametrize(
    ("with_fields", "least"),
    [(True, thresholds.SAMPLE_LETTERS_CODE_IN_FIVE), (False, thresholds.SAMPLE_LETTERS_CODE_IN_FIVE_FROM_TEXT_ALONE)],
)
def test_an_accepted_code_of_the_sample_letters_is_among_the_five(with_fields: bool, least: int) -> None:
    found = in_five(fresh_suggester(), sample_letters(with_fields=with_fields))
    assert len(found) >= least, found


def test_an_accepted_code_of_everyday_subjects_is_among_the_five() -> None:
    found = in_five(fresh_suggester(), everyday_subjects())
    assert len(found) >= thresholds.EVERYDAY_SUBJECTS_CODE_IN_FIVE


def test_at_most_five_are_proposed_in_falling_confidence() -> None:
    suggester = fresh_suggester()
    for asked in sample_letters(with_fields=True):
        confidences = [suggestion.confidence for suggestion in suggester.suggest(asked.letter)]
        assert len(confidences) <= 5
        assert confidences == sorted(confidences, reverse=True)
        assert all(0 <= confidence <= 1 for confidence in confidences)


def test_nothing_known_and_nothing_said_is_silence() -> None:
    suggester = fresh_suggester()
    for letter in (LetterText(), LetterText(subject="- / 12"), LetterText(subject="xyzzy quux")):
        assert suggester.suggest(letter) == ()


def test_one_accepted_letter_is_enough_for_its_like(small: Suggester) -> None:
    assert first(small, "Sewa lapak mingguan blok timur") is None
    small.learn(LetterText(subject="Sewa lapak mingguan blok barat"), "100.1.2")
    assert first(small, "Sewa lapak mingguan blok timur") == "100.1.2"


def test_a_later_decision_for_the_same_letter_replaces_the_earlier(small: Suggester) -> None:
    letter = LetterText(subject="Sewa lapak mingguan")
    small.learn(letter, "100.1.1", key=7)
    small.learn(letter, "100.1.2", key=7)
    suggestions = small.suggest(letter)
    assert suggestions[0].code == "100.1.2"
    assert "similar_letters" not in {
        reason.code for each in suggestions if each.code == "100.1.1" for reason in each.reasons
    }


def test_a_code_outside_the_scheme_is_learned_like_any_other(small: Suggester) -> None:
    small.learn(LetterText(subject="Uji emisi mesin genset"), "999.X")
    assert first(small, "Uji emisi mesin genset") == "999.X"


def test_codes_are_the_same_however_they_are_spaced_or_cased(small: Suggester) -> None:
    small.learn(LetterText(subject="Sewa lapak"), " kp.07.6. ")
    assert first(small, "Sewa lapak") == "KP.07.6"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("100.1.2/15/Umum/2024", "100.1.2"),
        ("B-12/KP.07.6/2024", "KP.07.6"),
        ("100/XX.SP/I/2014", None),  # a running number that looks like a code
        ("NOMOR 41/Pdt.G/2022/PN", None),
    ],
)
def test_a_code_printed_in_the_number_is_proposed_with_its_reason(
    small: Suggester, number: str, expected: str | None
) -> None:
    suggestions = small.suggest(LetterText(number=number))
    codes = [
        suggestion.code
        for suggestion in suggestions
        if any(reason.code == "printed_code" for reason in suggestion.reasons)
    ]
    assert codes == ([expected] if expected else [])


def test_a_form_with_a_class_of_its_own_is_proposed_only_when_its_words_are_there(small: Suggester) -> None:
    fitting = small.suggest(LetterText(subject="Surat tugas bidang keuangan", kind="surat_tugas"))
    assert ("form_of_letter", {"kind": "surat_tugas"}) in [
        (reason.code, reason.params) for each in fitting if each.code == "100" for reason in each.reasons
    ]
    other = small.suggest(LetterText(subject="Surat tugas panen", kind="surat_tugas"))
    assert all(reason.code != "form_of_letter" for each in other for reason in each.reasons)


def test_reasons_show_words_of_the_title_and_tell_nothing_of_other_letters(small: Suggester) -> None:
    small.learn(LetterText(subject="Pajak kendaraan milik Slamet Rahasia", sender="Samsat"), "100.1.1")
    best = small.suggest(LetterText(subject="Pajak kendaraan Slamet", sender="Samsat"))[0]
    reasons = {reason.code: dict[str, Any](reason.params) for reason in best.reasons}
    assert sorted(reasons["words_match"]["words"]) == ["kendaraan", "pajak"]
    assert reasons["similar_letters"] == {}
    assert reasons.get("sender_history", {}) == {}


def test_a_sender_with_a_habit_is_known_by_it(small: Suggester) -> None:
    for number in range(8):
        small.learn(LetterText(subject=f"Berita {'abcdefgh'[number]}asar", sender="Koperasi Maju"), "4581")
    best = small.suggest(LetterText(subject="Kabar gembira", sender="Koperasi Maju"))
    assert best[0].code == "4581"
    assert "sender_history" in {reason.code for reason in best[0].reasons}


def test_learning_many_letters_without_adapting_gives_the_same_memory(small: Suggester) -> None:
    other = Suggester(SMALL_SCHEME)
    for subject, code in (("Pajak truk", "100.1.1"), ("Kios pasar", "100.1.2")) * 3:
        small.learn(LetterText(subject=subject), code, adapt=False)
        other.learn(LetterText(subject=subject), code)
    assert first(small, "Kios pasar") == first(other, "Kios pasar") == "100.1.2"


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=40), st.text(min_size=1, max_size=12)), max_size=12), st.text(max_size=60))
def test_no_register_breaks_it(register: list[tuple[str, str]], question: str) -> None:
    suggester = Suggester(SMALL_SCHEME)
    for subject, code in register:
        suggester.learn(LetterText(subject=subject, number=code), code)
    for suggestion in suggester.suggest(LetterText(subject=question, body=question, sender=question, number=question)):
        assert 0 <= suggestion.confidence <= 1
