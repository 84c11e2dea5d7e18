"""How a statement came to print: through which outlets (`relays`), to whom it was said (`addressees`), in what manner
(`stance`). `relations` tells how an outlet passes something on, `called_outlets` which one "the paper" is.
"""
