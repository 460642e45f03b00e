"""Tests of dms.archive."""
