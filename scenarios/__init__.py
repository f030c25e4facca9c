"""The scenario engine: pure functions of (portfolio, scenario), free of any screen.

Start with :func:`scenarios.simulate.simulate`.
"""

__version__ = "0.1.0"
