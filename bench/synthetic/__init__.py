"""Fresh damaged letters with their text beside them: many layouts, 16 kinds of damage, blank, faint and secret."""

from bench.synthetic.damage import DAMAGE
from bench.synthetic.make import KINDS, Wanted, make, page, write

__all__ = ["DAMAGE", "KINDS", "Wanted", "make", "page", "write"]
