"""FLOW: one short async generator a hop, the same for shards and desks.

This room may use core, schemas and what is handed to it; it decides nothing on the values that
pass, and starts no timers.
"""
