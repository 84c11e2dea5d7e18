"""What people correct, and what becomes of it. Pure: corrections, texts and statements in, changes out; no storage.

`correction.py` says what a correction is and which are sound; `anchors.py` finds the place again that one was made at;
`statements.py` works out what statements become, and `speakers.py` who is who after merging and splitting.
"""
