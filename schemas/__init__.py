"""WIRE: what crosses a channel. Frozen structs, their codec, and JSON Schema made from them.

This room may use the standard library, orjson and msgspec; never a clock, the environment or Kafka.
"""
