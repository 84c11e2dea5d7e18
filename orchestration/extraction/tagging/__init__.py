"""Attributions by the trained model.

`gate` and `windows` choose what it reads, `tagger` runs it, `decode` makes spans of its scores, `link` joins the spans,
`confidence` says how often such a statement is right.
"""
