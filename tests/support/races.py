"""Running the same thing at once in several threads, each with a connection of its own."""

import threading
from collections.abc import Callable

from django.db import connections


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each act returned or raised, in order; all start together and none outlives the call."""
    start, outcomes = threading.Barrier(len(acts)), [None] * len(acts)

    def run(i: int, act: Callable[[], object]) -> None:
        try:
            start.wait(30)
            outcomes[i] = act()
        except Exception as error:  # whatever it is, the test looks at it
            outcomes[i] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def elsewhere(act: Callable[[], object]) -> object:
    """What the act returns on another connection; what it raises is raised here."""
    outcome = at_once(act)[0]
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome
