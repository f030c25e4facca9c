"""Top of the Scenarios page: preset, what to compare with, pin, reset, share, file."""

from __future__ import annotations

import streamlit as st
from pydantic import ValidationError

from cockpit import forms, frame, state, wording
from cockpit.choice import PIN_LIMIT, Choice, Setting, setting_from_file
from cockpit.dataset import Dataset
from scenarios.presets import PRESETS

_FILE = "from file"
_FILE_MEGABYTES = 1


def bar(data: Dataset, parts: tuple[str, ...]) -> None:
    """Heading and controls in one line; a change reruns ``parts`` of the page."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        frame.heading("scenarios")
        _preset(parts)
        _reference(parts)
        _buttons(parts)
        with st.popover("Share", icon=":material/link:", on_change="rerun", key="share") as share:
            if share.open:
                _share(data)
        with st.popover("File", icon=":material/draft:", on_change="rerun", key="file") as file:
            if file.open:
                _file(data, parts)


def _preset(parts: tuple[str, ...]) -> None:
    now = state.choice().now
    options = [*PRESETS, *([_FILE] if now.carried else [])]
    chosen = _FILE if now.carried else now.preset
    key = state.widget_key("preset", chosen)

    def change() -> None:
        picked = state.value(key)
        if picked != _FILE:
            state.set_now(Setting.of_preset(picked))
        state.refresh(*parts)

    def title(option: str) -> str:
        scenario = now.carried if option == _FILE else PRESETS[option]
        return wording.shorten(scenario.name if scenario else option, 40)

    st.selectbox(
        "Scenario",
        options,
        options.index(chosen),
        key=key,
        on_change=change,
        format_func=title,
        width=210,
        label_visibility="collapsed",
    )


def _reference(parts: tuple[str, ...]) -> None:
    choice = state.choice()
    key = state.widget_key("reference", choice.reference)
    names = reference_names(choice)

    def change() -> None:
        picked = state.value(key)
        state.choose(state.choice().model_copy(update={"reference": picked}))
        state.refresh(*parts)

    st.selectbox(
        "Compared with",
        range(len(names)),
        choice.reference,
        key=key,
        on_change=change,
        format_func=lambda place: f"vs {wording.shorten(names[place], 40)}",
        width=210,
        label_visibility="collapsed",
    )


def reference_names(choice: Choice) -> list[str]:
    """Names of what a scenario can be compared with: Base, then the pinned ones by letter."""
    return ["Base", *(f"{_letter(place)}: {pin.name}" for place, pin in enumerate(choice.pins))]


def short_reference(choice: Choice) -> str:
    """What the scenario is compared with, in a word: Base, or ``pinned A``."""
    return f"pinned {_letter(choice.reference - 1)}" if choice.reference else "Base"


def _letter(place: int) -> str:
    return chr(ord("A") + place)


def _buttons(parts: tuple[str, ...]) -> None:
    choice = state.choice()
    full = len(choice.pins) >= PIN_LIMIT
    kept = choice.now in choice.pins or choice.now == Setting()
    reason = (
        f"{PIN_LIMIT} scenarios are pinned; remove one first."
        if full
        else "This scenario is kept already."
        if kept
        else "Keep this scenario for comparison."
    )
    st.button(
        "Pin",
        icon=":material/push_pin:",
        key="pin",
        disabled=full or kept,
        help=reason,
        on_click=_pin,
        args=(parts,),
    )
    moved = forms.changed_since(choice.now)
    st.button(
        "Reset",
        icon=":material/restart_alt:",
        key="reset",
        disabled=not moved,
        help="Every lever back to where the chosen scenario starts.",
        on_click=_reset,
        args=(parts,),
    )


def _pin(parts: tuple[str, ...]) -> None:
    state.choose(state.choice().pinned())
    state.refresh(*parts)


def _reset(parts: tuple[str, ...]) -> None:
    now = state.choice().now
    if now.carried:
        state.set_now(
            now.model_copy(
                update={
                    "levers": now.carried.levers,
                    "missing": now.carried.missing_layers,
                    "vendor_prices": (),
                }
            )
        )
    else:
        state.set_now(Setting.of_preset(now.preset))
    state.refresh(*parts)


def _share(data: Dataset) -> None:
    choice = state.choice()
    st.markdown("**Link to this scenario**")
    st.code(state.page_address(), language=None, wrap_lines=True)
    left_out = [
        "It is the address of this page, and so it is on every page: what the browser shows "
        "above can be sent as it stands.",
        "It holds levers, pinned scenarios, value basis, seed, draws and filters; no name and "
        "no amount from your data. Vendors stand in it by number.",
    ]
    if not data.is_sample:
        left_out.append(
            "Your workbook is not in it: whoever opens the link uploads the same "
            "workbook to see the same figures."
        )
    if any(setting.carried for setting in (choice.now, *choice.pins)):
        left_out.append(
            "Names, drivers and valuation rules of a scenario file are not in it; "
            "send the file along."
        )
    for sentence in left_out:
        st.caption(sentence)


def _file(data: Dataset, parts: tuple[str, ...]) -> None:
    scenario = state.choice().now.scenario(data.portfolio)
    frame.download(
        "Save this scenario",
        lambda: scenario.to_json().encode(),
        "scenario.json",
        key="save_scenario",
        mime="application/json",
    )
    st.caption("The file holds vendors by name where their price is set.")

    def load() -> None:
        upload = state.value("scenario_file")
        if upload is None:
            return
        try:
            setting, notes = setting_from_file(upload.getvalue(), data.portfolio)
        except ValidationError as error:
            state.note(wording.ERRORS["scenario file"].format(reason=_reason(error)))
        else:
            state.set_now(setting)
            state.note(*notes)
        state.refresh(*parts)

    st.file_uploader(
        "Load a scenario",
        type="json",
        key="scenario_file",
        on_change=load,
        max_upload_size=_FILE_MEGABYTES,
    )


def _reason(error: ValidationError) -> str:
    """The first three problems of a scenario file, by field."""
    problems = []
    for problem in error.errors(include_url=False, include_input=False)[:3]:
        place = ".".join(str(part) for part in problem["loc"]) or "file"
        problems.append(f"{place}: {problem['msg'][0].lower()}{problem['msg'][1:]}")
    return "; ".join(problems) + "."
