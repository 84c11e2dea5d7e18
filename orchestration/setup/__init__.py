"""What turns a fresh checkout into one that runs: uv, the locked packages, a browser for the tests.

Only the standard library belongs here: these modules run before anything is installed.
"""
