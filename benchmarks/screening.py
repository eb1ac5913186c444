"""How true the posture screening is on the figure, whose posture is known.

    python -m benchmarks.screening [--quick]

Draws stills of five people with known tilts, offsets and knees from the front, from behind and from
both sides, saves each as a JPEG, and puts it through what `posture screen` does. Prints the tables
of docs/screening.md.
"""

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image, ImageEnhance

from posture.baseline import measure_baseline
from posture.figure.camera import Camera
from posture.figure.clip import Clip, draw_clip
from posture.figure.people import PEOPLE
from posture.figure.stickers import Spine, sticker_m
from posture.figure.truth import planar_poses
from posture.geometry import tilt_from_horizontal
from posture.io.captures import Observation, observe
from posture.kinematics import pelvic_obliquity as true_obliquity
from posture.pose import Side
from posture.screening import Vertical, screen
from posture.screening.report import ScreeningReport
from posture.screening.table import SCREENINGS
from posture.view import View, Viewpoint

WHO = ("hana", "kenji", "sachiko", "david", "emma")
MODEL = "full"
CAMERA: dict[str, float | int] = {
    "width_px": 720,
    "height_px": 960,
    "field_of_view_deg": 44.0,
    "distance_m": 3.0,
}
AZIMUTH_DEG = {"front": 0.0, "rear": 180.0, "left": 90.0, "right": -90.0}
PINK = (0.85, 0.05, 0.35)
LEVELS = (-8.0, -4.0, 4.0, 8.0)

Settings = dict[str, float]


def _frontal() -> list[Settings]:
    rows: list[Settings] = [{}]
    rows += [{"pelvic_obliquity": v} for v in LEVELS]
    rows += [{"pelvic_obliquity": v, "side_lean": v} for v in LEVELS]
    rows += [{"shoulder_obliquity": v} for v in LEVELS]
    rows += [{"head_tilt": v} for v in LEVELS]
    rows += [{"side_lean": v / 2} for v in LEVELS]
    rows += [{"knee_out": out, "knee_flexion": v} for out in (-90.0, 90.0) for v in (6.0, 11.0)]
    return rows


def _sagittal() -> list[Settings]:
    rows: list[Settings] = [{}]
    rows += [{"head_forward_m": v} for v in (0.03, 0.06, 0.09)]
    rows += [{"trunk_lean": v} for v in LEVELS]
    rows += [{"knee_out": 180.0, "knee_flexion": v} for v in (8.0, 14.0)]
    rows += [{"knee_flexion": 11.0}, {"pelvic_tilt": -4.0}, {"pelvic_tilt": 12.0}]
    return rows


@dataclass(frozen=True)
class Still:
    """One person's stance before one camera."""

    person: str
    view: str
    settings: tuple[tuple[str, float], ...] = ()
    roll_deg: float = 0.0

    @property
    def clip(self) -> Clip:
        camera = Camera(
            azimuth_deg=AZIMUTH_DEG[self.view],
            roll_deg=self.roll_deg,
            **CAMERA,  # type: ignore[arg-type]
        )
        settings: dict[str, object] = {"duration_s": 1.0, **dict(self.settings)}
        return Clip(person=self.person, motion="standing", camera=camera, settings=settings)

    @property
    def posed(self) -> View:
        return View.SIDE if self.view in ("left", "right") else View(self.view)

    def image(self) -> Image.Image:
        """Return the picture; the figure wears pink stickers."""
        plain = PEOPLE[self.person]
        PEOPLE["worn"] = replace(plain, look=replace(plain.look, sticker=PINK))
        return Image.fromarray(
            next(draw_clip(replace(self.clip, person="worn"), "puppet")).image_rgb
        )

    def truth(self) -> dict[tuple[str, Side | None], float]:
        """Return what is true in the body's own planes, by finding and side."""
        skeleton = self.clip.skeletons()[0]
        poses = planar_poses([skeleton], np.zeros(1), self.posed)
        near = {"left": Side.LEFT, "right": Side.RIGHT}.get(self.view, Side.LEFT)
        # a plane seen from the left: the toes point to the picture's left
        yaw_deg = {View.FRONT: 0.0, View.REAR: 180.0, View.SIDE: -90.0}[self.posed]
        viewpoint = Viewpoint(
            view=self.posed,
            yaw_deg=yaw_deg,
            facing=-1 if self.posed is View.SIDE else 1,
            near=near,
        )
        baseline = measure_baseline(poses, viewpoint)
        found: dict[tuple[str, Side | None], float] = {}
        for row in SCREENINGS.values():
            if self.posed not in row.views:
                continue
            if not row.measure:
                found[row.key, None] = self._stickers()
            elif row.key == "posture.pelvis_level":
                found[row.key, None] = float(true_obliquity(poses, near, baseline)[0])
            else:
                for side in row.row.sides_seen(baseline):
                    value = row.row.compute(poses, side or near, baseline)
                    found[row.key, side if row.row.bilateral else None] = float(value[0])
        return found

    def _stickers(self) -> float:
        skeleton, body = self.clip.skeletons()[0], PEOPLE[self.person].body
        dots = {
            (spine, side): sticker_m(body, skeleton, spine, side)
            for spine in Spine
            for side in Side
        }
        if self.posed is not View.SIDE:
            left, right = dots[Spine.ASIS, Side.LEFT], dots[Spine.ASIS, Side.RIGHT]
            if self.posed is View.REAR:
                left, right = dots[Spine.PSIS, Side.LEFT], dots[Spine.PSIS, Side.RIGHT]
            flat = np.array([[left[0], -left[1]], [right[0], -right[1]]])
            return float(tilt_from_horizontal(flat[0], flat[1]))
        near = Side.LEFT if self.view == "left" else Side.RIGHT
        back, front = dots[Spine.PSIS, near], dots[Spine.ASIS, near]
        return float(np.degrees(np.arctan2(back[1] - front[1], front[2] - back[2])))

    def door(self) -> Vertical:
        """Return the edge of a door on the wall behind, as someone marks it in the picture."""
        camera = self.clip.camera
        a = np.radians(camera.azimuth_deg)
        towards, right = np.array([np.sin(a), 0, np.cos(a)]), np.array([np.cos(a), 0, -np.sin(a)])
        foot, up = -1.2 * towards - 0.7 * right, np.array([0.0, 1.0, 0.0])
        top, bottom = camera.project(np.stack([foot + up * height for height in (1.9, 0.1)]))
        return Vertical(tuple(top.tolist()), tuple(bottom.tolist()))


