"""Reading foreign headers: find the tables, suggest what is what, remember what was confirmed."""
