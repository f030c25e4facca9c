"""Declarations of the sheets, one file for each group; gathered in ``contract.py``."""
