"""Usage logs and model prices."""
