"""One command, ratios taken in one run, peers beside us: ``python -m benchmarks``."""
