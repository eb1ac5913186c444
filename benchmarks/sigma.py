"""Fit the standard deviations of the body fit's angles on the figure, and check their coverage.

    python -m benchmarks.sigma FOLDER

Fits on the "choose" rows of the figure (landmarks kept in FOLDER by benchmarks.figure_grid), prints
the budgets for posture/fit/sigma.py and how often 90 % intervals hold the truth, there and on
the people of the "test" rows.
"""

import argparse
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from benchmarks.figure_grid import ROWS, grid
from posture.fit import fit_body
from posture.fit.sigma import Budget, causes, combined
from posture.fit.table import FITTED
from posture.pose import Side
from posture.swaps import undo_swaps

MEASURES = tuple(FITTED)
WITHIN_90 = 1.645
WRONG_DEG = 10.0
GRADED_DEG = 5.0  # a larger sigma is a warning
SECTORS = ((0.0, 20.0), (20.0, 40.0), (40.0, 65.0), (65.0, 90.1))


@dataclass(frozen=True)
class Errors:
    """Errors of a measure and their causes, pooled over clips.

    Attributes
    ----------
    causes : ndarray, shape (4, N)
    error : ndarray, shape (N,)
    row : ndarray, shape (N,)
        Which row of the figure's grid each is from.
    """

    causes: np.ndarray
    error: np.ndarray
    row: np.ndarray

    def of(self, chosen: np.ndarray) -> "Errors":
        """Return some of them; `chosen` is boolean, shape (N,)."""
        return Errors(self.causes[:, chosen], self.error[chosen], self.row[chosen])


def collect(folder: Path, split: str) -> dict[str, Errors]:
    """Return every measure's errors in a split."""
    found: dict[str, list[Errors]] = {measure: [] for measure in MEASURES}
    for clip in grid(folder, split):
        poses = undo_swaps(clip.poses).poses
        fit = fit_body(poses)
        if fit is None:
            continue
        for side in Side:
            caused_by = causes(fit, poses, side)
            for measure in MEASURES:
                truth = clip.measures[f"{measure}_{side}"].to_numpy()
                error = FITTED[measure](fit, side) - truth
                row = np.full(len(error), ROWS.index(clip.row))
                found[measure].append(Errors(caused_by, error, row).of(np.isfinite(error)))
    return {
        measure: Errors(
            np.concatenate([part.causes for part in parts], axis=1),
            np.concatenate([part.error for part in parts]),
            np.concatenate([part.row for part in parts]),
        )
        for measure, parts in found.items()
    }


def likeliest(errors: Errors) -> Budget:
    """Return the budget under which the errors are likeliest, were they normal."""

    def surprise(logs: np.ndarray) -> float:
        sigma = combined(Budget(*np.exp(logs)), errors.causes)
        return float(np.mean(np.log(sigma) + errors.error**2 / (2 * sigma**2)))

    start = np.log([2.0, 5.0, 2.0, 1.0])
    return Budget(*np.exp(minimize(surprise, start, method="Nelder-Mead").x))


def fitted_budget(errors: Errors) -> Budget:
    """Return the budget that covers nine in ten errors of a row left out of fitting it."""
    ratios = []
    for row in np.unique(errors.row):
        left_out = errors.of(errors.row == row)
        sigma = combined(likeliest(errors.of(errors.row != row)), left_out.causes)
        ratios.append(np.abs(left_out.error) / sigma)
    factor = np.percentile(np.concatenate(ratios), 90) / WITHIN_90
    return Budget(*(round(float(factor * share), 1) for share in astuple(likeliest(errors))))


def main() -> None:
    """Print budgets and coverage."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    choose, test = collect(folder, "choose"), collect(folder, "test")
    print("| | chosen on | others | " + " | ".join(f"{a:.0f}-{b:.0f}°" for a, b in SECTORS), end="")
    print(" | silently wrong |\n|---|" + "---:|" * (3 + len(SECTORS)))
    budgets = []
    for measure in MEASURES:
        budget = fitted_budget(choose[measure])
        budgets.append(f"    {measure!r}: {budget},")
        made_of, error = test[measure].causes, test[measure].error
        sigma = combined(budget, made_of)
        own = choose[measure]
        cells = [f"{_covered(combined(budget, own.causes), own.error):.0%}"]
        cells.append(f"{_covered(sigma, error):.0%}")
        off_deg = np.degrees(np.arcsin(np.sqrt(made_of[1])))
        for low, high in SECTORS:
            part = (off_deg >= low) & (off_deg < high)
            cells.append(f"{_covered(sigma[part], error[part]):.0%}, ±{np.median(sigma[part]):.1f}")
        graded = sigma < GRADED_DEG
        silent = np.mean(np.abs(error[graded]) > WRONG_DEG)
        print(f"| {measure} | " + " | ".join(cells) + f" | {silent:.1%} of {graded.mean():.0%} |")
    print("\n".join(budgets))


def _covered(sigma: np.ndarray, error: np.ndarray) -> float:
    return float(np.mean(np.abs(error) <= WITHIN_90 * sigma))


if __name__ == "__main__":
    main()
