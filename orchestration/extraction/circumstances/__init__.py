"""How a statement came to print: through which outlets (`relays`), to whom it was said (`addressees`), in what manner
(`stance`).
"""
