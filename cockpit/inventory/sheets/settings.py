"""The Settings sheet: keys and values instead of columns."""

from __future__ import annotations

from cockpit.inventory.schema import Column, ColumnType, Sheet, choices
from cockpit.inventory.sheets.channels import CHANNELS
from cockpit.inventory.vocabulary import DateOrder, NumberLocale

T = ColumnType

#: Begins the key of an exchange rate: ``rate USD``.
RATE_PREFIX = "rate "

#: Begins the key of a threshold: ``threshold stop probability``.
THRESHOLD_PREFIX = "threshold "

#: Every setting, declared like a column: ``header`` is the key in the first column.
SETTINGS_KEYS: tuple[Column, ...] = (
    Column(
        "portfolio_name",
        "Portfolio name",
        T.TEXT,
        synonyms=("name", "organisation", "company"),
        help="Name on every page; the file's name where blank.",
        example="Contoso AI portfolio",
    ),
    Column(
        "currency",
        "Currency",
        T.CURRENCY,
        synonyms=("portfolio currency", "reporting currency"),
        help="Currency of the portfolio (ISO 4217); other currencies are converted into it.",
        example="EUR",
    ),
    Column(
        "decision_date",
        "Decision date",
        T.DATE,
        synonyms=("as of", "valuation date"),
        help="Month 0 of every calculation. Where blank: the first day of the month of reading.",
        example="2026-04-01",
    ),
    Column(
        "horizon_months",
        "Horizon months",
        T.MONTHS,
        "months",
        minimum=12,
        maximum=120,
        synonyms=("horizon",),
        help="Months that count from the decision date; 36 where blank.",
        example=36,
    ),
    Column(
        "discount_rate",
        "Discount rate",
        T.SHARE,
        "share a year",
        minimum=0,
        maximum=0.5,
        synonyms=("wacc",),
        help="Annual rate for net present value; 8 % where blank.",
        example="8%",
    ),
    Column(
        "hurdle_rate",
        "Hurdle rate",
        T.SHARE,
        "share",
        minimum=-0.5,
        maximum=3,
        synonyms=("hurdle", "required roi"),
        help="Least acceptable ROI over the horizon; 15 % where blank.",
        example="15%",
    ),
    Column(
        "headcount",
        "Headcount",
        T.COUNT,
        "people",
        minimum=1,
        synonyms=("employees", "fte"),
        help="People in the organisation.",
        example=5200,
    ),
    Column(
        "number_locale",
        "Number locale",
        T.CHOICE,
        allowed=choices(NumberLocale),
        synonyms=("number format", "decimal format"),
        help="How numbers written as text are read; without it 1,234 as text is refused as "
        "ambiguous.",
        example="1,234.56",
    ),
    Column(
        "date_order",
        "Date order",
        T.CHOICE,
        allowed=choices(
            DateOrder, DAY_FIRST=("dd/mm/yyyy", "dmy"), MONTH_FIRST=("mm/dd/yyyy", "mdy")
        ),
        synonyms=("date format",),
        help="How dates written as text with slashes are read; without it 03/04/2026 is refused "
        "as ambiguous.",
        example="day/month/year",
    ),
    Column(
        "zero_channels",
        "Channels declared zero",
        T.CHOICES,
        allowed=CHANNELS,
        synonyms=("declared-zero channels", "zero channels"),
        help="Channels in which you state that nothing is spent, separated by semicolons.",
        example="private cloud; data centre",
    ),
    Column(
        "funded_items",
        "Funded items",
        T.TEXTS,
        synonyms=("funded item register", "funded portfolio"),
        help="Register of the funded epics, products and value streams that initiatives may "
        "refer to, separated by semicolons.",
        example="CL-EPIC-14 Claims straight-through; DW-2025 Digital workplace",
    ),
)

SETTINGS = Sheet(
    "settings",
    "Settings",
    "One row for each setting: its key in the first column, its value in the second. Exchange "
    "rates "
    "are rows such as 'rate USD', with the value of one unit in the portfolio's currency, and "
    "their date and source. Thresholds of the tool's judgements that you set yourself are rows "
    "such as 'threshold maturity pass share', with their date and source, too.",
    synonyms=("setting", "parameters"),
    columns=(
        Column(
            "setting",
            "Setting",
            T.TEXT,
            required=True,
            synonyms=("key", "name", "parameter"),
            help="Key: "
            + ", ".join(key.header for key in SETTINGS_KEYS)
            + ", or rate and a currency code, or threshold and its name.",
            example="rate USD",
        ),
        Column(
            "value",
            "Value",
            T.TEXT,
            help="Value of the setting; a blank states nothing.",
            example=0.92,
        ),
        Column(
            "date",
            "Date",
            T.DATE,
            synonyms=("as of", "rate date"),
            help="For exchange rates: the day of the rate. For thresholds: since when it holds.",
            example="2026-03-31",
        ),
        Column(
            "source",
            "Source",
            T.TEXT,
            help="Where the value comes from.",
            example="ECB reference rate",
        ),
    ),
)
