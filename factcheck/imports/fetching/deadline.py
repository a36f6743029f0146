import time

from .errors import FetchRefused


class Deadline:
    """Seconds on the network for one fetch, all its requests together; each step is given what is left."""

    def __init__(self, seconds: float):
        self.seconds = seconds
        self._ends = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left, more than none. Raises FetchRefused."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise self.passed()
        return left

    def extend(self, seconds: float) -> None:
        """Waiting for one's turn is not the site's slowness."""
        self._ends += seconds

    def passed(self) -> FetchRefused:
        return FetchRefused(
            f"It did not answer in full within {self.seconds:g} seconds. Try again later.",
            passing=True,
        )
