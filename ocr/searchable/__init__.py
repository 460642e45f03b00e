"""Searchable PDF."""
