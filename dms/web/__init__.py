"""The shell of the pages."""
