"""The board pack: one content model, rendered to slides, workbook, document, pages and tables.

``material`` gathers what the sections read, ``sections`` turn it into figures, charts and
tables, ``model`` is what comes out, and each renderer writes that and nothing else. No
renderer computes or words a figure, so that two files cannot disagree.
"""
