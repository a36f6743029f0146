"""Kombu's filesystem transport, whose messages are there whole or not at all.

As it comes, a message stands in its folder while it is still being written; a worker that looks then finds it empty and
dies of it.
"""

import os
import uuid
from queue import Empty
from time import monotonic
from typing import Any

from kombu.transport import filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps

UNREADABLE = (ValueError, filesystem.ChannelError)


class Channel(filesystem.Channel):
    """Writes beside the folder's letters first, and steps over one that cannot be read."""

    # The two bases of kombu's channel name the second argument differently; it is only ever given by its place.
    def _put(  # type: ignore[override]
        self, queue: str, payload: dict[str, Any], **options: object
    ) -> None:
        name = f"{round(monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        draft = os.path.join(self.data_folder_out, f"{name}.draft")
        try:
            with open(draft, "wb") as file:
                file.write(str_to_bytes(dumps(payload)))
            os.replace(draft, os.path.join(self.data_folder_out, name))
        except OSError as error:
            raise filesystem.ChannelError(
                f"A message could not be written to {self.data_folder_out}."
            ) from error

    def _get(self, queue: str, timeout: object = None) -> dict[str, Any]:
        """The next message, without waiting for one. One that cannot be read is lost: it was only a wake-up, and the
        sweeper sends another.
        """
        try:
            return super()._get(queue)
        except UNREADABLE as error:
            raise Empty from error


class Transport(filesystem.Transport):
    Channel = Channel