def observed(image: Image.Image, folder: Path, quality: int = 92) -> Observation:
    """Return what the program sees of a picture saved as a JPEG."""
    path = folder / "still.jpg"
    image.save(path, quality=quality)
    return observe(path, MODEL)


def readings(report: ScreeningReport) -> Iterator[tuple[str, Side | None, float, float]]:
    """Yield key, side, value and sigma of everything that was measured."""
    for finding in report.findings:
        if finding.is_measured:
            row = SCREENINGS[finding.key]
            is_of_a_leg = bool(row.measure) and row.row.bilateral
            side = finding.side if is_of_a_leg else None
            yield finding.key, side, finding.value, finding.sigma


def accuracy(who: tuple[str, ...], folder: Path) -> pd.DataFrame:
    """Return a row per reading of the whole grid."""
    rows = []
    for person in who:
        for view in AZIMUTH_DEG:
            grid = _sagittal() if view in ("left", "right") else _frontal()
            for settings in grid:
                still = Still(person, view, tuple(settings.items()))
                seen = observed(still.image(), folder).with_vertical(None, is_levelled=True)
                truth = still.truth()
                taken_for = screen([seen.capture]).views[0].view
                if taken_for is not still.posed:
                    key = f"mistaken: {person} from {view} for {taken_for}"
                    rows.append({"person": person, "view": view, "key": key})
                bare = screen([seen.capture], still.posed)
                worn = screen([seen.with_stickers("pink", still.posed).capture], still.posed)
                read = {row[:2]: row[2:] for row in (*readings(bare), *readings(worn))}
                for key, (value, sigma) in read.items():
                    rows.append(
                        {
                            "person": person,
                            "view": "side" if view in ("left", "right") else view,
                            "key": key[0],
                            "changed": next(iter(settings), ""),
                            "true": truth[key],
                            "read": value,
                            "sigma": sigma,
                        }
                    )
                rows += [
                    {"person": person, "view": view, "key": f"refused {f.key}: {f.reason}"}
                    for f in worn.findings
                    if not f.is_measured
                ]
    return pd.DataFrame(rows)


