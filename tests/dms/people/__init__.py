"""Tests of dms.people."""
