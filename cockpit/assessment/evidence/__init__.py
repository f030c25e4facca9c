"""What is worth finding out before the next decision, what it costs, and who can do it."""
