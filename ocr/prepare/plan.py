"""What a page needs before it is read: measured, and overruled by people where they know better."""

from dataclasses import dataclass, replace
from typing import Literal

from ocr.values import Overrule, QuarterTurn

Treatment = Literal["as_it_is", "cleaned", "softened"]

TURNS: tuple[QuarterTurn, ...] = (0, 270, 180, 90)  # np.rot90 turns counterclockwise


@dataclass(frozen=True)
class Plan:
    """Quarter turns (as np.rot90), slope to level, scale to read at, and what is taken away or evened.

    `treatment` is for print that does not read well as it is: dirt is taken away, or dots are joined.
    """

    quarter: int = 0
    slope_degrees: float = 0.0
    scale: float = 1.0
    even_light: bool = False
    remove_color: bool = False
    treatment: Treatment = "as_it_is"

    def overruled(self, overrule: Overrule) -> "Plan":
        """The plan as a person decided it."""
        turned, level = overrule.turned_degrees, overrule.level
        return replace(
            self,
            quarter=self.quarter if turned is None else TURNS.index(turned),
            slope_degrees=0.0 if level is False else self.slope_degrees,
            even_light=self.even_light if overrule.even_light is None else overrule.even_light,
            remove_color=self.remove_color if overrule.remove_color is None else overrule.remove_color,
        )
