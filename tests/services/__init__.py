"""Real servers and the browser for tests: on free ports, ended without a trace. No Django here."""
