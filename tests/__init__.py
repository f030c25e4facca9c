"""Tests: they mirror the packages, and look at the project from outside."""
