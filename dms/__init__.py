"""The office: Django apps, each a noun of the trade, on floors that import only downward."""
