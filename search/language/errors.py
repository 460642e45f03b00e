"""What is wrong with a query, as news for the person who typed it."""

from __future__ import annotations

Param = str | int | tuple[str, ...]


class QueryError(Exception):
    """A query that cannot be understood.

    `code` names what is wrong, `position` (0-based, in characters) says where, `params` what would be right:

    only_signs (typed); unclosed_quote, unclosed_group, unexpected_close, empty_group; missing_operand (operator);
    missing_value (field); nested_field (field); misplaced_minus (field); unknown_field (field, suggestion, known);
    bad_date, bad_year, bad_direction, bad_value (field, value, example); prefix_too_short, fuzzy_too_short (minimum);
    fuzzy_distance (highest); fuzzy_one_word; too_long, too_many_terms, too_deep (highest).
    """

    def __init__(self, code: str, position: int, **params: Param) -> None:
        super().__init__(f"{code} at {position}: {params}")
        self.code = code
        self.position = position
        self.params = params
