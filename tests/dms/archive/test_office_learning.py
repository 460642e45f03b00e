"""What an office's own letters teach: codes chosen anew, what may be stated unasked, branches and names of codes."""

from random import Random

import pytest

from dms.archive.suggesting import Code, LetterText, Suggester
from dms.archive.suggesting.certainty import Certainty, lower_end
from dms.archive.suggesting.grams import grams_of
from dms.archive.suggesting.linear import LinearModel
from dms.archive.suggesting.names import NameIndex
from dms.archive.suggesting.titles import TitleIndex
from dms.archive.suggesting.words import subject_words

OLD_SCHEME = (
    Code("000", "Umum"),
    Code("005", "Undangan", parent="000"),
    Code("188", "Peraturan Perundang-undangan", parent="000"),
    Code("800", "Kepegawaian"),
    Code("823", "Kenaikan Pangkat", parent="800"),
    Code("850", "Cuti Pegawai", parent="800"),
    Code("851", "Cuti Tahunan Pegawai", parent="850"),
)


def ranked(suggester: Suggester, **known: str) -> list[tuple[str, float]]:
    return list(suggester.rank(LetterText(**known)).codes)


def test_a_code_chosen_anew_leaves_nothing_of_the_earlier_choice() -> None:
    """Old words of the same letter are no neighbors any more, and a letter saved ten times weighs once."""
    once, often = Suggester(OLD_SCHEME), Suggester(OLD_SCHEME)
    final = LetterText(subject="Sewa lapak mingguan")
    once.learn(final, "005", key=7, adapt=False)
    for code in ("823", "850", "188", "005") * 3:
        often.learn(LetterText(subject=f"Lomba perahu naga {code}"), "800", key=7, adapt=False)
        often.learn(final, code, key=7, adapt=False)
    for subject in ("Sewa lapak mingguan", "Lomba perahu naga"):
        assert ranked(often, subject=subject) == ranked(once, subject=subject)


def test_the_linear_model_turns_to_the_newer_choice_of_a_letter() -> None:
    model = LinearModel()
    model.learn(grams_of("lomba perahu"), "A", key=0)
    for _ in range(6):
        model.learn(grams_of("sewa lapak"), "A", key=7)
    assert model.chances(grams_of("sewa lapak"))["A"] > 0.5
    for _ in range(12):
        model.learn(grams_of("sewa lapak"), "B", key=7)
    assert model.chances(grams_of("sewa lapak"))["B"] > 0.5


def test_misspelled_words_still_lead_to_their_code() -> None:
    model = LinearModel()
    for _ in range(10):
        model.learn(grams_of("permohonan kendaraan operasional"), "A")
        model.learn(grams_of("undangan musyawarah kelurahan"), "B")
    assert model.chances(grams_of("kendaran operasionl"))["A"] > 0.6


def test_a_letter_asked_about_again_is_not_known_by_its_own_code() -> None:
    """The linear model has read it and cannot unread it: it says nothing of this letter."""
    suggester, letter = Suggester(OLD_SCHEME), LetterText(subject="Sewa lapak mingguan")
    suggester.learn(letter, "188", key=7)
    others = [f"Lomba perahu {name}" for name in ("naga", "layar", "dayung")]
    for place, subject in enumerate(others):
        suggester.learn(LetterText(subject=subject), "823", key=100 + place)
    assert suggester.suggest(letter)[0].code == "188"
    assert suggester.suggest(letter, without={7})[0].code != "188"


@pytest.mark.parametrize(("right", "sure"), [(1.0, True), (0.99, True), (0.8, False)])
def test_only_what_proved_right_is_stated_unasked(right: float, sure: bool) -> None:
    certainty, draw = Certainty(), Random(3)
    assert not certainty.sure(0.99)
    for _ in range(400):
        certainty.judge(draw.uniform(0.8, 1.0), right=draw.random() < right)
    assert certainty.sure(0.99) is sure
    assert not certainty.sure(0.1)


def test_certainty_is_lost_when_clerks_begin_to_disagree() -> None:
    certainty, draw = Certainty(), Random(4)
    for _ in range(300):
        certainty.judge(0.9, right=True)
    assert certainty.sure(0.9)
    for _ in range(800):
        certainty.judge(0.9, right=draw.random() < 0.7)
    assert not certainty.sure(0.9)


def test_the_interval_is_wilsons() -> None:
    assert lower_end(40, 40) == pytest.approx(0.9363, abs=1e-3)
    assert lower_end(20, 40) == pytest.approx(0.3738, abs=1e-3)


def test_a_sure_code_says_so_among_its_reasons() -> None:
    suggester, draw = Suggester(OLD_SCHEME), Random(5)
    matters = {"Usul kenaikan pangkat": "823", "Cuti tahunan pegawai": "851", "Undangan rapat dinas": "005"}
    for _ in range(150):
        subject = draw.choice(sorted(matters))
        suggester.learn(LetterText(subject=subject), matters[subject])
    first, *others = suggester.suggest(LetterText(subject="Cuti tahunan pegawai"))
    assert (first.code, first.sure, first.reasons[0].code) == ("851", True, "sure")
    assert not any(each.sure for each in others)


@pytest.mark.parametrize(
    ("subject", "code"),
    [("Rapat koordinasi, pukul 09.00 di aula", "005"), ("Undangan", "005"), ("Rancangan perundang-undangan", "188")],
)
def test_an_invitation_is_no_law(subject: str, code: str) -> None:
    assert ranked(Suggester(OLD_SCHEME), subject=subject)[0][0] == code


def test_the_branch_above_several_fitting_codes_is_a_candidate_itself() -> None:
    fits = TitleIndex(OLD_SCHEME).fits(subject_words("cuti tahunan"), limit=10)
    assert fits["850"].below > 0
    assert fits["850"].below > fits["800"].below > 0
    assert "188" not in fits


def test_names_are_found_by_parts_of_words() -> None:
    names = NameIndex({"A": "Kenaikan Pangkat", "B": "Perjalanan Dinas"})
    likeness = names.likeness(grams_of("kenaikn pangkt"))
    assert likeness["A"] > likeness.get("B", 0.0)
    assert NameIndex({}).likeness(grams_of("apa saja")) == {}


def test_kind_and_beginning_of_the_number_speak_for_codes_as_the_sender_does() -> None:
    suggester = Suggester(OLD_SCHEME)
    for number in range(12):
        letter = LetterText(subject=f"Perihal {'abcdefghijkl'[number]}zu", number=f"UND-{number}/2024", kind="memo")
        suggester.learn(letter, "188")
        suggester.learn(
            LetterText(subject=f"Hal {'abcdefghijkl'[number]}ko", number=f"ST-{number}", kind="laporan"), "823"
        )
    chances = dict(ranked(suggester, subject="Kabar gembira", number="UND-77/2025", kind="memo"))
    assert chances["188"] > chances["823"]
