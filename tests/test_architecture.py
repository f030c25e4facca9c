"""The lines between the parts, read from the source itself.

Imports run one way: views → state, cached, forms, charts, wording, frame →
inventory, assessment → scenarios → numpy and scipy.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Collection, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("scenarios", "cockpit", "sample_data", "benchmarks", "tests")
PRODUCT = ("scenarios", "cockpit", "sample_data")
MOST_LINES = 400

#: Height of each part; a part imports only parts of its own height or below.
HEIGHT = {
    "scenarios": 0,
    "cockpit.locales": 0,
    "cockpit.wording": 0,  # text and numbers only; answers are worded where they are found
    "cockpit.lever_specs": 0,  # titles, units and limits of the levers, read from the engine
    "cockpit.apart": 0,  # child processes with limits; every reader of files asks them
    "cockpit.inventory": 1,
    "cockpit.usage": 1,
    "cockpit.actuals": 1,
    "cockpit.assessment": 2,
    "cockpit": 3,  # state, cached, forms, charts, wording, frame, the command line
    "cockpit.views": 4,
    "cockpit.app": 5,
}
#: The parts that may know Streamlit; all others can be used without it.
SCREEN = ("app", "navigation", "state", "cached", "forms", "frame", "views")


def sources(*packages: str) -> list[Path]:
    """Every Python file of the packages, sorted."""
    return sorted(
        path
        for package in packages
        for path in (ROOT / package).rglob("*.py")
        if "__pycache__" not in path.parts
    )


def module_name(path: Path) -> str:
    """Dotted name of a file under the root."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def part_of(module: str) -> str | None:
    """The entry of :data:`HEIGHT` that a module belongs to."""
    matches = [part for part in HEIGHT if module == part or module.startswith(part + ".")]
    return max(matches, key=len, default=None)


def imports(tree: ast.AST, module: str) -> Iterator[str]:
    """Dotted names of everything imported, inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                head = ".".join(module.split(".")[: -node.level])
                base = f"{head}.{base}".strip(".")
            yield from (f"{base}.{alias.name}" for alias in node.names)


def upward_imports(tree: ast.AST, module: str) -> list[str]:
    """Imports of a part that stands higher than the module's own."""
    own = part_of(module)
    if own is None:
        return []
    found = []
    for name in imports(tree, module):
        other = part_of(name)
        if other is not None and HEIGHT[other] > HEIGHT[own]:
            found.append(name)
    return found


def roots(tree: ast.AST, module: str) -> set[str]:
    """First parts of all imported names."""
    return {name.split(".")[0] for name in imports(tree, module)}


def swallowed(tree: ast.AST) -> list[int]:
    """Lines of handlers that catch everything and do nothing."""
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.walk(node.type) if node.type else iter(())
            names = {name.id for name in caught if isinstance(name, ast.Name)}
            broad = node.type is None or bool(names & {"Exception", "BaseException"})
            idle = all(
                isinstance(s, ast.Pass | ast.Continue)
                or (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))
                for s in node.body
            )
            if broad and idle:
                lines.append(node.lineno)
    return lines


def attribute_uses(tree: ast.AST, owner: str, names: set[str]) -> list[int]:
    """Lines that read ``owner.name`` for one of the names."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in names
        and isinstance(node.value, ast.Name)
        and node.value.id == owner
    ]


def html_allowed(tree: ast.AST) -> list[int]:
    """Lines that pass raw HTML to a page."""
    flagged = [
        node.value.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword)
        and node.arg == "unsafe_allow_html"
        and not (isinstance(node.value, ast.Constant) and node.value.value is False)
    ]
    return flagged + attribute_uses(tree, "st", {"html"})


def components_not_plain(tree: ast.AST) -> list[int]:
    """Lines that make a component of anything but a script written out there, without HTML."""
    plain = {
        node.func.value.value.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Attribute)
        and isinstance(node.func.value.value, ast.Attribute)
        and [each.arg for each in node.keywords] == ["js"]
        and isinstance(node.keywords[0].value, ast.Constant)
    }
    return [line for line in attribute_uses(tree, "st", {"components"}) if line not in plain]


def builtin_hashes(tree: ast.AST) -> list[int]:
    """Lines that call the built-in ``hash``, which differs from run to run."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "hash"
    ]


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def offences(rule: Callable[[Path], Collection[object]], *packages: str) -> dict[str, object]:
    """What a rule finds, by file; empty when every file of the packages keeps it."""
    found = {path.relative_to(ROOT).as_posix(): rule(path) for path in sources(*packages)}
    return {name: what for name, what in found.items() if what}


