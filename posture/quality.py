"""What is wrong with a recording, as keys; the bounds are our own choices."""

import numpy as np
import pandas as pd

from posture.baseline import Baseline
from posture.pose import Landmark, PoseSequence
from posture.view import View, Viewpoint, estimate_viewpoint

MIN_FRAME_RATE_HZ = 20.0
MIN_SEEN_SHARE = 0.8
MIN_LEG_PX = 60.0

FEET = [
    Landmark[f"{side}_{name}"] for side in ("LEFT", "RIGHT") for name in ("ANKLE", "HEEL", "TOE")
]

# Findings under which a value is shown, but nothing is judged; the worst first.
DOUBTS = ("low_frame_rate", "too_far", "partly_unseen")


def find_faults(
    raw: PoseSequence, clean: PoseSequence, baseline: Baseline, driver: pd.Series
) -> tuple[str, ...]:
    """Return the keys of what was wrong with the recording, in a fixed order.

    Parameters
    ----------
    raw, clean : PoseSequence
        As seen by the model, and cleaned.
    baseline : Baseline
    driver : Series
        The measure that repetitions are counted in.
    """
    is_there = np.isfinite(raw.image_px[..., 0]).any(axis=1)
    if not is_there.any():
        return ("often_nobody",)
    here = clean.image_px[is_there]
    measured = np.isfinite(driver.to_numpy()[is_there])
    seen_feet = np.isfinite(here[:, FEET, 0]).any(axis=1)
    viewpoint = baseline.viewpoint
    faults = {
        "low_frame_rate": frame_rate_hz(raw.time_s) < MIN_FRAME_RATE_HZ,
        "too_far": baseline.leg_px < MIN_LEG_PX,
        "often_nobody": np.mean(is_there) < MIN_SEEN_SHARE,
        "feet_unseen": np.mean(seen_feet) < MIN_SEEN_SHARE,
        "partly_unseen": np.mean(measured) < MIN_SEEN_SHARE,
        "oblique_view": viewpoint.view is View.OBLIQUE,
        "view_disagrees": _disagrees(viewpoint, estimate_viewpoint(clean)),
    }
    return tuple(key for key, is_wrong in faults.items() if is_wrong)


def _disagrees(chosen: Viewpoint, estimated: Viewpoint) -> bool:
    return chosen.view is not estimated.view and bool(np.isfinite(estimated.yaw_deg))


def frame_rate_hz(time_s: np.ndarray) -> float:
    """Return the usual number of frames a second; NaN for a single frame."""
    return float(1.0 / np.median(np.diff(time_s))) if len(time_s) > 1 else float("nan")


def doubt(faults: tuple[str, ...]) -> str:
    """Return the fault for which nothing may be judged, or an empty string."""
    return next((key for key in DOUBTS if key in faults), "")
