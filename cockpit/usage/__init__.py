"""Usage logs and model prices: what was asked of which model, and what its tokens cost.

Logs are read in a process of their own (:mod:`cockpit.usage.isolation`) and become small
monthly sums (:class:`cockpit.usage.sums.UsageLog`). Keys, names of users, prompts and
answers are never looked at.
"""
