"""Tests of the engine against closed forms, published numbers and a slow reference."""
