"""Who spoke: coreference within one article.

`introductions` finds who is named in full, `cast` keeps everyone once, and a later mention is led to one of them by
`surnames`, `descriptions` or `plural_speakers`, with `salience` to decide between several. `speakers` does this for
each statement; `affiliations` and `office_holders` give the country that no mention says.
"""
