"""Two screenings side by side: what changed, and whether by more than the error of measuring."""

from dataclasses import dataclass
from math import hypot

from posture.screening.report import Finding, ScreeningReport

Z95 = 1.96


@dataclass(frozen=True, kw_only=True)
class Change:
    """One finding before and after.

    Attributes
    ----------
    before, after : Finding
    mdc95 : float
        The smallest change that is more than error with 95 % confidence: 1.96 times the error of
        a difference, which is 2.77 SEM where both have the same.
    """

    before: Finding
    after: Finding
    mdc95: float

    @property
    def change(self) -> float:
        return self.after.value - self.before.value

    @property
    def is_beyond_error(self) -> bool:
        return abs(self.change) > self.mdc95


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two screenings of the same person.

    `is_same_visit` warns that both were made on the same day: then a change shows how somebody
    stands twice, not what happened since.
    """

    before: ScreeningReport
    after: ScreeningReport
    changes: tuple[Change, ...]
    is_same_visit: bool


def compare(before: ScreeningReport, after: ScreeningReport) -> Comparison:
    """Return the changes of all that was measured in both from the same side.

    As the error of each the table's whole sigma is taken, not the smaller scatter of measuring the
    same picture again: standing anew and setting up the camera anew belong to it.
    """
    changes = []
    for view in after.views:
        earlier = [v for v in before.views if (v.view, v.near) == (view.view, view.near)]
        for finding in view.findings:
            for old in earlier:
                match = _same_question(old.findings, finding)
                if match is not None:
                    mdc95 = Z95 * hypot(match.sigma, finding.sigma)
                    changes.append(Change(before=match, after=finding, mdc95=mdc95))
    return Comparison(
        before=before,
        after=after,
        changes=tuple(changes),
        is_same_visit=bool(after.date) and before.date == after.date,
    )


def _same_question(findings: tuple[Finding, ...], after: Finding) -> Finding | None:
    if not after.is_measured:
        return None
    by_side = after.key == "posture.knee_alignment"
    for before in findings:
        is_same_side = not by_side or before.side == after.side
        if before.key == after.key and before.is_measured and is_same_side:
            return before
    return None
