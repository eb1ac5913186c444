"""The accuracy benchmark's tables of what was counted, held, timed and flagged."""

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from benchmarks.performance import SURELY
from posture.figure.motions import MOTIONS
from posture.grading import Grade
from posture.ranges import RANGES

if TYPE_CHECKING:
    from benchmarks.accuracy import Outcome
    from benchmarks.performance import Performance

VIEWS = ("side", "oblique", "front")
_FLAGGED = (Grade.CAUTION, Grade.POOR)


def count_table(outcomes: "list[Outcome]") -> pd.DataFrame:
    """Return, per motion and view, in how many clips all was counted that was performed."""
    rows = [
        {"motion": o.motion, "view": o.view, "case": o.case, "counted": p}
        for o, p in _performances(outcomes)
    ]
    if not rows:
        return pd.DataFrame()
    by_cell = pd.DataFrame(rows).groupby(["motion", "view"], sort=False)
    wide = by_cell[["case", "counted"]].apply(_counted).unstack().fillna("")
    columns = [view for view in VIEWS if view in wide]
    return wide[columns].reset_index().rename_axis(columns=None)


def _counted(clips: pd.DataFrame) -> str:
    if all(p.is_wrong_view for p in clips.counted):
        return "wrong view"
    told = [
        f"{case}: {p.count} of {p.true_count}"
        for case, p in zip(clips.case, clips.counted, strict=True)
        if p.count != p.true_count
    ]
    right = f"{len(clips) - len(told)} of {len(clips)}"
    return f"{right} ({', '.join(told)})" if told else right


def false_table(outcomes: "list[Outcome]", *, shows_exercise: bool) -> pd.DataFrame:
    """Return what each exercise finds in clips that show none, or others, and in which time."""
    shown = [o for o in outcomes if (o.performance is not None) is shows_exercise]
    minutes: dict[str, float] = defaultdict(float)
    found: dict[str, int] = defaultdict(int)
    where: dict[str, list[str]] = defaultdict(list)
    for o in shown:
        for exercise, count in o.false_counts.items():
            minutes[exercise] += o.duration_s / 60
            found[exercise] += count
            if count:
                where[exercise].append(f"{o.case}: {count}")
    return pd.DataFrame(
        [
            {
                "exercise": exercise,
                "minutes": minutes[exercise],
                "found": count,
                "a minute": count / minutes[exercise],
                "where": ", ".join(where[exercise]),
            }
            for exercise, count in found.items()
        ]
    )


def time_table(outcomes: "list[Outcome]") -> pd.DataFrame:
    """Return how late starts, peaks and ends of repetitions were, in milliseconds."""
    rows = []
    errors: dict[tuple[str, str], list[tuple[float, float, float]]] = defaultdict(list)
    for o, p in _performances(outcomes):
        for leg, errors_s in p.rep_errors_s.items():
            if not p.strike_errors_s:
                errors[p.exercise, _from(o.view, leg)] += errors_s
    for (exercise, view), errors_s in errors.items():
        if not errors_s:
            continue
        late_ms = 1000 * np.array(errors_s)
        row: dict[str, object] = {"exercise": exercise, "view": view, "n": len(errors_s)}
        for i, name in enumerate(("start", "peak", "end")):
            row |= {
                f"{name}, bias ms": late_ms[:, i].mean(),
                f"{name}, MAE ms": np.abs(late_ms[:, i]).mean(),
            }
        rows.append(row)
    return pd.DataFrame(rows)


def phase_table(outcomes: "list[Outcome]") -> pd.DataFrame:
    """Return by how much each phase was read too long."""
    errors: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    for o, p in _performances(outcomes):
        for (leg, phase), errors_s in p.phase_errors_s.items():
            errors[p.exercise, _from(o.view, leg), phase] += errors_s
    rows = []
    for (exercise, view, phase), errors_s in sorted(errors.items()):
        late_s = np.array(errors_s)
        rows.append(
            {
                "exercise": exercise,
                "view": view,
                "phase": phase,
                "n": len(late_s),
                "bias, s": late_s.mean(),
                "MAE, s": np.abs(late_s).mean(),
                "within 0.1 s, %": 100 * np.mean(np.abs(late_s) <= 0.1),
            }
        )
    return pd.DataFrame(rows)


