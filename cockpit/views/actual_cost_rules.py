"""Middle part of the page: what counts, which tag names the initiatives, and the rules."""

from __future__ import annotations

import functools
from dataclasses import replace

import pandas as pd
import streamlit as st

from cockpit import export, frame, state, wording
from cockpit.actuals.actual_costs import BY_TAG
from cockpit.actuals.amounts import as_float
from cockpit.actuals.charges import BASIS_TITLES, categories, charge_rules
from cockpit.actuals.choices import Choices
from cockpit.actuals.files import rules_table
from cockpit.actuals.rules import (
    FIELDS,
    TAG,
    TESTS,
    Kind,
    Rule,
    default_layer_rules,
    read_rules,
    to_json,
)
from cockpit.actuals.suggest import tag_keys
from cockpit.inventory.currencies import CODES
from cockpit.inventory.vocabulary import SHARED
from cockpit.views import actual_cost_store as store
from cockpit.views.parts import finding, remark, tabled
from scenarios.portfolio import CostLayer

_NO_TAG = "no tag"
_NO_CURRENCY = "do not count them"
_LOADED = "taken_cost_rules"
_TURN = "cost_rules_turn"


def choices(found: store.Booked, stamp_line: str) -> Choices:
    """Basis, categories, currency, equal rows and the tag."""
    now = found.choices
    finding("What counts")
    basis = st.radio(
        "Basis", list(BASIS_TITLES), index=list(BASIS_TITLES).index(now.basis), horizontal=True,
        format_func=lambda name: BASIS_TITLES[name], key=store.widget_key("cost_basis"),
        help="Amortised: EffectiveCost over the period that it pays for. Invoiced: BilledCost in "
        "the billing month. Never both.",
    )  # fmt: skip
    left_out = st.multiselect(
        "Leave out charges of", list(categories()), default=sorted(now.left_out),
        key="cost_left_out",
    )  # fmt: skip
    once = now.count_repeated
    if any(each.repeated_rows for each in found.exports):
        once = st.checkbox(
            "Count rows that equal an earlier row in every column", once, key="cost_repeated"
        )
    currency = now.currency
    if any(cell.currency is None for each in found.exports for cell in each.cells):
        options = [_NO_CURRENCY, *sorted(CODES)]
        picked = st.selectbox(
            "Rows that name no currency", options,
            index=options.index(currency) if currency in options else 0, key="cost_currency",
        )  # fmt: skip
        currency = None if picked == _NO_CURRENCY else picked
    keys = tag_keys(found.exports, found.setting.initiatives)
    names = [_NO_TAG, *(each.key for each in keys)]
    tag = st.selectbox(
        "Tag that names the initiative", names,
        index=names.index(now.tag_key) if now.tag_key in names else 0,
        format_func=lambda name: wording.shorten(name, 60), key=store.widget_key("cost_tag"),
        help="Its value must be the ID or the name of an initiative, or SHARED.",
    )  # fmt: skip
    with st.expander("Tags found, and how every kind of charge counts"):
        tabled(
            pd.DataFrame(
                [
                    (k.key, "; ".join(k.others) or None, k.rows, k.matched_rows, k.initiatives)
                    for k in keys
                ],
                columns=["Tag", "Also spelt", "Rows", "Rows matched", "Initiatives found"],
            ),
            "cost_tags",
            stamp_line,
        )
        tabled(
            pd.DataFrame(
                [(r.subject, r.name, r.rule) for r in charge_rules()],
                columns=["Of", "Value", "Rule"],
            ),
            "charge_rules",
            stamp_line,
        )
    return replace(
        now, basis=basis, left_out=frozenset(left_out), count_repeated=once, currency=currency,
        tag_key=None if tag == _NO_TAG else tag,
    )  # fmt: skip


