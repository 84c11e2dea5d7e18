"""The assets, a module per stage. An asset reads, calls a function, writes and says what happened: no more."""
