"""The screens of letters: search, results, the letter with its viewer, and its files."""