def rules(found: store.Booked, now: Choices) -> Choices:
    """Both tables of rules, their effect, and the files to keep them in."""
    finding("Rules: the first that matches wins")
    _load_rules(now)
    layers, owners = st.tabs(["Layers", "Initiatives"])
    with layers:
        remark("A charge that no rule takes is shown as unclassified.")
        layer_rules = _editor("layer", now.layer_rules, found)
    with owners:
        remark("These rules come before the tag. A charge that none takes stays unmatched.")
        initiative_rules = _editor("initiative", now.initiative_rules, found)
    every = (*layer_rules, *initiative_rules)
    with st.container(horizontal=True):
        columns, rows = rules_table(every)
        frame.download(
            "Rules as CSV", functools.partial(export.to_csv, columns, rows), "cost_rules.csv",
            key="rules_csv",
        )  # fmt: skip
        frame.download(
            "Rules as JSON", functools.partial(to_json, every), "cost_rules.json",
            key="rules_json", mime="application/json",
        )  # fmt: skip
        st.button(
            "Shipped rules", key="shipped_rules", on_click=_use, args=(now, default_layer_rules())
        )
    return replace(now, layer_rules=layer_rules, initiative_rules=initiative_rules)


def _editor(kind: Kind, rules_now: tuple[Rule, ...], found: store.Booked) -> tuple[Rule, ...]:
    """An editable table; what is typed counts at once."""
    base, key = f"cost_rules_{kind}", f"cost_editor_{kind}_{state.remembered(_TURN, 0)}"
    if state.value(key) is None:  # first drawn on this visit: start from what is in force
        state.remember(base, rules_now)
    shown: tuple[Rule, ...] = state.remembered(base)
    actual = found.actual
    target = "Layer" if kind == "layer" else "Initiative"
    table = pd.DataFrame(
        {
            "Field": [rule.field for rule in shown],
            "Test": [rule.test for rule in shown],
            "Text": [rule.value for rule in shown],
            target: [rule.target for rule in shown],
            "Why": [rule.why for rule in shown],
            "Amount": [
                as_float(actual.by_rule[rule]) if rule in actual.by_rule else float("nan")
                for rule in shown
            ],
            "Problem": [rule.problem(found.setting.initiatives) for rule in shown],
        }
    ).astype({"Amount": "float64", "Field": object, "Text": object, "Problem": object})
    tags = sorted({each.key for each in tag_keys(found.exports, found.setting.initiatives)})
    fields = [*FIELDS, *(f"{TAG}{key}" for key in tags)]
    fields += sorted({rule.field for rule in shown} - set(fields))
    targets = (
        list(CostLayer.__members__) if kind == "layer" else [*found.setting.initiatives, SHARED]
    )
    edited = st.data_editor(
        table,
        num_rows="dynamic",
        hide_index=True,
        key=key,
        height=280,
        disabled=["Amount", "Problem"],
        placeholder=wording.NA,
        column_config={
            "Field": st.column_config.SelectboxColumn(options=fields, required=True),
            "Test": st.column_config.SelectboxColumn(options=list(TESTS), required=True),
            "Text": st.column_config.TextColumn(required=True, max_chars=200),
            target: st.column_config.SelectboxColumn(options=targets, required=True),
            "Amount": st.column_config.NumberColumn(
                format="%.0f", help=f"{actual.currency}, all months"
            ),
        },
    )
    if kind == "initiative" and BY_TAG in actual.by_rule:
        remark(f"By the tag: {wording.money(as_float(actual.by_rule[BY_TAG]), actual.currency)}.")
    return tuple(
        Rule(kind, *(str(row[name] or "") for name in ("Field", "Test", "Text", target, "Why")))
        for row in edited.astype(object).where(edited.notna(), None).to_dict("records")
        if any(row[name] for name in ("Field", "Text", target))
    )


def _load_rules(now: Choices) -> None:
    file = st.file_uploader(
        "Rules from a file (CSV or JSON), at most 1 MB", key="cost_rules_file", max_upload_size=1
    )
    if file is None or state.remembered(_LOADED) == file.file_id:
        return
    state.remember(_LOADED, file.file_id)
    try:
        found = read_rules(file.getvalue())
    except ValueError as error:
        st.error(wording.escape_markdown(str(error)), icon=":material/block:")
        return
    _use(now, found)
    st.rerun()


def _use(now: Choices, rules_wanted: tuple[Rule, ...]) -> None:
    """Put rules in force and draw the tables anew."""
    state.remember(_TURN, state.remembered(_TURN, 0) + 1)
    store.choose(
        replace(
            now,
            layer_rules=tuple(rule for rule in rules_wanted if rule.kind == "layer"),
            initiative_rules=tuple(rule for rule in rules_wanted if rule.kind == "initiative"),
        ),
        now,
    )
