"""One module a section: material in, content out."""
