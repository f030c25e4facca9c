"""Portfolios to test on: one with everything in it, and many made by hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from scenarios.distributions import (
    Discrete,
    EventMonth,
    Lognormal,
    Normal,
    Quantiles,
    Triangular,
    Uniform,
)
from scenarios.drivers import Correlation, Driver
from scenarios.levers import Levers
from scenarios.portfolio import (
    AllocationRule,
    Behaviour,
    BenefitLine,
    CaptureStatus,
    CostLayer,
    CostLine,
    Destination,
    EvidenceGrade,
    Exponents,
    Initiative,
    Portfolio,
    Timing,
)
from scenarios.scenario import MissingLayers, Scenario

VENDORS = ("Acme", "Bolt", "Cirrus")


def driver(name: str, distribution) -> Driver:
    return Driver(name=name, distribution=distribution)


def rich_portfolio() -> Portfolio:
    """Every behaviour, timing, window, rule, range, grade, status and destination."""
    layer, behaviour, timing = CostLayer, Behaviour, Timing
    initiatives = (
        Initiative("chat", "Chat", vendor="Acme", monthly_requests=90_000, seats_licensed=400,
                   seats_active=250, peak_rpm=130, burden_hours_month=120),
        Initiative("code", "Code", vendor="Bolt", monthly_requests=30_000, seats_licensed=80,
                   seats_active=80),
        Initiative("ocr", "Paper", vendor="Dormant", monthly_requests=5_000, peak_rpm=20),
        Initiative("loss", "Worse than before", burden_hours_month=900),
        Initiative("cost", "Cost only", vendor="Acme", seats_licensed=10, seats_active=0),
        Initiative("value", "Benefit only", vendor="Acme"),
        Initiative("mute", "Costs that say nothing"),
        Initiative("none", "Nothing supplied"),
    )  # fmt: skip
    costs = (
        CostLine("c1", "chat", layer.C1, "GPU", 4_000, behaviour.CAPACITY, block=50, vendor="Acme"),
        CostLine("c2", "chat", layer.C2, "Tokens", 9_000, behaviour.TOKENS, vendor="Acme",
                 p10=7_000, p90=15_000),
        CostLine("c2b", "chat", layer.C2, "Contract", 60_000, behaviour.COMMIT, timing.ANNUAL,
                 vendor="Bolt", commitment=4_500, start_month=3, end_month=26),
        CostLine("c5", "chat", layer.C5, "Review", 3_000, behaviour.REVIEW, actual=True),
        CostLine("c6", "chat", layer.C6, "Staff", 5_500, behaviour.STAFF, actual=False),
        CostLine("c4", "chat", layer.C4, "Build", 40_000, timing=timing.ONE_OFF),
        CostLine("c4b", "chat", layer.C4, "Rebuild", 25_000, behaviour.STAFF, timing.ONE_OFF,
                 start_month=14),
        CostLine("c4c", "chat", layer.C4, "Sunk", 99_000, timing=timing.ONE_OFF, start_month=-3),
        CostLine("c4d", "chat", layer.C4, "Too late", 99_000, timing=timing.ONE_OFF,
                 start_month=200),
        CostLine("seat", "code", layer.C2, "Seats", 2_400, behaviour.SEATS, vendor="Bolt"),
        CostLine("data", "code", layer.C3, "Index", 18_000, behaviour.DATA, timing.ANNUAL,
                 vendor="Cirrus", start_month=-5, end_month=30),
        CostLine("use", "code", layer.C4, "Gateway", 700, behaviour.USAGE, start_month=6),
        CostLine("own", "code", layer.C6, "Own powers", 900, behaviour.TOKENS, vendor="Bolt",
                 exponents=Exponents(usage=0.7, seats=0.2, price=0.5, tier=0.4, wages=0.3,
                                     data=0.1, review=0.6)),
        CostLine("rev", "code", layer.C5, "Review", 1_200, behaviour.REVIEW),
        CostLine("free", "ocr", layer.C1, "Given free", 0.0, behaviour.USAGE),
        CostLine("least", "ocr", layer.C2, "Least fee", 0.0, behaviour.COMMIT, commitment=300),
        CostLine("half", "ocr", layer.C2, "Half steps", 800, behaviour.CAPACITY, block=7,
                 exponents=Exponents(usage=0.5, price=1.0), vendor="Acme"),
        CostLine("fix", "ocr", layer.C7, "Fixed", 250, behaviour.FIXED, vendor="Acme"),
        CostLine("fee", "ocr", layer.C6, "Nobody says how", 90, behaviour=None, vendor="Acme"),
        CostLine("x", "loss", layer.C2, "Tokens", 500, behaviour.TOKENS, vendor="Acme"),
        CostLine("y", "cost", layer.C2, "Tokens", 650, behaviour.TOKENS, vendor="Acme"),
        CostLine("m1", "mute", layer.C2, "Invoice", 900, behaviour=None, vendor="Acme"),
        CostLine("m2", "mute", layer.C3, "Other invoice", 100, behaviour=None),
        CostLine("p1", None, layer.C1, "Platform", 6_000, behaviour.CAPACITY, vendor="Cirrus",
                 allocation=AllocationRule.USAGE),
        CostLine("p2", None, layer.C7, "Board", 24_000, behaviour.STAFF, timing.ANNUAL,
                 allocation=AllocationRule.EVEN),
        CostLine("p3", None, layer.C2, "Shared model", 3_500, behaviour.TOKENS, vendor="Acme",
                 allocation=AllocationRule.SPEND, p10=3_000, p90=4_000),
        CostLine("p4", None, layer.C2, "Shared contract", 1_000, behaviour.COMMIT, vendor="Bolt",
                 allocation=AllocationRule.SPEND, commitment=1_100),
        CostLine("p5", None, layer.C5, "Shared review", 800,
                 exponents=Exponents(usage=1, tier=1, review=1, wages=1),
                 allocation=AllocationRule.EVEN),
        CostLine("p6", None, layer.C4, "Shared start", 9_000, timing=timing.ONE_OFF,
                 allocation=AllocationRule.USAGE),
    )  # fmt: skip
    status, grade, goal = CaptureStatus, EvidenceGrade, Destination
    benefits = (
        BenefitLine("b1", "chat", "Deflected", 3_000, 1.0, 12.0, p10=20_000, p90=60_000,
                    start_month=2, ramp_months=9, capture_status=status.CAPTURED,
                    grade=grade.MEASURED_WITH_BASELINE),
        BenefitLine("c2", "chat", "Hours", 500, 0.8, 45.0, freed_time=True,
                    destination=goal.MORE_VOLUME, redeployed_share=0.6, ramp_months=1,
                    capture_status=status.SUSTAINED, grade=grade.MEASURED),
        BenefitLine("b3", "chat", "Errors", 100, 2.0, 30.0, capture_status=status.OBSERVED,
                    start_month=0, end_month=20, value_follows_usage=1.0, grade=grade.ESTIMATED),
        BenefitLine("b4", "chat", "Loyalty", 10, 1.0, 900.0, direct=False, ramp_months=6),
        BenefitLine("b1", "code", "Hours", 300, 0.5, 70.0, freed_time=True, value_follows_usage=0.0,
                    destination=goal.SENIOR_TIME, capture_status=status.CAPTURED,
                    grade=grade.ANECDOTAL),
        BenefitLine("b2", "code", "Hours nowhere", 60, 0.5, 70.0, freed_time=True,
                    redeployed_share=0.9, capture_status=status.CAPTURED),
        BenefitLine("b3", "code", "Potential", 5, 1.0, 400.0, capture_status=status.POTENTIAL),
        BenefitLine("b4", "code", "No status", 5, 1.0, 300.0, start_month=130),
        BenefitLine("b1", "ocr", "Unseen", 900, 1.0, 2.5, p10=2_250, p90=2_250),
        BenefitLine("b1", "loss", "Slower", 200, -0.1, 40.0, p10=-2_000, p90=-700, freed_time=True,
                    capture_status=status.CAPTURED, grade=grade.MEASURED),
        BenefitLine("b2", "loss", "Faster", 200, 0.2, 40.0, freed_time=True, redeployed_share=0.5,
                    destination=goal.AVOIDED_HIRE, capture_status=status.OBSERVED),
        BenefitLine("b1", "mute", "Saved", 10, 1.0, 200.0, capture_status=status.CAPTURED),
        BenefitLine("b1", "value", "Without cost", 50, 1.0, 100.0, capture_status=status.CAPTURED),
    )  # fmt: skip
    drivers = (
        driver("wage_growth", Uniform(low=-0.01, high=0.06)),
        driver("data_growth", Triangular(low=-0.2, mode=0.1, high=1.5)),
        driver("seat_growth", Discrete(values=(-0.3, 0.0, 0.4), probabilities=(0.2, 0.5, 0.3))),
        driver("review_burden", Lognormal(median_value=1.1, sigma=0.3)),
        driver("price_market", Normal(mean=-0.05, sd=0.7)),
        driver("price_trend:Acme", Quantiles(p10=-0.3, p50=-0.1, p90=0.3)),
        driver("price_event_month", EventMonth(annual_probability=0.6)),
        driver("price_event_month:Bolt", Uniform(low=0, high=50)),
        driver("price_event_size:Cirrus", Uniform(low=0.2, high=3)),
    )
    correlations = (
        Correlation(first="price_market", second="price_trend:Acme", value=0.5),
        Correlation(first="usage_growth", second="realisation", value=-0.4),
    )
    return Portfolio(
        "Rich", "EUR", initiatives, costs, benefits, drivers, correlations, discount_rate=0.07,
        hurdle_rate=0.2, data_hash="ab" * 32, as_of="2026-01-31", source_name="made by hand",
    )  # fmt: skip


# Made by hypothesis ---------------------------------------------------------------


def rounded(low: float, high: float) -> st.SearchStrategy[float]:
    """Floats with few digits, so that a failing example can be read."""
    return st.floats(low, high).map(lambda x: min(max(round(x, 3), low), high))


@st.composite
def any_levers(draw: st.DrawFn) -> Levers:
    """Each lever anywhere within its range; most stay at rest, so that shrinking is quick."""
    chosen = {}
    for name, info in Levers.model_fields.items():
        extra = info.json_schema_extra
        assert isinstance(extra, dict)
        if name == "price_change_by_vendor":
            rates = st.dictionaries(st.sampled_from((*VENDORS, "Nobody")), rounded(-0.9, 3))
            value = draw(st.one_of(st.just({}), rates))
        elif "int" in str(info.annotation):
            high = 60 if name == "horizon_months" else int(extra["high"])
            value = draw(st.one_of(st.none(), st.integers(int(extra["low"]), high)))
        else:
            value = draw(st.one_of(st.none(), rounded(extra["low"], extra["high"])))
        if value is not None:
            chosen[name] = value
    return Levers(**chosen)


@st.composite
def any_scenario(draw: st.DrawFn) -> Scenario:
    layers = st.dictionaries(st.sampled_from(list(CostLayer)), rounded(0.01, 0.12))
    missing = st.builds(
        MissingLayers, treatment=st.just("assume"), share_of_full_cost=layers,
        p90_ratio=rounded(1, 5),
    )  # fmt: skip
    return Scenario(
        levers=draw(any_levers()),
        missing_layers=draw(st.one_of(st.just(MissingLayers()), missing)),
    )


def _range(value: float, draw: st.DrawFn) -> dict[str, float]:
    if not value or draw(st.booleans()):
        return {}
    ends = sorted((value * draw(rounded(0.2, 1)), value * draw(rounded(1, 4))))
    return {"p10": min(ends[0], value), "p90": max(ends[1], value)}


@st.composite
def any_cost(draw: st.DrawFn, key: str, owner: str | None) -> CostLine:
    amount = draw(rounded(0, 20_000))
    behaviour = draw(st.sampled_from((None, *Behaviour)))
    powers = st.builds(Exponents, **dict.fromkeys(Exponents.__slots__, rounded(0, 1.5)))
    return CostLine(
        key, owner, draw(st.sampled_from(CostLayer)), key, amount, behaviour,
        draw(st.sampled_from(Timing)), draw(st.sampled_from((None, *VENDORS))),
        start_month=draw(st.integers(-3, 40)),
        end_month=draw(st.one_of(st.none(), st.integers(1, 50))),
        block=draw(st.one_of(st.none(), rounded(1, 60))),
        commitment=draw(st.one_of(st.none(), rounded(0, 9_000))),
        exponents=draw(st.one_of(st.none(), powers)),
        allocation=draw(st.sampled_from(AllocationRule)),
        actual=draw(st.sampled_from((None, True, False))),
        **_range(amount, draw),
    )  # fmt: skip


@st.composite
def any_benefit(draw: st.DrawFn, key: str, owner: str) -> BenefitLine:
    volume, change, value = draw(rounded(0, 5_000)), draw(rounded(-0.3, 2)), draw(rounded(0, 80))
    maybe = st.one_of
    return BenefitLine(
        key, owner, key, volume, change, value,
        start_month=draw(st.integers(-2, 30)), ramp_months=draw(st.integers(0, 18)),
        end_month=draw(maybe(st.none(), st.integers(1, 60))),
        value_follows_usage=draw(maybe(st.none(), rounded(0, 1))),
        capture_status=draw(maybe(st.none(), st.sampled_from(CaptureStatus))),
        freed_time=draw(st.sampled_from((False, True, None))),
        destination=draw(maybe(st.none(), st.sampled_from(Destination))),
        redeployed_share=draw(maybe(st.none(), rounded(0, 1))),
        direct=draw(st.sampled_from((True, True, True, False))),
        grade=draw(maybe(st.none(), st.sampled_from(EvidenceGrade))),
        **_range(volume * change * value, draw),
    )  # fmt: skip


@st.composite
def any_initiative(draw: st.DrawFn, name: str) -> Initiative:
    maybe = st.one_of
    return Initiative(
        name, name.upper(), vendor=draw(st.sampled_from((None, *VENDORS))),
        monthly_requests=draw(maybe(st.none(), rounded(0, 1e5))),
        seats_licensed=draw(maybe(st.none(), rounded(0, 500))),
        seats_active=draw(maybe(st.none(), rounded(0, 500))),
        peak_rpm=draw(maybe(st.none(), rounded(0, 300))),
        burden_hours_month=draw(maybe(st.none(), rounded(0, 400))),
    )  # fmt: skip


@st.composite
def any_portfolio(draw: st.DrawFn, initiatives: int = 3, lines: int = 3) -> Portfolio:
    """A small portfolio in which anything that the reader lets through may stand."""
    names = [f"i{k}" for k in range(draw(st.integers(1, initiatives)))]
    few = st.integers(0, lines)
    costs = [draw(any_cost(f"c{k}", name)) for name in names for k in range(draw(few))]
    costs += [draw(any_cost(f"s{k}", None)) for k in range(draw(st.integers(0, 2)))]
    benefits = [draw(any_benefit(f"b{k}", name)) for name in names for k in range(draw(few))]
    return Portfolio(
        "Any", "EUR", tuple(draw(any_initiative(name)) for name in names), tuple(costs),
        tuple(benefits), discount_rate=draw(rounded(0, 0.3)), hurdle_rate=draw(rounded(-0.5, 1)),
        horizon_months=draw(st.integers(12, 48)),
    )  # fmt: skip
