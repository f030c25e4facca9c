"""Five evidence layers: passes, scores, what the data shows, and what to get next."""
