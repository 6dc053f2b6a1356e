"""PURE: time and order, admission, text, post life, folds, topics, heat, digest, writing.

This room may use its arguments, its own bounded state, River and pure text libraries; never a
clock, unseeded randomness, I/O, logging, async or globals that change.
"""
