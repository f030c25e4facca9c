"""Does it hold, and what breaks it: engine results as sentences, tables and rows to draw."""
