"""The journal: one row for each change and each look."""
