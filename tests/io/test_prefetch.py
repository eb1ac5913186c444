import threading
import time

import pytest

from posture.io.prefetch import prefetched


def counted(n, seen=None, closed=None):
    try:
        for i in range(n):
            if seen is not None:
                seen.append(i)
            yield i
    finally:
        if closed is not None:
            closed.append(threading.current_thread().name)


def threads():
    return [t for t in threading.enumerate() if t.name == "prefetch"]


def test_items_come_in_order_and_the_thread_ends():
    assert list(prefetched(counted(100))) == list(range(100))
    assert threads() == []


def test_it_runs_ahead_in_another_thread_but_only_so_far():
    seen = []
    items = prefetched(counted(100, seen), depth=3)
    next(items)
    deadline_s = time.monotonic() + 5
    while len(seen) < 5 and time.monotonic() < deadline_s:
        time.sleep(0.01)
    time.sleep(0.2)
    assert len(seen) == 5  # one given out, three waiting, one in hand
    items.close()


def test_an_error_comes_after_the_items_before_it():
    def breaking():
        yield 1
        raise ValueError("broken")

    items = prefetched(breaking())
    assert next(items) == 1
    with pytest.raises(ValueError, match="broken"):
        next(items)
    assert threads() == []


@pytest.mark.parametrize("n_taken", [1, 5])
def test_stopping_early_closes_the_source_in_its_own_thread(n_taken):
    closed = []
    items = prefetched(counted(100, closed=closed), depth=2)
    for _ in range(n_taken):
        next(items)
    items.close()
    assert closed == ["prefetch"]
    assert threads() == []


def test_never_started_means_never_opened():
    seen = []
    prefetched(counted(5, seen)).close()
    assert seen == []
    assert threads() == []
