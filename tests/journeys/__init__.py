"""Journeys: what people do, in a real Chromium, against the running product; nothing is reached around the screens."""
