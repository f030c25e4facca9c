"""Every figure in words: money, shares, ratios, months, probabilities, empty and error texts.

One way for each kind of value, so that two screens cannot disagree: decimal sign and
groups are those of the locale in force (:mod:`cockpit.locales`), the sign of
a negative is U+2212, numbers and units are joined by a no-break space, missing is
``n/a``. A figure estimated from draws is rounded to what its Monte Carlo standard
error supports (:func:`supported_step`); a figure without error to the cap of its
kind.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from cockpit import locales

MINUS = "\u2212"
GAP = "\u00a0"
NA = "n/a"
AS_STATED = "as stated"
#: Not from the locale, which a server may set to another language.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: Most decimals by which two shares are told apart.
_MOST_COMPARED = 3
_JOINER = "\u2060"
#: Half a cent: less is what rounding leaves over.
_NO_MONEY = 0.005

#: Shown where a page or table has nothing to show.
EMPTY = {
    "initiatives": "The inventory lists no initiative yet. Upload a workbook on the Data page.",
    "result": "No cost and no benefit is supplied, so there is nothing to simulate.",
    "pins": "No scenario is pinned yet. Pin keeps the one on screen for comparison.",
    "rows": "No row of the inventory stands behind this figure.",
}

#: Shown when something cannot be done; plain, with the remedy.
ERRORS = {
    "page": "This page could not be shown. Your inputs are kept; the details are in the server's "
    "log under reference {reference}.",
    "scenario file": "This is not a scenario file of this cockpit: {reason}",
    "simulation": "The scenario could not be simulated: {reason}",
}


@dataclass(frozen=True, slots=True)
class Scale:
    """One scale for a whole column or axis of money: divisor and its unit text."""

    divisor: float
    suffix: str

    def unit(self, currency: str) -> str:
        """Unit for a heading, e.g. ``EUR m``; in words where there is no currency."""
        words = {"bn": "billions", "m": "millions", "k": "thousands"}
        return (
            f"{code(currency)} {self.suffix}".strip()
            if code(currency)
            else words.get(self.suffix, "amount")
        )


SCALES = (Scale(1e9, "bn"), Scale(1e6, "m"), Scale(1e3, "k"), Scale(1.0, ""))


def supported_step(se: float | None) -> float:
    """Power of ten of the first digit of the standard error (0 if there is none).

    Of the error rounded to one digit, so that 0.96 is 1: 8.87 ± 0.96 reads 9, and
    8.87 ± 0.42 reads 8.9. A figure in a file, rounded to this step, is the figure
    on screen.
    """
    if se is None or not math.isfinite(se) or se <= 0:
        return 0.0
    return 10.0 ** math.floor(math.log10(float(f"{se:.0e}")) + 1e-9)


def number(
    value: float | None, decimals: int = 0, *, se: float | None = None, signed: bool = False
) -> str:
    """A plain number with at most ``decimals`` digits, fewer where ``se`` demands it."""
    return locales.signs().written(_english(value, decimals, se=se, signed=signed))


def trimmed(value: float | None, decimals: int) -> str:
    """A plain number without zeros behind its decimal sign: ``0.3``, ``12``."""
    return _untailed(_english(value, decimals))


def whole(count_of: int | Decimal) -> str:
    """A number with its groups and all its digits: ``10,000``."""
    return locales.signs().written(f"{count_of:,}")


def _english(
    value: float | None, decimals: int = 0, *, se: float | None = None, signed: bool = False
) -> str:
    if value is None or not math.isfinite(value):
        return NA
    unit = 10.0**-decimals
    step = max(supported_step(se), unit)
    rounded = round(value / step) * step
    digits = decimals if step <= unit else max(0, -math.floor(math.log10(step) + 1e-9))
    text = f"{abs(rounded):,.{digits}f}"
    if float(text.replace(",", "")) == 0:
        return text
    return (MINUS if rounded < 0 else "+" if signed else "") + text


def percent(
    share: float | None, *, se: float | None = None, decimals: int = 0, signed: bool = False
) -> str:
    """A share as percent: 0.84 → ``84 %``; a ROI of 120 (12,000 %) stays readable."""
    if share is None or not math.isfinite(share):
        return NA
    error = None if se is None else se * 100
    return f"{number(share * 100, decimals, se=error, signed=signed)}{GAP}%"


def compared(share: float, limit: float) -> tuple[str, str]:
    """A share and the limit it is held against, as percents that read as they compare.

    0.596 against 0.6 is ``59.6 %`` against ``60 %``, never ``60 %`` against ``60 %``;
    the limit keeps its own digits. Shares nearer than 1e-9 are the same.
    """
    same = abs(share - limit) < 1e-9
    for decimals in range(_MOST_COMPARED + 1):
        near, at = round(share * 100, decimals), round(limit * 100, decimals)
        exact = abs(at - limit * 100) < 1e-9 or decimals == _MOST_COMPARED
        if exact and (same or (near != at and (near < at) == (share < limit))):
            return _trimmed(share, decimals), _trimmed(limit, decimals)
    near_limit = _trimmed(limit, _MOST_COMPARED)
    return f"just {'under' if share < limit else 'over'} {near_limit}", near_limit


def _trimmed(share: float, decimals: int) -> str:
    """A percent without zeros behind the point."""
    text = _english(share * 100, decimals)
    return f"{_untailed(text)}{GAP}%"


def _untailed(english: str) -> str:
    """A number without zeros behind its decimal sign, in the locale in force."""
    text = english.rstrip("0").rstrip(".") if "." in english else english
    return locales.signs().written(text)


def points(difference: float | None, *, se: float | None = None, decimals: int = 0) -> str:
    """Difference of two shares in percentage points, signed: ``−96 pts``."""
    if difference is None or not math.isfinite(difference):
        return NA
    error = None if se is None else se * 100
    return f"{number(difference * 100, decimals, se=error, signed=True)}{GAP}pts"


def error_in_points(se: float) -> str:
    """Standard error of a share: ``± 0.5 pts``."""
    return f"±{GAP}{_error(se * 100)}{GAP}pts"


def error_in_money(se: float, currency: str, scale: Scale) -> str:
    """Standard error of money in the scale of its figure: ``± EUR 0.2 m``."""
    parts = (code(currency), _error(se / scale.divisor), scale.suffix)
    return f"±{GAP}" + GAP.join(part for part in parts if part)


def _error(size: float) -> str:
    """One digit that counts, two where the first is a 1."""
    if not math.isfinite(size):
        return NA
    if size <= 0:
        return "0"
    digits = 2 if f"{size:e}".startswith("1") else 1
    rounded = float(f"{size:.{digits - 1}e}")
    decimals = max(0, digits - 1 - math.floor(math.log10(rounded) + 1e-9))
    return locales.signs().written(f"{rounded:,.{decimals}f}")


def scale_for(values: Iterable[float | None]) -> Scale:
    """The scale in which the largest of ``values`` reads best."""
    sizes = [abs(value) for value in values if value is not None and math.isfinite(value)]
    largest = max(sizes, default=0.0)
    # 999,950 would print as 1000.0 k: the next scale starts a rounding earlier.
    return next((scale for scale in SCALES if largest >= scale.divisor * 0.99995), SCALES[-1])


def code(currency: str) -> str:
    """The currency as printed: nothing for ``XXX``, by which ISO 4217 means no currency."""
    return "" if currency == "XXX" else currency


def scale_of_table(values: Iterable[float | None]) -> Scale:
    """One scale for a table: that of its largest value, unless most others would vanish in it."""
    sizes = sorted(abs(v) for v in values if v is not None and math.isfinite(v) and v)
    if not sizes:
        return SCALES[-1]
    return scale_for([min(sizes[-1], 10 * sizes[len(sizes) // 2])])


def money(
    value: float | None,
    currency: str,
    *,
    se: float | None = None,
    signed: bool = False,
    scale: Scale | None = None,
) -> str:
    """Money in k, m or bn with one decimal: ``EUR 14.2 m``; below a thousand in full.

    ``scale`` is that of the other labels of the same chart, where it stands among such.
    """
    if value is None or not math.isfinite(value):
        return NA
    chosen = scale or scale_for([value])
    # By itself an amount is told in full: less than one reads 0.
    worded = in_scale if scale is None else amount
    text = worded(value, chosen, se=se, signed=signed)
    return GAP.join(part for part in (code(currency), text, chosen.suffix) if part)


def in_scale(
    amount: float | None,
    scale: Scale,
    *,
    se: float | None = None,
    signed: bool = False,
    decimals: int | None = None,
) -> str:
    """The number alone, for a table whose heading states currency and scale."""
    if amount is None or not math.isfinite(amount):
        return NA
    error = None if se is None else se / scale.divisor
    most = _decimals(scale) if decimals is None else decimals
    return number(amount / scale.divisor, most, se=error, signed=signed)


def amount(
    value: float | None, scale: Scale, *, se: float | None = None, signed: bool = False
) -> str:
    """The number alone in the one scale of a chart; what is too small for it is not shown as zero.

    A thousand in millions reads ``<0.1``, and as a loss ``>−0.1``. What its standard error
    rounds to nothing, and less than half a cent, stays nothing.
    """
    text = in_scale(value, scale, se=se, signed=signed)
    least = 10.0 ** -_decimals(scale)
    error = supported_step(None if se is None else se / scale.divisor)
    if value is None or not abs(value) > _NO_MONEY or error > least or re.search("[1-9]", text):
        return text
    return f"<{trimmed(least, 1)}" if value > 0 else f">{MINUS}{trimmed(least, 1)}"


def _decimals(scale: Scale) -> int:
    return 1 if scale.divisor > 1 else 0


def column_decimals(errors: Iterable[float | None], scale: Scale) -> int:
    """Decimals of a whole column of money: what its least certain cell supports."""
    steps = [supported_step(None if se is None else se / scale.divisor) for se in errors]
    most = _decimals(scale)
    return most if max(steps, default=0.0) <= 10.0**-most * (1 + 1e-9) else 0


def by_value(
    values: Iterable[float | None],
    errors: Iterable[float | None],
    words: Callable[[float, float | None], str],
) -> Callable[[float], str]:
    """Formatter for a column whose cells differ in their standard error.

    Tables format by value alone, so each value is worded beforehand with its own
    error; a value that occurs twice is worded with the larger.
    """
    largest: dict[float, float | None] = {}
    for value, error in zip(values, errors, strict=True):
        if value is None or not math.isfinite(value):
            continue
        known = largest.get(value)
        largest[value] = error if known is None else max(known, error or 0.0)
    texts = {value: words(value, error) for value, error in largest.items()}
    return lambda value: texts.get(value, NA)


def multiple(ratio: float | None, *, decimals: int = 2) -> str:
    """A ratio to today: ``×10``, ``×0.3``; trailing zeros are left out."""
    if ratio is None or not math.isfinite(ratio):
        return NA
    return "×" + _untailed(f"{ratio:,.{decimals}f}")


def months(count: float | None) -> str:
    """``1 month``, ``14 months``."""
    if count is None:
        return NA
    return f"{number(count)}{GAP}{'month' if count == 1 else 'months'}"


def probability_words(share: float) -> str:
    """The probability in words; each word has one fixed range of whole percents."""
    share = round(share, 2)
    ladder = (
        (0.99, "almost certain"),
        (0.90, "very likely"),
        (0.66, "likely"),
        (0.33, "about even"),
        (0.10, "unlikely"),
        (0.01, "very unlikely"),
    )
    return next((words for least, words in ladder if share >= least), "almost impossible")


def probability(share: float | None, *, se: float | None = None) -> str:
    """Number and words: ``84 % (likely)``."""
    if share is None or not math.isfinite(share):
        return NA
    return f"{chance(share, se=se)} ({probability_words(share)})"


def chance(share: float | None, *, se: float | None = None) -> str:
    """A probability as a number: ``84 %``, ``<1 %``, ``>99 %``.

    Never a bare 0 or 100 %: that no draw showed it does not make it impossible.
    """
    if share is not None and share < 0.005:
        return f"<1{GAP}%"
    if share is not None and share >= 0.995:
        return f">99{GAP}%"
    return percent(share, se=se)


def lever_value(value: float | None, unit: str) -> str:
    """A lever as its unit reads: ×10, +30 %, 6 months, 0.3; ``as stated`` when not set."""
    if value is None:
        return AS_STATED
    if unit == "×":
        return multiple(value)
    if unit == "%":
        return f"{_untailed(_english(value * 100, 1))}{GAP}%" if math.isfinite(value) else NA
    if unit == "months":
        return months(value)
    return trimmed(value, 2)


def day(date: dt.date) -> str:
    """A day in a sentence, never torn over two lines: ``2 Dec 2026``."""
    return f"{date.day}{GAP}{_MONTHS[date.month - 1]}{GAP}{date.year}"


def count(number_of: int, noun: str, plural: str | None = None) -> str:
    """``1 initiative``, ``24 initiatives``."""
    return f"{whole(number_of)} {noun if number_of == 1 else plural or noun + 's'}"


def percentiles(**words: str) -> str:
    """Percentiles with their values in words, none torn from its name: ``P10 −4 %, P90 77 %``."""
    return ", ".join(f"{name.upper()}{GAP}{each}" for name, each in words.items())


def listed(words: Iterable[str]) -> str:
    """``A, B and C``."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def _one_line(text: str) -> str:
    """Text with any run of white space as one space; no-break spaces keep figures whole."""
    return re.sub(rf"[^\S{GAP}]+", " ", text).strip()


def shorten(text: str, length: int) -> str:
    """Text cut to ``length`` characters with an ellipsis, on one line."""
    flat = _one_line(text)
    return flat if len(flat) <= length else flat[: length - 1].rstrip() + "…"


def escape_markdown(text: str) -> str:
    """Text from a file made inert where only markdown can be shown (labels, captions).

    Punctuation is escaped with a backslash, and a word joiner (U+2060, no width)
    is set where Streamlit rewrites text after parsing: shortcodes and icons
    (``:name:``), bare addresses (``www.``, ``://``, ``@``).
    """
    flat = _one_line(str(text))
    flat = re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~$^&=:/\"'@])", r"\\\1", flat)
    flat = re.sub(r"(\\[:@])(?=\S)", rf"\1{_JOINER}", flat)
    return re.sub(r"(?i)(www)(\\\.)", rf"\1{_JOINER}\2", flat)
