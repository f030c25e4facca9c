"""Rows of tables and steps of charts, from facts to words: for the pages and the board pack."""
