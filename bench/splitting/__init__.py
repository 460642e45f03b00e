"""Boxes of letters that were scanned in one go: letters of many kinds, their annexes, sheets and blank backs."""
