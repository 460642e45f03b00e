"""How long the suggester takes in a large archive: `./telusur bench codes REGISTER.csv ... --scale 100000`.

The register's letters are learned again and again, each time with some words exchanged, until the archive holds so
many; then single letters are asked about and learned.
"""

import random
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from bench.report import Value
from dms.archive.suggesting import WEIGHED_LETTERS, LetterText, Suggester

ASKED = 200


def measure(suggester: Suggester, letters: Sequence[tuple[LetterText, str]], size: int) -> dict[str, Value]:
    """Learn SIZE letters as an office's suggester does at its start, then time single questions and lessons."""
    started = time.perf_counter()
    for place, (letter, code) in enumerate(varied(letters, size)):
        suggester.learn(letter, code, key=place, adapt=size - place <= WEIGHED_LETTERS)
    whole = time.perf_counter() - started
    fresh = list(varied(letters, ASKED, seed=1))
    asked = [seconds(partial(suggester.suggest, letter)) for letter, _ in fresh]
    learned = [
        seconds(partial(suggester.learn, letter, code, key=("new", place)))
        for place, (letter, code) in enumerate(fresh)
    ]
    return {
        "scale_letters": size,
        "scale_start_seconds": round(whole, 1),
        **spread("scale_suggest_ms", asked),
        **spread("scale_learn_ms", learned),
        "scale_peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def varied(
    letters: Sequence[tuple[LetterText, str]], number: int, *, seed: int = 0
) -> Iterator[tuple[LetterText, str]]:
    """NUMBER letters made of the given ones, with words of others among theirs."""
    draw = random.Random(seed)
    words = [word for letter, _ in letters for word in letter.subject.split()]
    for place in range(number):
        letter, code = letters[place % len(letters)]
        own = [draw.choice(words) if draw.random() < 0.2 else word for word in letter.subject.split()]
        yield replace(letter, subject=f"{' '.join(own)} {draw.choice(words)}{draw.randint(1, 999)}"), code


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def spread(name: str, times: Sequence[float]) -> dict[str, Value]:
    """Median and 95th percentile in milliseconds."""
    ordered = sorted(1000 * each for each in times)
    return {
        f"{name}_median": round(statistics.median(ordered), 2),
        f"{name}_p95": round(ordered[int(0.95 * (len(ordered) - 1))], 2),
    }
