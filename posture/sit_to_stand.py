"""Find standing up from a chair and sitting down again, with the failed attempts.

How far somebody is up is told by the height of the hips, from 0 on the seat to 1 standing.
"""

from dataclasses import dataclass
from math import inf, isfinite, nan

import numpy as np

from posture.filtering import median_of_seen
from posture.movements import Found, Measured, Movement, NotCounted, Span
from posture.reps import MAX_UNSEEN_S, crossing_s
from posture.stand_states import Rise, Stand, Trace, middle_s, trace
from posture.view import View

STRAIGHT_DEG = 25.0  # of knee flexion: below, the legs count as straight
MAX_OFFSET_DEG = 8.0  # of the person's own standing: more may be a knee that does not straighten

MIN_RISE_LEG = 0.2  # of the hips, from seat to standing: less is a bow or a shift of weight
LEVEL_S = 0.3  # of a recording, together, make a level; less may be a slip of the model
NEAR_SEAT, NEAR_STANDING = 0.15, 0.10  # of the whole way: who is so near is on the level
STANDING_THIGH_RISE = 0.7  # of the shank: lower, the thighs lean as they do half-way up
SAT_LEG, SITS_LEG = 0.2, 0.12  # trunk behind the feet: once in a set, and at each seat
MAX_FOOT_TRAVEL_LEG = 0.35  # the feet may be drawn back; a step leads away

SEATED_S = 1.0  # before the hips rise, that still tell of the start
BOW_S = 0.7  # before the hips rise, in which the trunk already bows


@dataclass(frozen=True, kw_only=True)
class SitToStand:
    """A Finder of standing up from a chair and sitting down again."""

    @property
    def views(self) -> frozenset[View]:
        return frozenset(View)

    @property
    def phases(self) -> frozenset[str]:
        up = {"seated", "bowing", "lift_off", "seat_off", "pushing_off", "rising", "risen"}
        return frozenset(up | {"rep", "standing", "lowering", "halfway_down"})

    @property
    def reasons(self) -> frozenset[str]:
        return frozenset({"incomplete", "failed_attempt", "did_not_sit"})

    @property
    def endings(self) -> frozenset[str]:
        return frozenset()

    def measure_for(self, view: View) -> str:
        """Return the measure that tells how far somebody is up."""
        return rise_measure(view)

    def find(self, seen: Measured) -> Found:
        """Return the repetitions; nothing if nobody ever sat on a chair and stood."""
        rise = find_rise(seen)
        if rise is None:
            return Found()
        done = find_stands(seen, rise, to_seat=True)
        return Found(
            movements=tuple(movement for _, movement in self.movements(done.stands, rise)),
            not_counted=tuple(done.not_counted),
        )

    @staticmethod
    def movements(stands: list[Stand], rise: Rise) -> list[tuple[Stand, Movement]]:
        """Return each stand with its parts."""
        begins_s = [-inf, *(s.end_s if isfinite(s.end_s) else s.up_s for s in stands)]
        return [
            (stand, _as_movement(stand, begin_s, rise))
            for stand, begin_s in zip(stands, begins_s, strict=False)
        ]


def rise_measure(view: View) -> str:
    """Return the measure that tells how far somebody is up.

    Not seen from the side the ankles wander, so that the floor is where they were lowest.
    """
    return "hip_height" if view is View.SIDE else "seat_height"


def find_rise(seen: Measured) -> Rise | None:
    """Return how far the person is up; None if they were never both seated and standing."""
    hips = seen.values(rise_measure(seen.view))
    height = np.where(seen.values("foot_travel") <= MAX_FOOT_TRAVEL_LEG, hips, nan)
    known = np.isfinite(height)
    if np.count_nonzero(known) < 3:
        return None
    time_s, height = seen.time_s[known], height[known]
    low, high = _extremes(time_s, height)
    if not high - low >= MIN_RISE_LEG:
        return None
    is_low = height <= low + NEAR_SEAT * (high - low)
    is_high = height >= high - NEAR_STANDING * (high - low)
    if not median_of_seen(seen.values("thigh_rise")[known][is_high]) >= STANDING_THIGH_RISE:
        return None
    if not _highest(seen.values("trunk_behind_feet")[known][is_low]) >= SAT_LEG:
        return None
    seat, standing = float(np.median(height[is_low])), float(np.median(height[is_high]))
    knee_deg = seen.values("knee_flexion")[known]
    upright_deg = knee_deg[is_high & np.isfinite(knee_deg)]
    if len(upright_deg):
        # the straighter part: a slow rise spends long in the last tenth with the knees bent
        offset_deg = float(np.percentile(upright_deg, 20))
        knee_deg = knee_deg - np.clip(offset_deg, -MAX_OFFSET_DEG, MAX_OFFSET_DEG)
    # where the knee is not seen, as from the front, the height of the hips has to do
    is_straight = ~(knee_deg >= STRAIGHT_DEG)
    return Rise(time_s, (height - seat) / (standing - seat), is_straight)


