"""The job table and its dispatcher."""
