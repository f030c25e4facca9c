"""The workbook: its contract, template, reader and the way from rows to a portfolio.

This package file stays empty on purpose: the reader's child process imports it,
and must start fast.
"""
