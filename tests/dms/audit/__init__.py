"""Tests of dms.audit."""
