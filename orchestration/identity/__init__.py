"""Which speakers of different articles are one. Pure: appearances in, speakers and their evidence out; no storage.

`identify.py` is the way in. Names are read in `names.py` and `spellings.py`, offices in `offices.py`; `profiles.py`
groups appearances that print the same; `people.py` and `surnames.py` choose what is compared, `compare.py` judges two
profiles, and `join.py` makes speakers of them; `known_people.py` says who is in the table of office holders.
"""

# Raised with any change of the rules: every speaker is then identified anew at the next build.
IDENTITY_VERSION = "5"