def _extremes(time_s: np.ndarray, height: np.ndarray) -> tuple[float, float]:
    """Return between which heights all but LEVEL_S of the time at either end was spent."""
    order = np.argsort(height)
    # a frame stands for the time to the next, but not for that in which nobody was seen
    step_s = np.minimum(np.diff(time_s, append=time_s[-1]), MAX_UNSEEN_S)[order]
    from_below_s = np.cumsum(step_s) - step_s / 2
    level_s = min(LEVEL_S, from_below_s[-1] / 2)
    low, high = np.interp([level_s, from_below_s[-1] - level_s], from_below_s, height[order])
    return float(low), float(high)


def _highest(values: np.ndarray) -> float:
    seen = values[np.isfinite(values)]
    return float(np.percentile(seen, 90)) if len(seen) else nan


def find_stands(seen: Measured, rise: Rise, *, to_seat: bool) -> Trace:
    """Return what was done between seats: at every end the person sat on something.

    Whoever goes as low with nothing under them keeps the trunk over the feet.

    Parameters
    ----------
    seen : Measured
    rise : Rise
        How far up the person was in it.
    to_seat : bool
        Whether who did not sit down again has done nothing that counts.
    """
    done = trace(rise)
    behind = seen.values("trunk_behind_feet")
    starts_s = [stand.start_s for stand in done.stands] + [inf]
    ends_s = [-inf] + [stand.end_s for stand in done.stands]

    def sat(from_s: float, to_s: float) -> bool:
        return _highest(behind[Span(from_s, to_s).frames(seen.time_s)]) >= SITS_LEG

    stands: list[Stand] = []
    rejected = list(done.not_counted)
    for i, stand in enumerate(done.stands):
        before_s = max(ends_s[i] if isfinite(ends_s[i]) else -inf, stand.start_s - SEATED_S)
        was_seated = sat(before_s, stand.start_s)
        after_s = min(starts_s[i + 1], stand.end_s + SEATED_S)
        is_back = isfinite(stand.end_s) and sat(stand.end_s, after_s)
        if was_seated and (is_back or not to_seat):
            stands.append(stand)
        elif isfinite(stand.end_s):
            rejected.append(
                NotCounted(start_s=stand.start_s, end_s=stand.end_s, reason="did_not_sit")
            )
    rejected.sort(key=lambda movement: movement.start_s)
    return Trace(stands, rejected, done.rising_since_s)


def _as_movement(stand: Stand, begin_s: float, rise: Rise) -> Movement:
    """Return the stand with its parts; those that were not seen are not there."""
    start_s, up_s, down_s, end_s = stand
    last_s = next((t for t in (end_s, down_s) if isfinite(t)), up_s)

    def on_the_way(level: float, from_s: float, to_s: float) -> float:
        return _passed_s(rise, level, from_s, to_s)

    begin_s = max(begin_s, float(rise.time_s[0]))
    risen_s, half_s = (on_the_way(level, start_s, up_s) for level in (0.3, 0.6))
    spans = {
        "rep": Span(start_s, last_s),
        "seated": Span(max(begin_s, start_s - SEATED_S), start_s),
        "bowing": Span(max(begin_s, start_s - BOW_S), up_s),
        "lift_off": Span(start_s, start_s),
        "seat_off": Span(start_s, risen_s),
        "pushing_off": Span(start_s, half_s),
        "rising": Span(start_s, up_s),
        "risen": Span(risen_s, up_s),
        "standing": Span(up_s, down_s),
        "lowering": Span(down_s, end_s),
        "halfway_down": Span(on_the_way(0.6, down_s, end_s), on_the_way(0.4, down_s, end_s)),
    }
    return Movement(
        start_s=start_s,
        peak_s=middle_s(rise, start_s, end_s) if isfinite(end_s) else up_s,
        end_s=last_s,
        phases={name: s for name, s in spans.items() if isfinite(s.start_s + s.end_s)},
    )


def _passed_s(rise: Rise, level: float, from_s: float, to_s: float) -> float:
    """Return when the level was last passed between two times; NaN if it was not."""
    inside = np.flatnonzero((rise.time_s >= from_s) & (rise.time_s <= to_s))
    above = rise.share[inside] >= level
    changes = inside[1:][above[1:] != above[:-1]]
    if not len(changes):
        return nan
    low, high = sorted((int(changes[-1]) - 1, int(changes[-1])), key=rise.share.__getitem__)
    return crossing_s(rise.time_s, rise.share, low, high, level)
