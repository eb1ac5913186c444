"""The accuracy benchmark's tables and plot, printed and written to docs/accuracy.md."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from benchmarks.performance_tables import (
    VIEWS,
    count_table,
    false_table,
    flag_table,
    hold_table,
    number_table,
    phase_table,
    strike_table,
    time_table,
)
from posture.figure.motions import MOTIONS

if TYPE_CHECKING:
    from benchmarks.accuracy import Outcome

DOCS = Path(__file__).parents[1] / "docs"
_TEMPLATE = Path(__file__).with_name("accuracy_template.md")


def write_report(outcomes: "list[Outcome]", model: str, is_written: bool = True) -> None:
    """Print the tables; write the document and its plot if `is_written`."""
    standard = [o for o in outcomes if not o.condition]
    samples = [o for o in outcomes if o.condition == "sample"]
    exercises = [o for o in standard if o.motion in MOTIONS and MOTIONS[o.motion].exercise]
    measures = measure_table(exercises)
    parts = {
        "MODEL": model,
        "CLIPS": str(len(outcomes)),
        "FRAMES": f"{sum(o.in_picture for o in outcomes):,}",
        "MEASURES": _markdown(measures),
        "CAUSES": _markdown(cause_table(exercises)),
        "MOTIONS": _markdown(motion_table(exercises)),
        "SAMPLES": _markdown(measure_table(samples)),
        "DETECTION": _markdown(detection_table(standard)),
        "COUNTS": _markdown(count_table(standard + samples)),
        "FALSE": _markdown(false_table(outcomes, shows_exercise=False)),
        "WRONG": _markdown(false_table(outcomes, shows_exercise=True)),
        "TIMES": _markdown(time_table(standard)),
        "PHASES": _markdown(phase_table(standard)),
        "HOLDS": _markdown(hold_table(outcomes)),
        "STRIKES": _markdown(strike_table(outcomes)),
        "NUMBERS": _markdown(number_table(outcomes)),
        "FLAGS": _markdown(flag_table(standard + samples)),
        "CONDITIONS": _markdown(condition_table(outcomes)),
        "REPEATABILITY": section("Repeatability", DOCS / "screening.md"),
    }
    text = _TEMPLATE.read_text(encoding="utf-8")
    for name, part in parts.items():
        text = text.replace(f"<!-- {name} -->", part)
        if "\n" in part:
            print(f"\n{name.lower()}\n{part}")
    if is_written:
        (DOCS / "accuracy.md").write_text(text, encoding="utf-8")
        (DOCS / "accuracy.svg").write_text(plot(measures), encoding="utf-8")


def section(title: str, page: Path) -> str:
    """Return what stands under a heading of a page of the documentation."""
    after = page.read_text(encoding="utf-8").split(f"\n## {title}\n", 1)[1]
    return after.split("\n## ", 1)[0].strip()


def _errors(outcomes: "list[Outcome]") -> pd.DataFrame:
    tables = [o.errors.assign(view=o.view) for o in outcomes if len(o.errors)]
    return pd.concat(tables) if tables else pd.DataFrame()


def measure_table(outcomes: "list[Outcome]") -> pd.DataFrame:
    """Return, per view and measure, the error against what the camera could see, and the truth."""
    errors = _errors(outcomes)
    if errors.empty:
        return errors
    rows = []
    for (view, measure, unit), part in errors.groupby(["view", "measure", "unit"], sort=False):
        n = int(part.frames.sum())
        if not n:
            continue
        row: dict[str, object] = {"view": view, "measure": measure, "unit": unit, "frames": n}
        bias = part.model.sum() / n
        spread = np.sqrt(max(0.0, part.model_sq.sum() / n - bias**2))
        row |= {
            "bias": bias,
            "MAE": part.model_abs.sum() / n,
            "RMSE": np.sqrt(part.model_sq.sum() / n),
            "95 % from": bias - 1.96 * spread,
            "to": bias + 1.96 * spread,
            "bias to truth": part.total.sum() / n,
            "MAE to truth": part.total_abs.sum() / n,
        }
        rows.append(row)
    return pd.DataFrame(rows).sort_values("view", key=lambda v: v != "side", kind="stable")


def cause_table(outcomes: "list[Outcome]") -> pd.DataFrame:
    """Return, for the angles of the sagittal plane, where the side view's error comes from."""
    errors = _errors(outcomes)
    if errors.empty:
        return errors
    rows = []
    for measure in ("knee_flexion", "trunk_lean", "thigh_elevation", "shin_lean"):
        part = errors[(errors.view == "side") & (errors.measure == measure)]
        n = part.frames.sum()
        if not n:
            continue
        rows.append(
            {
                "measure": measure,
                "MAE to truth": part.total_abs.sum() / n,
                "projection": part.projection_abs.sum() / n,
                "model": part.model_abs.sum() / n,
                "model without its bias and lag": part.unlagged_abs.sum() / n,
                "bias": part.model.sum() / n,
                "lag, ms": 1000 * part.lag_s.median(),
            }
        )
    return pd.DataFrame(rows)


