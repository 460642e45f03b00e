"""Tests of the sample office's data."""
