"""`make run`: sample data in, warehouse built and published, dashboard and Dagster up, and all of it down again.

What the pipeline does belongs elsewhere; here are only processes, ports and the question what is still to be done.
"""
