"""What several tests of the edge start from."""

from pathlib import Path

import pytest
from clips import mannequins, write_clip

from posture.io.errors import InputError
from posture.io.models import find_model

EVALUATION = Path(__file__).parents[3] / "shared" / "evaluation"


@pytest.fixture(scope="session")
def model() -> Path:
    try:
        return find_model()
    except InputError as problem:
        pytest.skip(f"no pose model: {problem}")


@pytest.fixture(scope="session")
def evaluation() -> Path:
    if not EVALUATION.is_dir():
        pytest.skip("the recordings of real people are not in ../shared/evaluation")
    return EVALUATION


@pytest.fixture(scope="session")
def mannequin_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Someone who drifts to the right, 20 frames at 30 per second."""
    return write_clip(tmp_path_factory.mktemp("clip") / "mannequin.mp4", mannequins(20))
