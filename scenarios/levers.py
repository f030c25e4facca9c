"""What a person sets in a scenario, declared once.

:class:`Levers` is the single registry: title, unit, range, step, section and
help of each lever stand in its field, and the form on the page, the command
line's documentation and the URL are generated from it. A lever at its default
changes nothing.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from scenarios.lever_field import lever_field

#: Order of the sections on the page; the first is open, the others fold.
SECTIONS = (
    "Main levers",
    "Usage and adoption",
    "Prices",
    "Model mix",
    "Benefits",
    "Costs",
    "Yardsticks",
)

#: Most months that a horizon may have.
LONGEST_HORIZON = 120

#: Levers to which a cost line answers by its behaviour.
BEHAVIOUR_LEVERS = frozenset(
    {
        "usage",
        "price_change",
        "model_share_moved",
        "review_burden",
        "adoption",
        "active_seat_share",
        "seats",
        "wages",
        "data_volume",
    }
)


class Levers(BaseModel):
    """Every lever, each at the value that changes nothing.

    Shares are 0…1, price changes are shares (0.3 = +30 %), multipliers are
    ratios to today, months count from the decision date.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    usage: float = lever_field(
        1.0,
        "Usage",
        SECTIONS[0],
        "×",
        0.1,
        20,
        0.1,
        "Requests against today. Ten means ten times today's requests for the same purposes.",
        key="use",
        scale="log",
    )
    value_follows_usage: float | None = lever_field(
        None,
        "Value follows usage",
        SECTIONS[0],
        "share",
        0,
        1,
        0.05,
        "0: more usage brings no more benefit. 1: ten times the usage, ten times the benefit. "
        "Not set: as stated for each benefit, and 0.3 where nothing is stated.",
        key="beta",
    )
    price_change: float = lever_field(
        0.0,
        "Vendor prices",
        SECTIONS[0],
        "%",
        -0.9,
        3,
        0.05,
        "Change of every vendor's price against today.",
        key="price",
    )
    model_share_moved: float = lever_field(
        0.0,
        "Moved to another model",
        SECTIONS[0],
        "%",
        0,
        1,
        0.05,
        "Share of the token volume that moves to a dearer or cheaper model.",
        key="move",
    )
    model_price_ratio: float = lever_field(
        1.0,
        "Price of that model",
        SECTIONS[0],
        "×",
        0.05,
        20,
        0.05,
        "Price of the other model against today's: 5 is five times dearer.",
        key="ratio",
        scale="log",
    )
    review_burden: float = lever_field(
        1.0,
        "Review burden",
        SECTIONS[0],
        "×",
        0,
        5,
        0.1,
        "Human review effort for each output against today.",
        key="review",
    )
    realisation: float = lever_field(
        1.0,
        "Benefit realisation",
        SECTIONS[0],
        "%",
        0,
        1.5,
        0.05,
        "Share of each stated benefit that comes true.",
        key="real",
    )

    usage_ramp_months: int = lever_field(
        0,
        "Usage grows over",
        SECTIONS[1],
        "months",
        0,
        60,
        1,
        "Months until the usage lever is fully reached; growth is geometric on the way.",
        key="ramp",
    )
    adoption: float = lever_field(
        1.0,
        "Adoption",
        SECTIONS[1],
        "×",
        0.1,
        3,
        0.05,
        "People who use the tools against today: usage and benefit move with it, "
        "paid seats do not.",
        key="adopt",
    )
    active_seat_share: float | None = lever_field(
        None,
        "Active share of paid seats",
        SECTIONS[1],
        "%",
        0,
        1,
        0.05,
        "Share of the paid seats in use. Not set: as in the inventory. Benefit and usage of "
        "initiatives with seats follow.",
        key="active",
    )
    seats: float = lever_field(
        1.0,
        "Paid seats",
        SECTIONS[1],
        "×",
        0,
        5,
        0.05,
        "Seats paid for against today; benefit does not follow.",
        key="seats",
    )

    price_change_by_vendor: dict[str, float] = Field(
        default_factory=dict,
        title="Price by vendor",
        description="Change of one vendor's price, on top of the change of all prices.",
        json_schema_extra={
            "section": SECTIONS[2],
            "unit": "%",
            "low": -0.9,
            "high": 3.0,
            "step": 0.05,
            "key": "pv",
            "scale": "linear",
        },
    )
    price_change_month: int = lever_field(
        1,
        "Prices change in month",
        SECTIONS[2],
        "months",
        1,
        LONGEST_HORIZON,
        1,
        "First month at the changed prices.",
        key="pmonth",
    )
    price_elasticity: float = lever_field(
        0.0,
        "Usage answers price",
        SECTIONS[2],
        "share",
        -2,
        0,
        0.1,
        "Elasticity: −0.5 means that a price twice as high cuts usage to 71 %.",
        key="elast",
    )

    model_review_effect: float = lever_field(
        1.0,
        "Review burden with that model",
        SECTIONS[3],
        "×",
        0,
        3,
        0.05,
        "Review effort for each output of the other model against today's.",
        key="mrev",
    )
    model_acceptance_effect: float = lever_field(
        1.0,
        "Benefit with that model",
        SECTIONS[3],
        "×",
        0,
        2,
        0.05,
        "Accepted output, and so benefit, of the other model against today's.",
        key="macc",
    )

    benefit_delay_months: int = lever_field(
        0,
        "Benefits come later by",
        SECTIONS[4],
        "months",
        0,
        36,
        1,
        "Months by which benefits start later that are not captured yet or lie ahead; "
        "captured ones that run stay, and costs do not wait.",
        key="delay",
    )
    value_cap: float | None = lever_field(
        None,
        "Value stops growing at",
        SECTIONS[4],
        "×",
        1,
        20,
        0.5,
        "Most that usage can raise a benefit, against today. Not set: no limit.",
        key="cap",
    )

    wages: float = lever_field(
        1.0,
        "Wages",
        SECTIONS[5],
        "×",
        0.5,
        2,
        0.05,
        "Cost of staff and review hours against today.",
        key="wages",
    )
    data_volume: float = lever_field(
        1.0,
        "Data volume",
        SECTIONS[5],
        "×",
        0.1,
        20,
        0.1,
        "Data stored, retrieved and prepared against today.",
        key="data",
        scale="log",
    )

    discount_rate: float | None = lever_field(
        None,
        "Discount rate",
        SECTIONS[6],
        "%",
        0,
        0.5,
        0.005,
        "Annual rate used for net present value. Not set: the workbook's.",
        key="disc",
    )
    hurdle_rate: float | None = lever_field(
        None,
        "Hurdle rate",
        SECTIONS[6],
        "%",
        -0.5,
        3,
        0.05,
        "Least acceptable ROI over the horizon. Not set: the workbook's.",
        key="hurdle",
    )
    horizon_months: int | None = lever_field(
        None,
        "Horizon",
        SECTIONS[6],
        "months",
        12,
        LONGEST_HORIZON,
        6,
        "Months that count from the decision date. Not set: the workbook's.",
        key="horizon",
    )

    @field_validator("price_change_by_vendor")
    @classmethod
    def _within_range(cls, value: dict[str, float]) -> dict[str, float]:
        for vendor, change in value.items():
            if not -0.9 <= change <= 3.0:
                raise ValueError(f"price change of {vendor} must lie between -0.9 and 3")
        return dict(sorted(value.items()))

    @property
    def asks_behaviour(self) -> bool:
        """Whether the answer depends on how costs behave: usage, seats, prices, models, wages.

        The price of single vendors asks only of those that they bill; see
        :attr:`vendors_moved`.
        """
        return bool(BEHAVIOUR_LEVERS & self.changed().keys())

    @property
    def vendors_moved(self) -> frozenset[str]:
        """Vendors whose own price is changed."""
        return frozenset(v for v, change in self.price_change_by_vendor.items() if change)

    def changed(self) -> dict[str, Any]:
        """The levers that differ from their default, by field name."""
        return {
            name: getattr(self, name)
            for name in type(self).model_fields
            if getattr(self, name) != getattr(_NEUTRAL, name)
        }


_NEUTRAL = Levers()
