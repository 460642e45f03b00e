"""One suite for every engine of a kind."""
