"""Gates: checks of the source itself, run by ./telusur test before the tests."""
