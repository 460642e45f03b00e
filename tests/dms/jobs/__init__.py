"""Tests of dms.jobs."""
