"""Widgets whose truth is the choice in :mod:`cockpit.state`.

A widget is set to the choice before it is drawn and reports back through its callback.
"""

from cockpit.forms.assumptions import changed_since, draws_form, missing_layers_form
from cockpit.forms.entry import Parts
from cockpit.forms.levers import lever_form, round_stops

__all__ = [
    "Parts",
    "changed_since",
    "draws_form",
    "lever_form",
    "missing_layers_form",
    "round_stops",
]
