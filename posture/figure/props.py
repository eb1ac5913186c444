"""What stands in the room besides the figure."""

from dataclasses import dataclass

from posture.pose import Side


@dataclass(frozen=True)
class Chair:
    """An armless chair; its front is towards +z before `heading` is applied.

    `z_m` and `x_m` are the middle of the seat.
    """

    seat_m: float = 0.42
    x_m: float = 0.0
    z_m: float = 0.0
    heading: float = 0.0
    backrest: bool = True


@dataclass(frozen=True)
class Mat:
    """A thin mat on the floor, its long side along z."""

    z_m: float = 0.0
    length_m: float = 1.9
    width_m: float = 0.75


@dataclass(frozen=True)
class Towel:
    """A towel around the ball of one foot, held by both hands."""

    side: Side


@dataclass(frozen=True)
class Treadmill:
    """A walking belt along z; its surface is the height the figure walks on."""

    length_m: float = 1.7
    width_m: float = 0.60


Prop = Chair | Mat | Towel | Treadmill
