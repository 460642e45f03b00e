"""What a plain text classifier makes of the same register: the peers that `bench codes` prints beside the suggester.

Word (1-2) and character (3-5) TF-IDF with logistic regression from scikit-learn, and, before any letter is learned,
the codes whose names are nearest by the same TF-IDF. They read the subject alone, as such classifiers are built.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from dms.archive.suggesting import Code
from dms.archive.suggesting.forms import plain_code

SHOWN = 5
DEFAULT_STRENGTH, TUNED_STRENGTH = 1.0, 10.0  # C of the regression: scikit-learn's own, and the best of 1, 10, 100 here

Peer = Callable[[Sequence[str]], list[list[str]]]  # subjects -> up to five codes for each, best first


def available() -> bool:
    """Whether scikit-learn is installed; only this benchmark needs it."""
    return find_spec("sklearn") is not None


def vectorizer() -> Any:
    """Words and pairs of words, and character n-grams within words, by TF-IDF."""
    text, pipeline = import_module("sklearn.feature_extraction.text"), import_module("sklearn.pipeline")
    words = text.TfidfVectorizer(ngram_range=(1, 2))
    return pipeline.make_union(words, text.TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5)))


def regression(subjects: Sequence[str], codes: Sequence[str], *, strength: float) -> Peer:
    """A logistic regression fitted on letters with their codes."""
    grams = vectorizer()
    model = import_module("sklearn.linear_model").LogisticRegression(C=strength, max_iter=1000)
    model.fit(grams.fit_transform(subjects), [plain_code(code) for code in codes])
    return lambda asked: best(model.predict_proba(grams.transform(asked)), list(model.classes_))


def names(codes: Sequence[Code]) -> Peer:
    """The codes whose names and descriptions are most like a subject."""
    grams = vectorizer()
    known = grams.fit_transform([f"{code.title} {code.description}" for code in codes])
    plain = [plain_code(code.code) for code in codes]
    return lambda asked: best((grams.transform(asked) @ known.T).toarray(), plain)


def best(scores: Any, codes: Sequence[str]) -> list[list[str]]:
    """The codes with the highest scores of each row."""
    order = np.argsort(-scores, axis=1, kind="stable")[:, :SHOWN]
    return [[codes[place] for place in row] for row in order]


def shares(found: Sequence[Sequence[str]], codes: Sequence[str]) -> tuple[float, float]:
    """Percent of letters whose code comes first, and whose code is among the five."""
    plain = [plain_code(code) for code in codes]
    first = sum(row[:1] == [code] for row, code in zip(found, plain, strict=True))
    listed = sum(code in row for row, code in zip(found, plain, strict=True))
    whole = max(1, len(plain))
    return round(100 * first / whole, 2), round(100 * listed / whole, 2)
