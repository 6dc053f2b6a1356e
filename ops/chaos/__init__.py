"""Faults on purpose: processes killed and frozen, lines cut and silent, and what came of it."""
