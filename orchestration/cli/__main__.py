"""`python -m orchestration.cli`: the same command where it is not installed as a program."""

from orchestration.cli.application import app

if __name__ == "__main__":
    app(prog_name="hearsay")
