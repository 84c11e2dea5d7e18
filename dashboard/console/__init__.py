"""SQL that a reader writes: asked in a process of its own, which can read one published file and do nothing else."""
