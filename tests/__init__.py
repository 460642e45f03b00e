"""The tests: they mirror the source; contracts/ runs one suite on every engine, journeys/ goes from outside in."""
