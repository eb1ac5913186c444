"""A motion: the poses of one body over time, with the events that truly happen in it."""

from collections.abc import Callable
from dataclasses import dataclass

from posture.figure.body import Body
from posture.figure.props import Prop
from posture.figure.skeleton import Pose, Skeleton, pose_skeleton
from posture.figure.timing import Event


@dataclass(frozen=True, eq=False)
class Motion:
    """What a body does from 0 to `duration_s`.

    Attributes
    ----------
    body : Body
        Whose motion it is: poses fit only the body they were made for.
    duration_s : float
        How long it lasts.
    pose : callable
        Returns the pose at a time in seconds.
    events : tuple of Event
        In order of time.
    props : tuple
        What stands in the room for it.
    """

    body: Body
    duration_s: float
    pose: Callable[[float], Pose]
    events: tuple[Event, ...] = ()
    props: tuple[Prop, ...] = ()

    def skeleton(self, time_s: float) -> Skeleton:
        """Return where the joints are at that time."""
        return pose_skeleton(self.body, self.pose(time_s))

    def count(self, kind: str) -> int:
        """Return how many events of a kind there are."""
        return sum(event.kind == kind for event in self.events)
