"""What several exercises ask, and get wrong, alike: plain functions that specs import, each mistake with its hint once.

``mistakes`` is for exercises of every kind; ``pairs``, ``distances`` and ``integers`` for two arrays that must match;
``distributions``, ``zeros`` and ``elementwise`` for probabilities; ``naive``, ``shifts``, ``exponents``,
``logarithms``, ``axes`` and ``samples`` for logits; ``classes``, ``costs`` and ``binary`` for losses with labels;
``gradients`` for derivatives of losses, ``slopes`` for those of errors.
"""
