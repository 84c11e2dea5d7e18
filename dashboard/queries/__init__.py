"""What the pages ask of the published build: one module per page, each query cached on the build and the filters."""
