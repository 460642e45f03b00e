"""Tests of dms.flow."""
