"""How many people may be coached live at once: each takes much of a core."""

import os
import threading

SETTING = "POSTURE_LIVE_PLACES"  # as `posture serve --places` hands it to the server
PER_CORE = 2


class Places:
    """How many people may be coached at once."""

    def __init__(self, n: int) -> None:
        self.n = n
        self._lock = threading.Lock()
        self._taken = 0

    def take(self) -> bool:
        """Take a place, or return False if none is free."""
        with self._lock:
            if self._taken >= self.n:
                return False
            self._taken += 1
            return True

    def give_back(self) -> None:
        """Free a place."""
        with self._lock:
            self._taken -= 1


def wanted_places() -> int:
    """Return the number that was asked for, or what the computer's cores suggest."""
    asked = os.environ.get(SETTING, "")
    return int(asked) if asked.isdigit() and int(asked) else PER_CORE * (os.cpu_count() or 1)
