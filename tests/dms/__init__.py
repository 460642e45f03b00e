"""The office's own tests."""
