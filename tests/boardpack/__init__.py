"""Tests of the board pack."""
