"""Fit the standard deviations of the body fit's angles on the figure, and check their coverage.

    python -m benchmarks.sigma FOLDER

Takes the landmarks that benchmarks.figure_grid keeps in FOLDER. Each person's errors are covered by
what was fitted on the others alone; the budgets printed for posture/fit/sigma.py are then fitted
on all of them.
"""

import argparse
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from benchmarks.figure_grid import grid
from posture.fit import fit_body
from posture.fit.sigma import MAX_OFF_PROFILE_DEG, Budget, causes, combined
from posture.fit.table import FITTED
from posture.pose import Side
from posture.swaps import undo_swaps

MEASURES = tuple(FITTED)
WITHIN_90 = 1.645
WRONG_DEG = 10.0
WARNING_DEG = 5.0  # a larger sigma is a warning
SECTORS = ((0.0, 20.0), (20.0, 40.0), (40.0, 65.0), (65.0, 90.1))
BOUNDS = (np.log(0.05), np.log(30.0))  # of a share, degrees


@dataclass(frozen=True)
class Errors:
    """Errors of a measure and their causes, pooled over clips.

    Attributes
    ----------
    causes : ndarray, shape (4, N)
    error : ndarray, shape (N,)
    person : ndarray, shape (N,)
        Whose each is.
    """

    causes: np.ndarray
    error: np.ndarray
    person: np.ndarray

    def of(self, chosen: np.ndarray) -> "Errors":
        """Return some of them; `chosen` is boolean, shape (N,)."""
        return Errors(self.causes[:, chosen], self.error[chosen], self.person[chosen])


def collect(folder: Path) -> dict[str, Errors]:
    """Return every measure's errors over the whole grid."""
    found: dict[str, list[Errors]] = {measure: [] for measure in MEASURES}
    for clip in (*grid(folder, "choose"), *grid(folder, "test")):
        poses = undo_swaps(clip.poses).poses
        fit = fit_body(poses)
        if fit is None:
            continue
        for side in Side:
            caused_by = causes(fit, poses, side)
            for measure in MEASURES:
                truth = clip.measures[f"{measure}_{side}"].to_numpy()
                error = FITTED[measure](fit, side) - truth
                person = np.full(len(error), clip.row.person)
                found[measure].append(Errors(caused_by, error, person).of(np.isfinite(error)))
    return {
        measure: Errors(
            np.concatenate([part.causes for part in parts], axis=1),
            np.concatenate([part.error for part in parts]),
            np.concatenate([part.person for part in parts]),
        )
        for measure, parts in found.items()
    }


def likeliest(errors: Errors) -> Budget:
    """Return the budget under which the errors are likeliest, were they normal."""

    def surprise(logs: np.ndarray) -> float:
        sigma = combined(Budget(*np.exp(logs)), errors.causes)
        return float(np.mean(np.log(sigma) + errors.error**2 / (2 * sigma**2)))

    start = np.log([2.0, 5.0, 2.0, 1.0])
    found = minimize(surprise, start, method="L-BFGS-B", bounds=[BOUNDS] * len(start))
    return Budget(*np.exp(found.x))


def fitted_budget(errors: Errors) -> Budget:
    """Return the budget that covers nine in ten errors of a person left out of fitting it."""
    ratios = []
    for person in np.unique(errors.person):
        left_out = errors.of(errors.person == person)
        sigma = combined(likeliest(errors.of(errors.person != person)), left_out.causes)
        ratios.append(np.abs(left_out.error) / sigma)
    factor = np.percentile(np.concatenate(ratios), 90) / WITHIN_90
    return Budget(*(round(float(factor * share), 1) for share in astuple(likeliest(errors))))


def sigma_by_others(errors: Errors) -> np.ndarray:
    """Return each error's standard deviation by the budget of all people but its own."""
    sigma = np.empty(len(errors.error))
    for person in np.unique(errors.person):
        own = errors.person == person
        sigma[own] = combined(fitted_budget(errors.of(~own)), errors.causes[:, own])
    return sigma


def main() -> None:
    """Print budgets and coverage."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    found = collect(parser.parse_args().folder)
    print("| | all | " + " | ".join(f"{a:.0f}-{b:.0f}°" for a, b in SECTORS), end="")
    print(" | people | silently wrong |\n|---|" + "---:|" * (3 + len(SECTORS)))
    budgets = []
    for measure, errors in found.items():
        sigma = sigma_by_others(errors)
        off_deg = np.degrees(np.arcsin(errors.causes[1]))
        cells = [f"{_covered(sigma, errors.error):.0%}"]
        for low, high in SECTORS:
            part = (off_deg >= low) & (off_deg < high)
            covered = _covered(sigma[part], errors.error[part])
            cells.append(f"{covered:.0%}, ±{np.median(sigma[part]):.1f}")
        by_person = [errors.person == person for person in np.unique(errors.person)]
        shares = [_covered(sigma[own], errors.error[own]) for own in by_person]
        cells.append(f"{min(shares):.0%} to {max(shares):.0%}")
        in_sector = off_deg <= MAX_OFF_PROFILE_DEG
        graded = in_sector & (sigma < WARNING_DEG)
        silent = np.mean(np.abs(errors.error[graded]) > WRONG_DEG)
        share = graded.sum() / in_sector.sum()
        print(f"| {measure} | " + " | ".join(cells) + f" | {silent:.1%} of {share:.0%} |")
        budgets.append(f"    {measure!r}: {fitted_budget(errors)},")
    print("\n".join(budgets))


def _covered(sigma: np.ndarray, error: np.ndarray) -> float:
    return float(np.mean(np.abs(error) <= WITHIN_90 * sigma))


if __name__ == "__main__":
    main()
