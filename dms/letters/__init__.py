"""Letters, their pages and fields, their search and display."""
