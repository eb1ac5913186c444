"""What becomes of a set or of captures that ended: they are kept at the visitor's desk."""

from concurrent.futures import Future

from posture.ui.live.desk import Desk, DoneSet
from posture.ui.live.session import BESIDE, LiveSession
from posture.ui.live.stance_session import MEASURING, StanceSession

MAX_TAKEN = 8  # of a visit, with a few pictures each in memory; the oldest go first

Kept = tuple[int | None, int]
"""The number under which it is kept, None if there was nothing; repetitions or captures."""


def keep(desk: Desk, session: LiveSession | StanceSession) -> Future[Kept]:
    """Keep what a session brought, as soon as the thread that works for such has time."""
    if isinstance(session, StanceSession):
        # after its captures, which the same thread measures
        return MEASURING.submit(_keep_stances, desk, session)
    return BESIDE.submit(_keep_set, desk, session)


def _keep_set(desk: Desk, session: LiveSession) -> Kept:
    if not session.is_worth_keeping:
        return None, 0
    number, folder = desk.next_folder()
    analysis = session.finish(folder)
    if analysis is None:
        return None, 0
    title = f"exercise.{session.exercise.key}"
    desk.done.append(DoneSet(number, title, folder, analysis, session_key=session.key))
    return number, analysis.report.rep_count


def _keep_stances(desk: Desk, session: StanceSession) -> Kept:
    number, _ = desk.next_folder()
    taken = session.finish(number)
    if taken is None:
        return None, 0
    desk.taken.append(taken)
    del desk.taken[:-MAX_TAKEN]
    return number, len(taken.observations)
