"""Verification: what the reader proposed for a letter is looked at by one person, put right and confirmed."""