def accuracy_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a line per finding and view."""
    lines = []
    for (key, view), part in rows.dropna(subset="read").groupby(["key", "view"], sort=False):
        in_percent = 100.0 if key in ("posture.hip_offset", "posture.lateral_shift") else 1.0
        true, read = part["true"] * in_percent, part["read"] * in_percent
        error = read - true
        sure = np.abs(read) > 2 * part["sigma"] * in_percent
        is_about_zero = np.abs(true) < 0.5
        wrong = sure & (np.sign(true) != np.sign(read)) & ~is_about_zero
        lines.append(
            {
                "finding": key.removeprefix("posture."),
                "view": view,
                "n": len(part),
                "bias": error.mean(),
                "MAE": np.abs(error).mean(),
                "MAE without bias": np.abs(error - error.mean()).mean(),
                "RMSE": np.sqrt((error**2).mean()),
                "gain": np.polyfit(true, read, 1)[0] if np.std(true) > 0.3 else np.nan,
                "within 2 sigma, %": 100 * (np.abs(error) <= 2 * part["sigma"] * in_percent).mean(),
                "wrong sign beyond 2 sigma": int(wrong.sum()),
            }
        )
    return pd.DataFrame(lines)


def roll_table(who: tuple[str, ...], folder: Path) -> pd.DataFrame:
    """Return by how much a rolled camera changes what is read, with and without the door marked."""
    lines = []
    for person in who:
        for view in ("front", "left"):
            level = observed(Still(person, view).image(), folder)
            level = level.with_vertical(Still(person, view).door())
            wanted = {row[:2]: row[2] for row in readings(screen([level.capture]))}
            for roll_deg in (-5.0, 5.0):
                still = Still(person, view, roll_deg=roll_deg)
                seen = observed(still.image(), folder)
                marked = screen([seen.with_vertical(still.door()).capture])
                bare = screen([seen.capture])
                refused = {f.key for f in bare.findings if not f.is_measured}
                for key, side, value, _ in readings(marked):
                    if SCREENINGS[key].roll_gain == 1.0:
                        change = value - wanted[key, side]
                        lines.append(
                            {
                                "finding": key.removeprefix("posture."),
                                "view": view,
                                "left over": change,
                                "refused unmarked": key in refused,
                            }
                        )
    grouped = pd.DataFrame(lines).groupby(["finding", "view"], sort=False)
    return grouped.agg(
        n=("left over", "size"),
        mean_abs_deg=("left over", lambda e: np.abs(e).mean()),
        worst_deg=("left over", lambda e: np.abs(e).max()),
        refused_unmarked=("refused unmarked", "sum"),
    ).reset_index()


def _spoilt(image: Image.Image) -> Iterator[tuple[Image.Image, int]]:
    """Yield the same still cropped, scaled, lit and compressed otherwise, with JPEG's quality."""
    width, height = image.size
    for dx, dy in ((-0.02, 0), (0.02, 0), (0, -0.02), (0, 0.02), (0.02, 0.02)):
        left, top = max(0.0, dx) * width, max(0.0, dy) * height
        right, bottom = width + min(0.0, dx) * width, height + min(0.0, dy) * height
        yield image.crop((round(left), round(top), round(right), round(bottom))), 92
    for scale in (0.85, 0.95, 1.15):
        yield image.resize((round(width * scale), round(height * scale)), Image.LANCZOS), 92
    for factor in (0.8, 1.2):
        yield ImageEnhance.Brightness(image).enhance(factor), 92
    for quality in (45, 70):
        yield image, quality


def repeatability_table(who: tuple[str, ...], folder: Path) -> pd.DataFrame:
    """Return the scatter of what is read from the same still."""
    rows = []
    for person in who:
        for view in AZIMUTH_DEG:
            still = Still(person, view)
            image = still.image()
            for spoilt, quality in _spoilt(image):
                seen = observed(spoilt, folder, quality).with_vertical(None, is_levelled=True)
                seen = seen.with_stickers("pink", still.posed)
                worn, bare = (
                    screen([one.capture], still.posed) for one in (seen, seen.with_stickers(None))
                )
                both = {row[:2]: row[2] for row in (*readings(bare), *readings(worn))}
                rows += [(person, view, key, side, value) for (key, side), value in both.items()]
    table = pd.DataFrame(rows, columns=["person", "view", "key", "side", "value"])
    table["side"] = table["side"].fillna("")
    variance = table.groupby(["key", "view", "person", "side"], sort=False)["value"].var()
    sem = np.sqrt(variance.groupby(level="key", sort=False).mean())
    in_percent = sem.index.isin(["posture.hip_offset", "posture.lateral_shift"])
    sem = sem * np.where(in_percent, 100.0, 1.0)
    counted = table.groupby("key", sort=False)["value"].size()
    return pd.DataFrame(
        {
            "finding": [key.removeprefix("posture.") for key in sem.index],
            "readings": counted.loc[sem.index].to_numpy(),
            "SEM": sem.to_numpy(),
            "MDC95": 2.77 * sem.to_numpy(),
        }
    )


def as_markdown(table: pd.DataFrame) -> str:
    """Return a table with two digits after the point."""

    def cell(value: object) -> str:
        if isinstance(value, float):
            return "" if np.isnan(value) else f"{value:.2f}"
        return str(value)

    lines = [list(table.columns), ["---"] * len(table.columns), *table.to_numpy().tolist()]
    return "\n".join("| " + " | ".join(map(cell, line)) + " |" for line in lines)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="one person only")
    who = WHO[:1] if parser.parse_args().quick else WHO
    with tempfile.TemporaryDirectory() as folder:
        rows = accuracy(who, Path(folder))
        print("## Accuracy\n", as_markdown(accuracy_table(rows)), sep="\n")
        for what in ("refused", "mistaken"):
            counts = rows[rows["key"].str.startswith(what)]["key"].value_counts()
            print(f"\n{what}:", counts.to_dict() or "nothing")
        print("\n## Roll\n", as_markdown(roll_table(who, Path(folder))), sep="\n")
        repeated = repeatability_table(who, Path(folder))
        print("\n## Repeatability\n", as_markdown(repeated), sep="\n")


if __name__ == "__main__":
    main()
