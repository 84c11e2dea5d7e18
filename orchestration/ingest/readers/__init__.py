"""One module per format: bytes to records, and to a reject for whatever is none. No reader raises on odd bytes."""
