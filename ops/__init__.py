"""OUTSIDE: what runs beside the product: local Kafka, chaos, benchmarks."""
