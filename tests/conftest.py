"""Settings for all tests; its being here also lets every test import `stick_figure`."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
import watched
from hypothesis import settings

# The same examples in every run: a red test can be repeated, a green one stays green.
settings.register_profile("repeatable", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("repeatable")

SLOW = ("ui", "figure")


def pytest_configure(config: pytest.Config) -> None:
    """Make a folder for what is worked out once a run; the workers inherit where it is."""
    if watched.FOLDER not in os.environ:
        folder = os.environ[watched.FOLDER] = tempfile.mkdtemp(prefix="posture-tests-")
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long files, so that one worker is not left with one of them at the end."""

    def place(item: pytest.Item) -> int:
        folder = item.path.relative_to(Path(__file__).parent).parts[0]
        return SLOW.index(folder) if folder in SLOW else len(SLOW)

    items.sort(key=place)
