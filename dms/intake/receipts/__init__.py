"""The receipt as files: CSV and XLSX to work with, PDF to sign and keep, SHA256SUMS for `sha256sum -c`."""
