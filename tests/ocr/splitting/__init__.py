"""Splitting: pages to letters."""
