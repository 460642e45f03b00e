"""Gives each test process a data folder and an index of its own, before Django reads its settings.

Loaded by `-p tests.services.data_folder` (pyproject.toml): a conftest comes too late, pytest-django reads them first.
"""

import atexit
import os
import shutil
import tempfile

worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
folder = tempfile.mkdtemp(prefix=f"telusur-data-{os.getpid()}-")
owner = os.getpid()


def remove() -> None:
    """Take the folder away; a forked child leaves it alone."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)


atexit.register(remove)
os.environ["TELUSUR_DATA"] = folder
os.environ["TELUSUR_SEARCH_INDEX"] = f"test-{worker}-{owner}"
