"""Bouclage: reads a live stream of social posts and closes each day into a digest."""

__version__ = "0.1.0"
