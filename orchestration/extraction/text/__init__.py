"""A text as it is printed: its words, sentences, paragraphs and quotations, and the records of what is found in it.

Everything else stands on this: positions are code points into the text as it was given. `attribution` is what an
engine finds, in words; `statement` what becomes of it, in characters.
"""
