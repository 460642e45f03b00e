"""Classification schemes and the codes of letters."""
