#!/usr/bin/env python
"""Every verb of ./telusur that needs the office ends here."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    """Run the verb; settings that cannot be used are a sentence in both languages."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        settings._setup()  # type: ignore[misc]  # reads the environment and opens the data folder
    except ImproperlyConfigured as fault:
        sys.exit(f"Pengaturan keliru. / A setting is wrong.\n{fault}")
    except OSError as fault:
        named = f"{fault.filename or os.environ.get('TELUSUR_DATA', 'data')} ({fault.strerror})"
        sys.exit(
            f"Folder data tidak dapat dipakai: {named}. Beri hak tulis, atau ubah TELUSUR_DATA.\n"
            f"The data folder cannot be used: {named}. Allow writing, or change TELUSUR_DATA."
        )
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
