"""Tests of dms.web."""
