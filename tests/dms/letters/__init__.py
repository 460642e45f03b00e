"""Tests of dms.letters."""
