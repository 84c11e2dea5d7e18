"""The error that a person can mend: each message names the input, the reason and the fix."""

from __future__ import annotations


class HearsayError(Exception):
    """A failure caused by input, settings or surroundings; the command line prints it without a traceback."""