def hold_table(outcomes: "list[Outcome]") -> pd.DataFrame:
    """Return how well holds were found and timed."""
    errors: dict[tuple[str, str], list[tuple[float, float, float]]] = defaultdict(list)
    by_rule: dict[tuple[str, str], list[tuple[float, float, float]]] = defaultdict(list)
    for o, p in _performances(outcomes):
        drawn = "ray-marched" if o.condition == "sample" else "puppet"
        for leg in p.hold_errors_s:
            errors[_from(o.motion, leg), drawn] += p.hold_errors_s[leg]
            by_rule[_from(o.motion, leg), drawn] += p.rule_errors_s[leg]
    rows = []
    for (motion, drawn), of_motion in errors.items():
        if not of_motion:
            continue
        errors_s, by_rule_s = np.abs(of_motion), np.abs(by_rule[motion, drawn])
        n_missed = int(np.count_nonzero(np.isnan(errors_s[:, 0])))
        row: dict[str, object] = {"motion": motion, "drawn": drawn, "holds": len(errors_s)}
        row["missed or made up"] = n_missed
        for i, name in enumerate(("start", "end", "length")):
            known = errors_s[np.isfinite(errors_s[:, i]), i]
            row[f"{name}, MAE s"] = known.mean() if len(known) else np.nan
        row["length, largest s"] = np.max(
            errors_s[:, 2], initial=0.0, where=~np.isnan(errors_s[:, 2])
        )
        for i, name in enumerate(("start", "end", "length")):
            row[f"{name} by the rule, s"] = np.nanmean(by_rule_s[:, i])
        rows.append(row)
    return pd.DataFrame(rows)


def _from(what: str, leg: str) -> str:
    return f"{what}, {leg}" if leg else what


def strike_table(outcomes: "list[Outcome]") -> pd.DataFrame:
    """Return how well heel strikes were found and timed."""
    strikes: dict[tuple[str, str], list[tuple[int, int, int]]] = defaultdict(list)
    errors_s: dict[tuple[str, str], list[float]] = defaultdict(list)
    for o, p in _performances(outcomes):
        if p.strike_errors_s:
            drawn = "ray-marched" if o.condition == "sample" else "puppet"
            strikes[o.motion, drawn].append(p.strikes)
            errors_s[o.motion, drawn] += p.strike_errors_s
    rows = []
    for (motion, drawn), of_motion in strikes.items():
        hits, made_up, missed = np.sum(of_motion, axis=0)
        late_ms = 1000 * np.array(errors_s[motion, drawn])
        rows.append(
            {
                "motion": motion,
                "drawn": drawn,
                "strikes": hits + missed,
                "F1": 2 * hits / (2 * hits + made_up + missed),
                "bias, ms": late_ms.mean(),
                "MAE, ms": np.abs(late_ms).mean(),
            }
        )
    return pd.DataFrame(rows)


def flag_table(outcomes: "list[Outcome]") -> pd.DataFrame:
    """Return, per check, how often a sure fault was flagged and a sure good form was not."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for o, p in _performances(outcomes):
        is_good = MOTIONS[o.motion].is_good
        for check, is_out, is_in, grade in p.flags:
            row = counts[check]
            row["faults"] += is_out
            row["flagged"] += is_out and grade in _FLAGGED
            row["called good"] += is_out and grade is Grade.GOOD
            row["within"] += is_in
            row["falsely flagged"] += is_in and grade in _FLAGGED
            row["flagged in good form"] += is_good and not is_out and grade in _FLAGGED
    rows: list[dict[str, object]] = [{"check": check} | row for check, row in counts.items()]
    return pd.DataFrame(rows)


def number_table(outcomes: "list[Outcome]") -> pd.DataFrame:
    """Return, per check, how far the numbers of a report are from the truth."""
    numbers = defaultdict(list)
    for _, p in _performances(outcomes):
        for number in p.numbers:
            numbers[number.check].append(number)
    rows = []
    for check, of_check in numbers.items():
        value, true, sigma = np.array([number[1:] for number in of_check]).T
        off = value - true
        rows.append(
            {
                "check": check,
                "unit": RANGES[check].unit,
                "n": len(off),
                "bias": off.mean(),
                "MAE": np.abs(off).mean(),
                "largest": np.abs(off).max(),
                "σ": np.median(sigma),
                "RMSE in σ": np.sqrt(np.mean((off / sigma) ** 2)),
                "within 2 σ, %": 100 * np.mean(np.abs(off) <= SURELY * sigma),
            }
        )
    return pd.DataFrame(rows)


def _performances(outcomes: "list[Outcome]") -> "list[tuple[Outcome, Performance]]":
    return [(o, o.performance) for o in outcomes if o.performance is not None]
