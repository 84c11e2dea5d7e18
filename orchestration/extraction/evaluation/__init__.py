"""How well the extractor does on labelled articles: pairing, figures, and what `hearsay evaluate` prints."""
