"""The pages: one module each, read as an outline over the queries, the charts and the pieces of markup."""
