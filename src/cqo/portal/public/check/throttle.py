"""Counts wrong guesses, in the memory of the process: what is counted is gone within the hour, and nothing of it is written anywhere."""

import threading
from collections import OrderedDict
from ipaddress import IPv6Address, ip_address

NEIGHBOURHOOD = 64  # bits of an IPv6 address that one household or firm shares


class Throttle:
    """So many wrong guesses under a key in so many seconds; the oldest keys give way when there are too many."""

    def __init__(self, *, most: int, seconds: float, keys: int = 20_000) -> None:
        self._most, self._seconds, self._keys = most, seconds, keys
        self._counts: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._lock = threading.Lock()

    def is_full(self, key: str, *, at: float) -> bool:
        """Whether a key has used up its guesses. at: seconds of a clock that only goes forward."""
        with self._lock:
            count, since = self._counts.get(key, (0, at))
            return count >= self._most and at - since < self._seconds

    def note(self, key: str, *, at: float) -> None:
        """Count one wrong guess."""
        with self._lock:
            count, since = self._counts.pop(key, (0, at))
            self._counts[key] = (count + 1, since) if at - since < self._seconds else (1, at)
            if len(self._counts) > self._keys:
                self._counts.popitem(last=False)


def household(address: str) -> str:
    """What an address is counted as: an IPv6 one by its first 64 bits, since whoever has one has them all."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(int(found) >> (128 - NEIGHBOURHOOD)) if isinstance(found, IPv6Address) else str(found)
