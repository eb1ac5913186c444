"""Reading ahead in a second thread, so that decoding and inference overlap."""

import queue
import threading
from collections.abc import Generator
from contextlib import closing
from typing import NamedTuple, TypeVar

T = TypeVar("T")

_POLL_S = 0.05  # how soon the thread notices that nobody wants its items any more


class _End(NamedTuple):
    """Comes after the last item and says why there are no more."""

    error: BaseException | None


def prefetched(items: Generator[T, None, None], depth: int = 4) -> Generator[T, None, None]:
    """Yield the items of a generator that runs ahead in a thread of its own.

    Whatever it raises is raised here, after the items before it. When the consumer stops, the
    generator is closed and the thread has ended before this one returns.

    Parameters
    ----------
    items : generator
        Used by the new thread only.
    depth : int
        How many items may wait; one more is in the making.
    """
    waiting: queue.Queue[T | _End] = queue.Queue(depth)
    is_unwanted = threading.Event()

    def put(item: T | _End) -> None:
        while not is_unwanted.is_set():
            try:
                waiting.put(item, timeout=_POLL_S)
            except queue.Full:
                continue
            return

    def produce() -> None:
        error: BaseException | None = None
        try:
            with closing(items):
                for item in items:
                    put(item)
                    if is_unwanted.is_set():
                        break
        except BaseException as raised:  # it is raised again where the items are used
            error = raised
        put(_End(error))

    thread = threading.Thread(target=produce, name="prefetch", daemon=True)
    thread.start()
    try:
        while not isinstance(item := waiting.get(), _End):
            yield item
        if item.error is not None:
            raise item.error
    finally:
        is_unwanted.set()
        thread.join()
