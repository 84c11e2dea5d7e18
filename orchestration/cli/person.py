"""Who gives a command, for what is kept under a name: corrections and erasures."""

from __future__ import annotations

import getpass

from orchestration.errors import HearsayError


def name_person(by: str | None) -> str:
    """The name given, else that of the user of this machine. Raises HearsayError where neither is known."""
    try:
        return by or getpass.getuser()
    except (KeyError, OSError):  # in a container the number of a user may have no name
        raise HearsayError("This user has no name on this machine: say who you are with --by NAME.") from None
