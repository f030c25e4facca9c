"""Scenarios: what a tenfold usage, a dearer vendor or a pricier model does to ROI."""

from __future__ import annotations

import streamlit as st

from cockpit import cached, forms, frame, reading, state, wording
from cockpit.views import scenario_bar, scenario_result
from scenarios.portfolio import ValueBasis
from scenarios.results import SimulationResult


@st.fragment(key="scenarios")
@frame.guarded
def page() -> None:
    """The whole page: a lever reruns this and nothing around it."""
    state.follow()
    data = frame.dataset()
    scenario_bar.bar(data)
    frame.show_notes(data)
    answer = st.container()
    left, right = st.columns([0.25, 0.75], gap="medium")
    with left:
        _levers(data)
    with right:
        results = _results(data, answer)
        if results:
            _show(data, *results)


def _levers(data: cached.Dataset) -> None:
    _basis()
    with st.container(gap="xxsmall"):
        forms.lever_form(data.portfolio)
    with st.expander("Missing cost layers", key="section_missing", on_change="rerun") as folder:
        if folder.open:
            forms.missing_layers_form()
    with st.expander("Draws and seed", key="section_draws", on_change="rerun") as folder:
        if folder.open:
            forms.draws_form()


def _results(data: cached.Dataset, answer: st.delta_generator.DeltaGenerator
             ) -> tuple[SimulationResult, SimulationResult] | None:
    """Result on screen and result of the reference; the headline goes to ``answer``."""
    choice = state.choice()
    portfolio = data.portfolio
    if data.reading.inventory is None or not portfolio.initiatives:
        with answer:
            frame.headline(_no_data(data))
        return None
    try:
        now = cached.result(data, choice.now.scenario(portfolio), choice.draws, choice.seed)
        before = cached.result(data, choice.against.scenario(portfolio), choice.draws, choice.seed)
    except ValueError as error:
        with answer:
            frame.headline(wording.ERRORS["simulation"].format(reason=error))
        return None
    with answer:
        frame.headline(reading.survival(now, before, choice.basis,
                                        wording.shorten(choice.now.name, 90),
                                        wording.shorten(choice.against.name, 40)))
    return now, before


def _no_data(data: cached.Dataset) -> str:
    issues = data.reading.issues
    if data.reading.inventory is None and issues:
        return f"{data.name} could not be read: {issues[0].problem} {issues[0].remedy}"
    return wording.EMPTY["initiatives"]


def _basis() -> None:
    state.put("basis", state.choice().basis)

    def change() -> None:
        state.choose(state.choice().model_copy(update={"basis": state.value("basis")}))

    st.segmented_control("Value basis", list(ValueBasis), key="basis", on_change=change,
                         required=True, format_func=str.capitalize, label_visibility="collapsed",
                         help="Claimed counts every stated benefit, captured what is evidenced, "
                         "cashable only what was freed and given a destination.")


def _show(data: cached.Dataset, now: SimulationResult, before: SimulationResult) -> None:
    choice = state.choice()
    against = choice.against.name
    scenario_result.figures(data, now, before, choice.basis, against)
    scenario_result.charts(now, before, choice.basis, against)
    scenario_result.initiatives(now, before, choice.basis)
    everything = _side_by_side(data, now)
    scenario_result.pinned(everything, choice.basis)
    scenario_result.downloads(now, before, choice.basis, everything)
    for sentence in now.notes:
        st.caption(wording.escape_markdown(sentence))
    frame.footer(now)


def _side_by_side(data: cached.Dataset, now: SimulationResult
                  ) -> list[tuple[str, SimulationResult]]:
    choice = state.choice()
    names = scenario_bar.reference_names(choice)
    settings = [type(choice.now)(), *choice.pins]
    found = [(name, cached.result(data, setting.scenario(data.portfolio), choice.draws,
                                  choice.seed))
             for name, setting in zip(names, settings, strict=True)]
    if choice.now not in settings:
        found.append((f"On screen: {choice.now.name}", now))
    return found


page()
