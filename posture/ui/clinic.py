"""The clinic whose name is on the sheets, as `posture serve --clinic` tells the dashboard."""

import os
from pathlib import Path

from posture.io.clinic import read_clinic
from posture.sheet import Clinic

SETTING = "POSTURE_CLINIC"


def clinic_settings() -> Clinic:
    """Return the clinic that was set, or an empty one.

    Raises
    ------
    InputError
        Its file can no longer be read.
    """
    path = os.environ.get(SETTING, "")
    return read_clinic(Path(path)) if path else Clinic()
