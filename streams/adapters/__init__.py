"""EDGE: the two logs, the transports under Faust, the clock and the metrics.

This room alone imports faust, aiokafka, kafka and sqlite3. It holds no business rule: values
cross it as bytes.
"""
