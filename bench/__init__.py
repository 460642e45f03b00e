"""Benchmarks that print tables and makers of test material; never part of the test run."""
