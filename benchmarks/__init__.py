"""Measurements of this project on labelled material: `python -m benchmarks.NAME`."""
