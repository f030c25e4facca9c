"""Tables of the full cost: layers by initiative, seats, commitments, cost of an output."""

from __future__ import annotations

from cockpit.assessment import facts, spend
from cockpit.boardpack.frames import Field, table_of
from cockpit.boardpack.material import Material
from cockpit.boardpack.model import Column, Kind, Table
from cockpit.rows import cost_findings as findings
from cockpit.rows import cost_headline as headline
from cockpit.rows import full_cost as rows

_NAME = Column("initiative", "Initiative", Kind.TEXT, "Name of the initiative", width=2.6)


def cost_tables(material: Material) -> tuple[Table, ...]:
    """Every table that has a row."""
    found = (_layers(material), _seats(material), _commitments(material), _units(material))
    return tuple(table for table in found if table is not None)


def _layers(material: Material) -> Table | None:
    """Seven layers by initiative; a layer without any line reads “missing”."""
    cost = material.case.cost
    frame, formats, scale = rows.layers_table(cost)
    if frame.empty:
        return None
    unit = scale.unit(cost.currency)

    def money(key: str, title: str, meaning: str) -> Column:
        return Column(
            key, title, Kind.MONEY, f"{meaning}, a year", cost.currency, 1.0, scale.divisor, 1
        )

    fields = (
        Field("Initiative", _NAME),
        *(
            Field(
                layer.title,
                money(layer.value.lower(), label, f"{layer.title}, own lines and shares"),
                rows.MISSING,
            )
            for layer, label in rows.SHORT_LAYERS.items()
        ),
        Field("Full cost", money("full_cost", "Full cost", "Sum of the layers that have a line")),
        Field("Invoice", money("invoice", "Invoice", "Own lines of layer C2 that name a vendor")),
        Field(
            "Full ÷ invoice",
            Column(
                "multiple",
                "Full ÷ invoice",
                Kind.MULTIPLE,
                "Full cost over invoice",
                "×",
                decimals=1,
            ),
        ),
        Field(
            "One-off",
            Column(
                "one_off",
                "One-off",
                Kind.MONEY,
                "One-off cost of the first year, not in the full cost a year",
                cost.currency,
                1.0,
                scale.divisor,
                1,
            ),
        ),
        Field("TCO", Column("tco", "TCO", Kind.TEXT, "Whether all seven layers have a line")),
    )
    note = " ".join(
        part for part in (headline.LAYERS_REMARK, headline.without_cost_words(cost)) if part
    )
    return table_of(
        "layers",
        f"{headline.LAYERS_FINDING}; {unit} a year",
        frame,
        fields,
        formats,
        note=note,
    )


def _seats(material: Material) -> Table | None:
    """Seats paid and unused, the dearest first."""
    cost = material.case.cost
    uses = spend.seat_use(material.portfolio, cost)
    frame, formats = rows.seats_table(uses, cost.currency)
    if frame.empty:
        return None
    idle = rows.titled("Idle", cost.currency)
    fields = (
        Field("Initiative", _NAME),
        Field("Paid", Column("licensed", "Paid", Kind.COUNT, "Seats paid for", "seats")),
        Field("Active", Column("active", "Active", Kind.COUNT, "Seats in use", "seats")),
        Field("Idle", Column("idle", "Idle", Kind.COUNT, "Seats paid for, not in use", "seats")),
        Field(
            idle,
            Column(
                "idle_money",
                idle,
                Kind.MONEY,
                "Cost a year of the seat lines times the idle share",
                cost.currency,
            ),
        ),
    )
    title = findings.seats_finding(cost, uses)
    return table_of("seats", title, frame, fields, formats, note=findings.SEATS_REMARK)


def _commitments(material: Material) -> Table | None:
    """Committed against metered money a year, the largest unused part first."""
    cost = material.case.cost
    uses = spend.commitment_use(cost)
    frame, formats = rows.commitments_table(material.portfolio, uses)
    if frame.empty:
        return None
    meanings = {
        "Unused": "Committed beyond metered use, a year",
        "Committed": "Committed to the vendor, a year",
        "Metered": "Metered use that the commitment covers, a year",
    }
    fields = [Field("Vendor", Column("vendor", "Vendor", Kind.TEXT, "Vendor", width=1.4))]
    for word, meaning in meanings.items():
        heading = rows.titled(word, cost.currency)
        fields.append(
            Field(heading, Column(word.lower(), heading, Kind.MONEY, meaning, cost.currency))
        )
    fields += [
        Field("Item", Column("item", "Item", Kind.TEXT, "Cost line", width=2.0)),
        Field("Initiative", _NAME),
    ]
    title = findings.commitments_finding(cost, uses)
    return table_of("commitments", title, frame, fields, formats)


def _units(material: Material) -> Table | None:
    """Full cost of an accepted output, the dearest first; unknown ones stand at the end."""
    cost = material.case.cost
    units = spend.unit_costs(cost.initiatives, facts.accepted_outputs(material.case.inventory))
    if all(unit.cost_per_output is None for unit in units):
        return None
    frame, formats = rows.units_table(units, cost.currency)
    unit, money = (
        rows.titled("", cost.currency, "per output"),
        rows.titled("Full cost", cost.currency),
    )
    fields = (
        Field("Initiative", _NAME),
        Field(
            unit,
            Column(
                "unit_cost",
                unit,
                Kind.MONEY,
                "Full cost a month over accepted outputs a month",
                cost.currency,
                decimals=2,
            ),
        ),
        Field(
            "Accepted a month",
            Column(
                "accepted", "Accepted a month", Kind.COUNT, "Accepted outputs a month", "outputs"
            ),
        ),
        Field(money, Column("full_cost", money, Kind.MONEY, "Full cost a year", cost.currency)),
        Field("TCO", Column("tco", "TCO", Kind.TEXT, "Whether all seven layers have a line")),
    )
    return table_of(
        "unit_cost",
        findings.units_finding(units),
        frame,
        fields,
        formats,
        note=findings.units_remedy(units),
    )
