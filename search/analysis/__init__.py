"""Text to tokens, the same for both engines, for queries and for page marks."""

from search.analysis.numbers import joined_key, number_runs, reference_runs
from search.analysis.spelling import SPELLINGS, spellings_of
from search.analysis.stems import stem, stems
from search.analysis.tokens import tokens

__all__ = ["SPELLINGS", "joined_key", "number_runs", "reference_runs", "spellings_of", "stem", "stems", "tokens"]
