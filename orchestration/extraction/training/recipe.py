"""The numbers by which the released tagger was made. Change one, train, and put the new figures into the model card."""

from __future__ import annotations

from orchestration.extraction.training.fit import Plan

# Pretrained models by the SHA-256 of their model.safetensors, as published; both Apache-2.0.
BASES = {
    "sentence-transformers/all-MiniLM-L6-v2": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "sentence-transformers/all-mpnet-base-v2": "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
}

# The teacher's two top layers are made for whole sentences, and its lowest need no change: fewer cost less.
TEACHER_LAYERS = list(range(10))
TEACHER_TRAINED_FROM = 3
TEACHER = Plan(epochs=3, rate=1e-4, head_rate=8e-4)

# The student begins from the tagger of version 0.2.0 (training/released.py), made smaller: without its fifth layer,
# which that one had learnt to do without, and in each layer with a sixth of the heads and a quarter of the inner units
# gone.
RELEASED_LAYERS = list(range(6))
STUDENT_LAYERS = [0, 1, 2, 3, 5]
STUDENT_HEADS, STUDENT_UNITS = 10, 1152
# Two descents, one after the other; what is released is the mean of the weights that they end with.
STUDENT = (
    Plan(epochs=3, rate=3e-4, head_rate=8e-4, taught_weight=0.7),
    Plan(epochs=2, rate=2.5e-4, head_rate=4e-4, taught_weight=0.9, seed=2),
)
STUDENT_DROPOUT = 0.05
WEIGHED_ON = 80  # articles that are read to see what can be left out
SINGLE_MARKS_EVERY = 6  # of the articles that the teacher labelled, one in so many gets single quotation marks

# Of the unlabelled articles, how many the teacher labels: those of TOPICS first, news from abroad, since people's
# labels are all on the politics of one country; then others.
UNLABELLED_ARTICLES = 2_600
LONGEST_UNLABELLED, LONGEST_OTHERS = 12_000, 9_000  # characters; longer ones are mostly transcripts
TOPICS = frozenset(
    """middle_east world terrorism foreign_policy north_korea trade isis great_britain state_department russia china
    europe ebola coronavirus us_military national_defense defense mexico disaster media_bias""".split()
)

GATE_RECALL = 0.99  # of the fold's attributed words that the paragraphs kept for reading hold
