"""The cockpit in a real Chromium."""
