"""Pieces that several views put together: data, charts, findings, tables with a download."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import streamlit as st

from cockpit import cached, export, frame, state, wording
from cockpit.assessment.case import Case
from cockpit.assessment.full_cost import FullCost
from cockpit.dataset import Dataset
from cockpit.explain import Explanation
from cockpit.inventory.reading import Inventory
from cockpit.views.working import LARGE, BrokenOff, Work
from scenarios.portfolio import Portfolio, ValueBasis
from scenarios.presets import PRESETS
from scenarios.results import SimulationResult
from scenarios.scenario import Scenario


@dataclass(frozen=True)
class Loaded:
    """What a page works on: the data, its first-year cost, and the simulation on screen.

    ``result`` is ``None`` when there is nothing to simulate; ``why_not`` then says why.
    """

    data: Dataset
    cost: FullCost
    scenario: Scenario
    result: SimulationResult | None
    why_not: str

    @property
    def portfolio(self) -> Portfolio:
        """The portfolio of the rows that could be read."""
        return self.data.portfolio

    @property
    def inventory(self) -> Inventory:
        """The accepted rows, with what the engine does not need."""
        inventory = self.data.reading.inventory
        assert inventory is not None, "no page asks that is shown without data"
        return inventory

    @property
    def active(self) -> str | None:
        """Name of the scenario on screen, ``None`` for the base."""
        return None if self.scenario == PRESETS["base"] else self.scenario.name

    @property
    def stamp_line(self) -> str:
        """Last line of every download."""
        judged = state.choice().threshold_words
        if self.result is not None:
            return self.result.stamp.line() + judged
        return f"data {self.data.digest[:12]} · source {self.data.name}{judged}"

    def stamp_on(self, basis: ValueBasis, *, base: bool = False) -> str:
        """Last line of a download that rests on one value basis; ``base``: on the base case."""
        return f"{self.base_stamp_line if base else self.stamp_line} · {basis} value"

    @property
    def base_stamp_line(self) -> str:
        """Last line of a download of answers, which rest on the base case and its stresses."""
        result = self.case.result()
        if result is None:
            return f"as of {self.case.as_of.isoformat()} · {self.stamp_line}"
        return result.stamp.line() + state.choice().threshold_words

    @property
    def case(self) -> Case:
        """What the assessments look at: the base case and its stresses, never the levers."""
        chosen = state.choice()
        return cached.case(self.data, self.inventory, chosen.thresholds, chosen.draws, chosen.seed)

    def money(self, amount: float | None) -> str:
        """Money in the portfolio's currency."""
        return wording.money(amount, self.portfolio.currency)


def load() -> Loaded:
    """The session's data with the scenario of its address, simulated once."""
    data = frame.dataset()
    frame.show_notes(data)
    chosen = state.choice()
    scenario = chosen.now.scenario(data.portfolio)
    count = len(data.portfolio.initiatives)
    result, why_not = None, ""
    what = f"Simulating {wording.count(count, 'initiative')}"
    # Short work needs no bar, which would only flicker.
    work = Work("simulation", what) if count > LARGE else None
    with st.spinner(what) if work else contextlib.nullcontext():
        cost = cached.cost(data)
        try:
            tell = work.tell if work else None
            result = cached.result(data, scenario, chosen.draws, chosen.seed, progress=tell)
        except BrokenOff:
            why_not = "the simulation was broken off"
        except ValueError as error:
            why_not = str(error)
    if work and result is not None:
        work.done()
    return Loaded(data, cost, scenario, result, why_not)


def without_answer(
    loaded: Loaded,
    page: str,
    why: str,
    note: str = "",
    result: SimulationResult | None = None,
) -> None:
    """A whole page where the data does not let its question be answered."""
    frame.heading(page, why)
    frame.show_rejected(loaded.data)
    if note:
        remark(note)
    frame.show_way_to_data()
    frame.footer(result)


def finding(sentence: str) -> None:
    """Heading of a section: what it shows, in a sentence. Inert whatever it contains."""
    st.markdown(f"##### {wording.escape_markdown(sentence)}")


def remark(sentence: str) -> None:
    """A quiet line of text below a figure or table."""
    st.caption(wording.escape_markdown(sentence))


def noted_figure(
    label: str, value: str, note: str = "", why: Explanation | None = None, key: str = ""
) -> None:
    """A headline figure with a quiet note under it, which says no better or worse."""
    with st.container(gap="xxsmall"):
        frame.figure(label, value)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if note:
                st.caption(wording.escape_markdown(note), width="content")
            if why is not None:
                frame.show_why(why, key=key or label)


def table_height(rows: int, most: int = 16) -> int | Literal["content"]:
    """Short tables stand whole; longer ones scroll within their own frame."""
    return "content" if rows <= most else 35 * (most + 1) + 18


def tabled(
    rows: pd.DataFrame,
    name: str,
    stamp_line: str,
    formats: Mapping[str, Callable[[Any], str]] | None = None,
    *,
    height: frame.Height | None = None,
    column_config: Mapping[str, Any] | None = None,
    alt: str | None = None,
    exported: pd.DataFrame | None = None,
    in_dialog: bool = False,
) -> None:
    """A table and, below it, its download as CSV with all digits.

    ``exported`` replaces the rows in the download, where the screen shows fewer;
    ``in_dialog`` has the file ready, so that the button keeps the focus.
    """
    shown = table_height(len(rows)) if height is None else height
    frame.table(
        rows, formats, height=shown, column_config=column_config, alt=alt, key=f"tabled_{name}"
    )
    csv_download(rows if exported is None else exported, name, stamp_line, in_dialog=in_dialog)


def in_currency(loaded: Loaded, table: pd.DataFrame, *names: str) -> pd.DataFrame:
    """The table with the portfolio's currency in the headings of these columns of money."""
    code = wording.code(loaded.portfolio.currency)
    return table.rename(columns={name: f"{name}, {code}" for name in names}) if code else table


def csv_download(
    rows: pd.DataFrame, name: str, stamp_line: str, *, in_dialog: bool = False
) -> None:
    """The rows as CSV, stamped with what they can be reproduced from."""
    make = functools.partial(csv_bytes, rows, stamp_line)
    frame.download("CSV", make() if in_dialog else make, f"{name}.csv", key=f"csv_{name}")


def csv_bytes(rows: pd.DataFrame, stamp_line: str) -> bytes:
    """A frame as CSV; missing values are blank, never 0."""
    plain = rows.astype(object).where(rows.notna(), None)
    return export.to_csv(
        [str(column) for column in rows.columns],
        plain.itertuples(index=False, name=None),
        stamp_line,
    )
