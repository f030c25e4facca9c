"""Actual cost from cost exports: read, classified to layers, matched to initiatives.

An export is read once, in a process of its own, into a small table of sums
(:mod:`cockpit.actuals.extract`); whatever a person chooses afterwards (basis, rules,
matching, currencies) works on that table and needs no second reading.
"""
