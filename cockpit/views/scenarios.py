"""Scenarios: what a tenfold usage, a dearer vendor or a pricier model does to ROI.

The page is made of keyed fragments, so that a lever reruns and sends only what
follows it: its own row, the bar, the answer and the result.
"""

from __future__ import annotations

import streamlit as st

from cockpit import cached, forms, frame, reading, state, wording
from cockpit.dataset import Dataset
from cockpit.explain import levers_in_force
from cockpit.views import (
    model_picker,
    scenario_bar,
    scenario_result,
    scenario_tables,
    scenario_verdicts,
)
from scenarios.portfolio import ValueBasis
from scenarios.results import SimulationResult
from scenarios.scenario import Scenario

#: Pixels that leave the figures in view on a screen of 1080; levers further down scroll within.
_LEVERS_HEIGHT = 860
BAR, ANSWER, LEVERS, RESULT = "bar", "answer", "levers", "result"
PARTS = forms.Parts(
    form=LEVERS,
    shown=(BAR, ANSWER, RESULT),
    below={model_picker.LEVER: model_picker.beside_lever},
)
EVERY = (LEVERS, *PARTS.shown)


@frame.guarded
def bar() -> None:
    """Heading, preset, reference, pin, reset, share, file."""
    state.follow()
    scenario_bar.bar(frame.dataset(), EVERY)


@frame.guarded
def answer() -> None:
    """The sentence that answers the page's question."""
    state.follow()
    data = frame.dataset()
    frame.show_notes(data)
    found = _results(data)
    if isinstance(found, str):
        frame.headline(found)
        frame.show_rejected(data)
        return
    choice = state.choice()
    frame.headline(
        reading.survival(
            *found,
            choice.basis,
            wording.shorten(choice.now.name, 90),
            wording.shorten(choice.against.name, 40),
        )
    )
    st.caption(wording.escape_markdown(_what_is_set(choice.now.scenario(data.portfolio))))
    frame.show_rejected(data)


def _what_is_set(scenario: Scenario) -> str:
    """Every lever that is not as today, with the scenario's description; always one line."""
    levers = wording.listed(levers_in_force(scenario.levers))
    said = f"{scenario.description} Set: {levers}." if levers else scenario.description
    return wording.shorten(said, 190)


@frame.guarded
def levers() -> None:
    """Value basis and every lever."""
    data = frame.dataset()
    _basis()
    with st.container(gap="xxsmall"):
        forms.lever_form(data.portfolio, PARTS)
        with st.expander("Missing cost layers", key="section_missing", on_change="rerun") as folder:
            if folder.open:
                forms.missing_layers_form(PARTS)
        with st.expander("Draws and seed", key="section_draws", on_change="rerun") as folder:
            if folder.open:
                forms.draws_form(PARTS)


@frame.guarded
def result() -> None:
    """Figures, charts, tables, downloads and the footer."""
    data = frame.dataset()
    found = _results(data)
    if isinstance(found, str):
        return
    now, before = found
    choice = state.choice()
    against = scenario_bar.short_reference(choice)
    scenario_result.figures(data, now, before, choice.basis, against)
    scenario_result.charts(now, before, choice.basis, against)
    # After the charts, which are on screen by now: the rules are asked anew for each lever.
    verdicts = scenario_verdicts.verdicts(data)
    scenario_tables.initiatives(now, before, choice.basis, verdicts, choice.now.name)
    everything = _side_by_side(data, now)
    if choice.pins:
        scenario_tables.pinned(everything, choice.basis, (BAR, ANSWER, RESULT))
    scenario_result.downloads(data, now, before, choice.basis, everything, verdicts)
    for sentence in now.notes:
        st.caption(wording.escape_markdown(sentence))
    frame.footer(now)


def _basis() -> None:
    basis = state.choice().basis
    key = state.widget_key("basis", basis)

    def change() -> None:
        state.choose(state.choice().model_copy(update={"basis": state.value(key)}))
        state.refresh(*EVERY)

    st.segmented_control(
        "Value basis",
        list(ValueBasis),
        key=key,
        default=basis,
        on_change=change,
        required=True,
        format_func=str.capitalize,
        label_visibility="collapsed",
        help="Claimed counts every stated benefit, captured what is evidenced, "
        "cashable only what was freed and given a destination.",
    )


def _results(data: Dataset) -> tuple[SimulationResult, SimulationResult] | str:
    """Result on screen and result of the reference, or why there is none."""
    choice = state.choice()
    if data.reading.inventory is None and data.reading.issues:
        issue = data.reading.issues[0]
        return f"{data.name} could not be read. {issue.problem} {issue.remedy}"
    if not data.portfolio.initiatives:
        return wording.EMPTY["initiatives"]
    try:
        return (
            _result(data, choice.now.scenario(data.portfolio)),
            _result(data, choice.against.scenario(data.portfolio)),
        )
    except ValueError as error:
        return wording.ERRORS["simulation"].format(reason=error)


def _result(data: Dataset, scenario: Scenario) -> SimulationResult:
    """The simulation on the basis shown; captured always, since influences rest on it."""
    choice = state.choice()
    bases = tuple(basis for basis in ValueBasis if basis in (ValueBasis.CAPTURED, choice.basis))
    return cached.result(data, scenario, choice.draws, choice.seed, bases)


def _side_by_side(data: Dataset, now: SimulationResult) -> list[tuple[str, SimulationResult]]:
    choice = state.choice()
    names = scenario_bar.reference_names(choice)
    settings = [type(choice.now)(), *choice.pins]
    found = [
        (name, _result(data, setting.scenario(data.portfolio)))
        for name, setting in zip(names, settings, strict=True)
    ]
    if choice.now not in settings:
        found.append((f"On screen: {choice.now.name}", now))
    return found


st.fragment(bar, key=BAR)()
st.fragment(answer, key=ANSWER)()
_left, _right = st.columns([0.25, 0.75], gap="medium")
# Levers scroll within their own frame, so that the result stays in view while one moves.
with _left, st.container(height=_LEVERS_HEIGHT, border=False):
    st.fragment(levers, key=LEVERS)()
with _right:
    st.fragment(result, key=RESULT)()
