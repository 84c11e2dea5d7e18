"""The words that the rules work with, as validated data; no rule lives here."""
