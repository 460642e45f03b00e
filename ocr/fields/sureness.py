"""From what a rule and its words are worth to how sure a value is: the share of such values that were right.

Counted on the sample letters, set in three typefaces, damaged in 16 ways and read (`bench fields --synthetic dev`,
2,800 values), and on the letters of tests/data/letters/dev set and read the same way. Those of tests/data/letters/held
were never used for it. No value is told to be surer than 98 %: that many pages of other offices nobody has counted.
"""

from bisect import bisect_right

Knots = tuple[tuple[float, float], ...]

ADDED: Knots = ((0.0, 0.3), (0.4, 0.5), (0.6, 0.75), (0.8, 0.9), (0.9, 0.955), (1.0, 0.975))
COUNTED: dict[str, Knots] = {
    "kind": ((0.0, 0.85), (0.3, 0.95), (0.7, 0.97), (1.0, 0.98)),
    "number": ((0.0, 0.5), (0.25, 0.7), (0.6, 0.75), (0.75, 0.88), (0.85, 0.96), (1.0, 0.98)),
    "letter_date": ((0.0, 0.6), (0.25, 0.85), (0.8, 0.93), (0.87, 0.97), (1.0, 0.98)),
    "subject": ((0.0, 0.25), (0.55, 0.4), (0.63, 0.8), (0.85, 0.92), (0.9, 0.97), (1.0, 0.98)),
    "sender": ((0.0, 0.0), (0.5, 0.2), (0.65, 0.8), (0.87, 0.92), (0.9, 0.97), (1.0, 0.98)),
    "recipient": ADDED,
    "copies": ADDED,
    "attachments": ADDED,
    "signer": ADDED,
    "signer_position": ADDED,
    "signer_capacity": ADDED,
    "references": ADDED,
    "event_date": ADDED,
    "event_time": ADDED,
    "event_place": ADDED,
}


def sureness(name: str, worth: float) -> float:
    """How sure a value of field NAME is that is WORTH so much; between two knots, on a straight line."""
    knots = COUNTED.get(name)
    if knots is None:
        return worth
    above = min(len(knots) - 1, max(1, bisect_right([knot for knot, _ in knots], worth)))
    (low, at_low), (high, at_high) = knots[above - 1], knots[above]
    return at_low + (at_high - at_low) * (worth - low) / (high - low)
