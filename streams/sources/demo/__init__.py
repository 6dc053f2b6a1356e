"""The demo day: a synthetic day of posts about AI, written by us and generated from a seed.

Every person, company, product, village and figure in it is invented.
"""

from streams.sources.demo.day import DemoDay, demo_day

__all__ = ["DemoDay", "demo_day"]
