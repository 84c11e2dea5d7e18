"""Attributions by rules alone, for where no model may run: quotations and indirect speech beside words of speech.

clauses.py cuts the text, cues.py finds the words of speech, subjects.py who speaks, contents.py and limits.py what is
said and where it ends; units.py and credits.py hold the patterns, engine.py puts them together.
"""