def motion_table(outcomes: "list[Outcome]") -> pd.DataFrame:
    """Return the side view's error to the truth, per motion."""
    rows = []
    for motion in dict.fromkeys(o.motion for o in outcomes):
        errors = _errors([o for o in outcomes if o.motion == motion and o.view == "side"])
        if errors.empty:
            continue
        row: dict[str, object] = {"motion": motion}
        for measure in ("knee_flexion", "trunk_lean", "thigh_elevation"):
            part = errors[errors.measure == measure]
            n = part.frames.sum()
            row[f"{measure}, bias"] = part.total.sum() / n if n else np.nan
            row[f"{measure}, MAE"] = part.total_abs.sum() / n if n else np.nan
        rows.append(row)
    return pd.DataFrame(rows)


def detection_table(outcomes: "list[Outcome]") -> pd.DataFrame:
    """Return the share of frames in which the figure was found, per motion and view."""
    rows = pd.DataFrame(
        [
            {"motion": o.motion, "view": o.view, "n": o.in_picture, "found": o.detected}
            for o in outcomes
        ]
    )
    if rows.empty:
        return rows
    total = rows.groupby(["motion", "view"], sort=False)[["n", "found"]].sum()
    share = (100 * total.found / total.n.where(total.n > 0)).unstack()
    columns = [view for view in VIEWS if view in share]
    return share[columns].add_suffix(", %").reset_index().rename_axis(columns=None)


def condition_table(outcomes: "list[Outcome]") -> pd.DataFrame:
    """Return what poorer cameras do to a squat."""
    rows = []
    for o in outcomes:
        if not o.condition or o.condition == "sample":
            continue
        row: dict[str, object] = {"condition": o.condition, "view": o.view}
        row["found, %"] = 100 * o.detected / max(1, o.in_picture)
        read = o.performance
        row["reps"] = f"{read.count} of {read.true_count}" if read else ""
        for measure in ("knee_flexion", "trunk_lean", "thigh_elevation"):
            part = o.errors[o.errors.measure == measure] if len(o.errors) else o.errors
            n = part.frames.sum() if len(part) else 0
            row[f"{measure}, MAE to truth"] = part.total_abs.sum() / n if n else np.nan
        rows.append(row)
    return pd.DataFrame(rows)


def _markdown(table: pd.DataFrame) -> str:
    def cell(value: object) -> str:
        if isinstance(value, float | np.floating):
            return "" if np.isnan(value) else f"{value:.2f}" if abs(value) < 1 else f"{value:.1f}"
        return str(value)

    head = [str(column) for column in table.columns]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(map(cell, row)) + " |" for row in table.itertuples(index=False)]
    return "\n".join(lines)


def plot(measures: pd.DataFrame) -> str:
    """Return an SVG: each angle's bias with its 95 % limits of agreement."""
    angles = measures[measures.unit == "deg"]
    left, right, top, step, limit = 230, 700, 40, 26, 20.0
    middle, per_deg = (left + right) / 2, (right - left) / 2 / limit
    height = top + step * len(angles) + 40

    def x(value_deg: float) -> float:
        return middle + per_deg * float(np.clip(value_deg, -limit, limit))

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{right + 40}" height="{height}" '
        'font-family="sans-serif" font-size="13">',
        f'<rect width="{right + 40}" height="{height}" fill="white"/>',
        f'<text x="{middle}" y="20" text-anchor="middle">measured minus projected truth, '
        "degrees: bias and 95 % limits of agreement</text>",
    ]
    bottom = top + step * len(angles)
    lines += [
        f'<line x1="{x(tick)}" x2="{x(tick)}" y1="{top}" y2="{bottom}" stroke="#ddd"/>'
        f'<text x="{x(tick)}" y="{bottom + 18}" text-anchor="middle">{tick}</text>'
        for tick in range(-20, 21, 10)
    ]
    for i, row in enumerate(angles.to_dict("records")):
        y = top + step * (i + 0.5)
        lines.append(
            f'<text x="{left - 12}" y="{y + 4}" text-anchor="end">{row["measure"]}, '
            f"{row['view']}</text>"
            f'<line x1="{x(row["95 % from"])}" x2="{x(row["to"])}" y1="{y}" y2="{y}" '
            'stroke="#3572b0" stroke-width="5" stroke-opacity="0.45"/>'
            f'<circle cx="{x(row["bias"])}" cy="{y}" r="5" fill="#1d4e80"/>'
        )
    return "\n".join([*lines, "</svg>\n"])
