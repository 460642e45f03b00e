"""Typeset the sample office's letters and wear the pages like scans (seeded; used by bench/make_sample_letters.py)."""
