"""The data dictionary of the exported tables: what each column means, and its unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_MONEY = "currency of the row, present value over the horizon"
_SHARE = "share (0.84 is 84 %)"
_TEXT = "text"

#: Statistics that end a column's name, longest first, with what they are.
_STATISTICS = {
    "base": "Base case: every assumption at its median, every amount as stated.",
    "mean": "Mean of the draws.",
    "P10": "10th percentile of the draws.",
    "P50": "Median of the draws.",
    "P90": "90th percentile of the draws.",
}

#: Quantities that a statistic belongs to: meaning and unit.
_QUANTITIES = {
    "ROI": ("(benefit − full cost) ÷ full cost over the horizon.", _SHARE),
    "NPV": ("Benefit less full cost.", _MONEY),
    "benefit": ("Direct benefit that counts on the basis of the row.", _MONEY),
    "full cost": (
        "Full cost of all seven layers, shared lines allocated; the same on each basis, never to "
        "be added over the bases.",
        _MONEY,
    ),
}

_SINGLE = {
    "P(ROI >= 0)": ("Share of the draws in which ROI is not negative.", _SHARE),
    "P(ROI >= hurdle)": (
        "Share of the draws in which ROI reaches the hurdle of the stamp.",
        _SHARE,
    ),
    "CVaR 95 %": ("Mean NPV of the worst 5 % of the draws.", _MONEY),
    "payback months": (
        "Month from which cumulative net cash of the base case, undiscounted, never falls below "
        "zero again; blank: not within the horizon.",
        "months from the decision date",
    ),
    "discounted payback months": (
        "The same with each month discounted.",
        "months from the decision date",
    ),
    "IRR": (
        "Internal rate of return of the base case; blank where there is none, where it is not "
        "unique, or above 1,000 % a year.",
        "share a year",
    ),
    "basis": ("Value basis: claimed, captured or cashable.", _TEXT),
    "currency": ("ISO 4217 code of every amount in the row; XXX: none is stated.", "code"),
    "unanswered": ("Why there is no answer on this basis; blank: there is one.", _TEXT),
    "id": ("ID of the initiative; blank: the whole portfolio.", _TEXT),
    "initiative": ("Name of the initiative.", _TEXT),
    "supplied": ("Whether cost, benefit, both or neither is supplied.", _TEXT),
    "tco": (
        "Whether the full cost is complete, partial (a layer is missing), assumed (missing layers "
        "were completed) or not supplied.",
        _TEXT,
    ),
    "missing layers": ("Layers without any line, left out of the cost.", "codes"),
    "assumed layers": ("Layers without any line, completed by an assumed share.", "codes"),
    "layer": ("Cost layer, C1 to C7.", "code"),
    "layer name": ("Its name.", _TEXT),
    "state": (
        "supplied, assumed, assumed in part (of some initiatives), missing or, where a scenario "
        "asks for it, behaviour not stated.",
        _TEXT,
    ),
    "month": ("Month from the decision date; 0 is its beginning.", "month"),
    "check": ("Identity that must hold.", _TEXT),
    "passed": ("Whether it does.", "yes or no"),
    "detail": ("The two sides of it.", _TEXT),
    "driver": ("Uncertain assumption.", _TEXT),
    "other driver": ("The one it is correlated with.", _TEXT),
    "stated": ("Correlation as stated.", "−1 to 1"),
    "used": ("Correlation used: of the nearest matrix that is possible.", "−1 to 1"),
    "stamp": (
        "What the figure can be reproduced from: data hash, scenario, seed, draws, version, date, "
        "source, hurdle and discount rate, horizon, completeness of the cost, rejected rows.",
        _TEXT,
    ),
}

_FAN = "Cumulative net cash of the portfolio up to the month, undiscounted. "
_FAN_UNIT = "currency of the row, undiscounted"


def fields_table(
    tables: Mapping[str, Iterable[str]],
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """One row a table and column, in their order, the stamp of each included.

    Raises
    ------
    KeyError
        For a column that nobody has described.
    """
    rows = [
        (table, column, *describe(table, column))
        for table, columns in tables.items()
        for column in (*columns, "stamp")
    ]
    return ("table", "column", "meaning", "unit"), tuple(rows)


def describe(table: str, column: str) -> tuple[str, str]:
    """Meaning and unit of a column.

    Raises
    ------
    KeyError
        If it is not known.
    """
    if column.endswith(" se"):
        meaning, unit = describe(table, column.removesuffix(" se"))
        return f"Monte Carlo standard error of: {meaning}", unit
    if column in _SINGLE:
        return _SINGLE[column]
    if table == "fan":
        return _FAN + _STATISTICS[column], _FAN_UNIT
    quantity, _, statistic = column.rpartition(" ")
    meaning, unit = _QUANTITIES[quantity]
    return f"{meaning} {_STATISTICS[statistic]}", unit
