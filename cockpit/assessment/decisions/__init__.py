"""Decisions: each verdict beside its record, how steadily it stands, and the mix to fund."""