def test_imports_run_one_way() -> None:
    assert offences(lambda path: upward_imports(parsed(path), module_name(path)), *PRODUCT) == {}


def test_product_does_not_know_its_tests_or_benchmarks() -> None:
    foreign = {"tests", "benchmarks", "pytest", "hypothesis"}
    assert offences(lambda path: roots(parsed(path), module_name(path)) & foreign, *PRODUCT) == {}


def test_engine_knows_numbers_only() -> None:
    allowed = {"numpy", "scipy", "pydantic", "scenarios", "numba", *sys.stdlib_module_names}
    # No clock, no chance, no file and no network within.
    allowed -= {
        "datetime",
        "time",
        "random",
        "secrets",
        "uuid",
        "os",
        "pathlib",
        "socket",
        "urllib",
    }
    assert (
        offences(lambda path: roots(parsed(path), module_name(path)) - allowed, "scenarios") == {}
    )


def test_streamlit_stays_on_the_screen_side() -> None:
    def rule(path: Path) -> set[str]:
        module = module_name(path)
        if module.startswith(tuple(f"cockpit.{part}" for part in SCREEN)):
            return set()
        return roots(parsed(path), module) & {"streamlit"}

    assert offences(rule, *PRODUCT) == {}


def test_one_place_each_for_state_and_caches() -> None:
    places = {
        "state.py": {"session_state", "query_params"},
        "cached.py": {"cache_data", "cache_resource"},
    }
    for file, names in places.items():
        found = offences(
            lambda path, names=names: attribute_uses(parsed(path), "st", names), "cockpit"
        )
        assert set(found) <= {f"cockpit/{file}"}


def test_no_folder_named_pages() -> None:
    found = [p for package in PRODUCT for p in (ROOT / package).rglob("pages") if p.is_dir()]
    assert found == [], "a folder of this name changes how Streamlit and AppTest find the entry"


def test_no_edit_of_the_import_path() -> None:
    assert offences(lambda path: attribute_uses(parsed(path), "sys", {"path"}), *PACKAGES) == {}


def test_no_error_is_swallowed() -> None:
    assert offences(lambda path: swallowed(parsed(path)), *PACKAGES) == {}


def test_no_raw_html() -> None:
    assert offences(lambda path: html_allowed(parsed(path)), *PACKAGES) == {}


def test_the_one_component_is_a_script_of_our_own() -> None:
    assert offences(lambda path: components_not_plain(parsed(path)), *PACKAGES) == {}
    users = offences(lambda path: attribute_uses(parsed(path), "st", {"components"}), *PACKAGES)
    assert list(users) == ["cockpit/views/window.py"]


@pytest.mark.parametrize(
    "text",
    [
        "import streamlit as st\nst.components.v1.html(text)",
        "import streamlit as st\nst.components.v2.component('x', html=text)",
        "import streamlit as st\nst.components.v2.component('x', js=text)",
        "import streamlit as st\nst.components.v2.component('x', js='a', html='b')",
    ],
)
def test_other_components_would_be_found(text: str) -> None:
    assert components_not_plain(ast.parse(text)) == [2]


def test_no_seed_from_the_builtin_hash() -> None:
    assert offences(lambda path: builtin_hashes(parsed(path)), *PACKAGES) == {}


def test_files_stay_readable() -> None:
    def rule(path: Path) -> list[int]:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        return [lines] if lines > MOST_LINES else []

    assert offences(rule, *PACKAGES) == {}


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("scenarios.measures", "def f():\n    from cockpit.inventory import reader"),
        ("cockpit.inventory.reader", "import cockpit.assessment.full_cost"),
        ("cockpit.charts.fan", "from cockpit import views"),
        ("cockpit.assessment.full_cost", "from ..state import portfolio"),
    ],
)
def test_the_import_rule_catches(module: str, text: str) -> None:
    assert upward_imports(ast.parse(text), module)


def test_the_other_rules_catch() -> None:
    assert swallowed(ast.parse("try:\n    f()\nexcept (ValueError, Exception):\n    pass"))
    assert swallowed(ast.parse("try:\n    f()\nexcept:\n    ..."))
    assert not swallowed(ast.parse("try:\n    f()\nexcept KeyError:\n    pass"))
    assert html_allowed(ast.parse("st.markdown(x, unsafe_allow_html=True)"))
    assert html_allowed(ast.parse("st.html(x)"))
    assert attribute_uses(ast.parse("sys.path.insert(0, x)"), "sys", {"path"})
    assert builtin_hashes(ast.parse("seed = hash(name)"))
