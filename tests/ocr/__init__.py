"""Tests of the reader: real engines, real and drawn pages."""
