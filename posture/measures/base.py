"""What a row of the table of measures says."""

from dataclasses import dataclass

from posture.baseline import Baseline
from posture.kinematics import Compute
from posture.pose import Side
from posture.view import View

SAGITTAL = frozenset({View.SIDE})
FRONTAL = frozenset({View.FRONT, View.REAR})
ANY_VIEW = frozenset(View)


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A quantity with a value in every frame.

    Attributes
    ----------
    key : str
        Its name in code, files and sentences.
    unit : str
        "deg", or the length that it is a multiple of ("leg", "foot", "hip width", "trunk").
    views : frozenset of View
        From where it can be seen.
    positive : str
        What a positive value means.
    source : str
        Where its definition comes from; a key of data/sources.toml.
    compute : callable
        (PoseSequence, Side, Baseline) -> ndarray, shape (T,).
    bilateral : bool
        Whether left and right each have a value. If not, `compute` gets the near side.
    against_level : bool
        Whether it is an angle against the vertical or the horizontal, to which a camera that is
        rolled adds its roll.
    """

    key: str
    unit: str
    views: frozenset[View]
    positive: str
    source: str
    compute: Compute
    bilateral: bool = True
    against_level: bool = False

    @property
    def columns(self) -> dict[Side | None, str]:
        """The names of its columns in the table of measures, by side."""
        if not self.bilateral:
            return {None: self.key}
        return {side: f"{self.key}_{side}" for side in Side}

    def column_for(self, side: Side) -> str:
        """Return the name of the column that shows this side."""
        return f"{self.key}_{side}" if self.bilateral else self.key

    def sides_seen(self, baseline: Baseline) -> tuple[Side | None, ...]:
        """Return the sides to judge: both from front and rear, from the side the near one."""
        if not self.bilateral:
            return (None,)
        if baseline.viewpoint.view in FRONTAL:
            return tuple(Side)
        return (baseline.viewpoint.near,)
