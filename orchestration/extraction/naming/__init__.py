"""What names and descriptions name, each by itself: a person, a body, an outlet, a state; its role and its country.

`names` finds runs of capitals and `name_ends`, `name_fronts`, `name_kinds` say how far they go and what they are;
`gazetteer`, `outlets`, `places` know what has a name everywhere. `mentions` reads one whole mention, by what heads it:
`body_mentions` a name of a body, `common_nouns` no name at all. Whom a mention means in its article is `resolution`'s.
"""
