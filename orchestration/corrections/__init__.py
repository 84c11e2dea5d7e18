"""What people correct, and what becomes of it. Pure: corrections, texts and statements in, changes out; no storage.

`correction.py` says what a correction is and which are sound, and `fitting.py` whether one fits its statement;
`anchors.py` finds the place again that one was made at; `statements.py` works out what statements become, `speaking.py`
who spoke, and `speakers.py` who is who after merging and splitting.
"""
