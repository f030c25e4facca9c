"""The smallest joint move that breaks the hurdle, in words and in standardised units."""

from __future__ import annotations

import pandas as pd

from cockpit import wording
from cockpit.assessment.robustness import words
from cockpit.lever_specs import SPECS
from scenarios.reverse_stress import RADIUS, Break, Move, ReverseStress

#: Moves named in the sentence: at least this share of the largest, and at most so many.
_NAMED_SHARE, _MOST_NAMED = 0.15, 4


def sentence(found: ReverseStress) -> str:
    """The shock, told by its moves."""
    hurdle = wording.percent(found.hurdle_rate)
    if found.verdict is Break.ALREADY:
        roi = wording.percent(found.base_roi)
        return f"No shock is needed: base ROI {roi} lies below the {hurdle} hurdle already."
    if found.verdict is Break.HOLDS:
        least = wording.percent(found.roi)
        within = (
            f"{wording.number(RADIUS)} standard deviations of the drivers"
            if found.kind == "drivers"
            else "what the presets stress"
        )
        return (
            f"No joint move within {within} was found that breaks the {hurdle} hurdle; the least "
            f"base ROI seen is {least}."
        )
    named = named_moves(found)
    rest = len(found.moves) - len(named)
    tail = f", with {wording.count(rest, 'smaller move')}" if rest else ""
    moves = wording.listed(_move(found, move) for move in named)
    return f"It breaks at {moves}{tail}."


def named_moves(found: ReverseStress) -> tuple[Move, ...]:
    """The moves worth naming, largest first."""
    if not found.moves:
        return ()
    largest = abs(found.moves[0].units)
    named = [move for move in found.moves if abs(move.units) >= _NAMED_SHARE * largest]
    return tuple(named[:_MOST_NAMED])


def distance_words(found: ReverseStress) -> str:
    """Length of the shock, what it means, and how sure the search is of it."""
    if found.verdict is not Break.BREAKS or found.distance is None:
        return ""
    length = wording.number(found.distance, 2)
    if found.kind == "drivers":
        chance = wording.chance(found.probability)
        said = (
            f"Together {length} standard deviations from the base case; the chance of a shock at "
            f"least that far in that direction is {chance}."
        )
    else:
        said = (
            f"Together {length}, where the whole way of one lever from where it stands to the end "
            "of what the presets span is 1. Levers have no probability."
        )
    if found.agreeing < found.starts:
        said += f" {found.agreeing} of {found.starts} starts of the search agree."
    return said


def left_out_words(found: ReverseStress) -> str:
    """What took no part since it moves by jumps; empty where nothing was left out."""
    if not found.left_out:
        return ""
    if found.kind == "drivers":
        names = words.driver_labels(found.left_out)
    else:
        names = tuple(words.lever_title(lever) for lever in found.left_out)
    listed = wording.listed(words.within(name) for name in names)
    return f"Without what moves by jumps or whole months: {listed}."


def table(found: ReverseStress) -> pd.DataFrame:
    """One row a move, largest first."""
    unit = "Standard deviations" if found.kind == "drivers" else "Share of the way"
    rows = [
        {
            "What moves": move_title(found, move),
            "From": _value(found, move.name, move.base),
            "To": _value(found, move.name, move.value),
            unit: move.units,
            "Percentile": move.percentile,
        }
        for move in found.moves
    ]
    columns = ["What moves", "From", "To", unit, "Percentile"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame if found.kind == "drivers" else frame.drop(columns="Percentile")


def move_title(found: ReverseStress, move: Move) -> str:
    """Name of the driver or lever that moves."""
    if found.kind == "drivers":
        return words.driver_label(move.name)
    return words.lever_title(move.name)


def move_words(found: ReverseStress, move: Move) -> str:
    """``98 % → 81 %``."""
    base, value = _apart(found, move)
    return f"{base} → {value}"


def _move(found: ReverseStress, move: Move) -> str:
    base, value = _apart(found, move)
    return f"{words.within(move_title(found, move))} {value} instead of {base}"


def _apart(found: ReverseStress, move: Move) -> tuple[str, str]:
    """Where it stands and where it would have to, with digits enough to tell them apart."""
    base, value = (_value(found, move.name, each) for each in (move.base, move.value))
    if base != value:
        return base, value
    ratio = found.kind == "levers" and SPECS[move.name].unit not in ("%", "share")
    if ratio or value.startswith("×"):
        return wording.multiple(move.base, decimals=4), wording.multiple(move.value, decimals=4)
    tail = " a year" if value.endswith(" a year") else ""
    return tuple(  # type: ignore[return-value]
        f"{wording.percent(each, decimals=2, signed=bool(tail))}{tail}"
        for each in (move.base, move.value)
    )


def _value(found: ReverseStress, name: str, value: float) -> str:
    if found.kind == "drivers":
        return words.driver_words(name, value)
    unit = SPECS[name].unit
    rounded = round(value, 2) if unit in ("%", "share") else value
    return words.lever_words(name, rounded)
