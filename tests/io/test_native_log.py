import os
import threading

import pytest

from posture.io.native_log import quiet_native_log

CHATTER = (
    b"INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\n"
    b"WARNING: All log messages before absl::InitializeLog() is called are written to STDERR\n"
    b"W0000 00:00:1795359186.560457   18838 inference_feedback_manager.cc:114] Disabling.\n"
)


def test_chatter_is_dropped_and_the_rest_comes_through(capfd):
    with quiet_native_log():
        os.write(2, b"before\n" + CHATTER + b"E0000 00:00:1795359186.5 1 graph.cc:1] broken\n")
        assert capfd.readouterr().err == ""
    assert capfd.readouterr().err == "before\nE0000 00:00:1795359186.5 1 graph.cc:1] broken\n"


def test_an_error_inside_still_restores(capfd):
    with pytest.raises(ValueError, match="x"), quiet_native_log():
        raise ValueError("x")
    os.write(2, b"after")
    assert capfd.readouterr().err == "after"


def test_parallel_users_in_any_order_leave_it_as_it_was(capfd):
    first_in, second_in, first_out = threading.Event(), threading.Event(), threading.Event()

    def first():
        with quiet_native_log():
            first_in.set()
            second_in.wait(5)
        first_out.set()

    thread = threading.Thread(target=first)
    thread.start()
    first_in.wait(5)
    with quiet_native_log():
        second_in.set()
        first_out.wait(5)
        os.write(2, b"ours\n" + CHATTER)
    thread.join()
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "ours\nafter\n"
