"""The only place that touches session state and query parameters.

Inputs live here, never figures: what was chosen (:class:`cockpit.choice.Choice`),
which files were uploaded, and how each is to be read. ``begin`` brings address and
choice together at the start of a page run; ``follow`` writes the address after a
change inside a fragment, where ``begin`` does not run.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

from cockpit import address, filters, locales, wording
from cockpit.choice import Choice, Setting
from cockpit.cli import WORKBOOK_VARIABLE
from cockpit.cli_error import CommandError
from cockpit.cli_map import CONFIRM_VARIABLE, MAPPING_VARIABLE, laid_over
from cockpit.dataset import Upload
from cockpit.inventory.corrections import History
from cockpit.inventory.intake import AS_IT_STANDS, Intake

UPLOAD_LIMIT = 3
UPLOAD_BYTES_LIMIT = 25 * 1024 * 1024

_CHOICE = "choice"
_WRITTEN = "address_written"
_TOUCHED = "choice_touched"
_NOTES = "notes"
_LINK_MARK = "link_data_mark"
_UPLOADS = "uploads"
_DATA_MARK = "data_mark"
_CURRENT = "current_upload"
_PENDING = "pending_upload"
_HISTORIES = "correction_histories"
_REMEMBERED = "remembered"


@dataclass(frozen=True, slots=True)
class Pending:
    """A file that was dropped and is not in use yet.

    ``mapped`` says that its columns are confirmed, or need no confirmation.
    """

    upload: Upload
    mapped: bool


def begin() -> None:
    """Take the choice from the address where a link was opened, and keep both alike.

    The address wins when it was changed from outside (a link, the Back button);
    a widget's change in this very run wins over an address not yet updated; an
    address without any parameter of ours (after a change of page) changes nothing.
    """
    session = st.session_state
    found = {key: st.query_params.get_all(key) for key in st.query_params if address.knows(key)}
    first = _CHOICE not in session
    moved = bool(found) and found != session.get(_WRITTEN) and not session.get(_TOUCHED)
    if first or moved:
        choice, notes = address.from_query(found)
        session[_CHOICE] = choice
        session[_NOTES] = tuple(dict.fromkeys(notes))
        session[_LINK_MARK] = found.get(address.MARK_KEY, [""])[-1]
    if first:
        _open_given_workbook()
    follow()


def _open_given_workbook() -> None:
    """Start with the workbook that ``cockpit run FILE`` names, as if it had been uploaded."""
    given = os.environ.get(WORKBOOK_VARIABLE)
    if given:
        path = Path(given)
        try:
            content = path.read_bytes()
        except OSError:
            note(f"{path.name} can no longer be opened; the sample portfolio is shown instead.")
            return
        problem = refusal(content, path.name)
        if problem:
            note(problem)
            return
        upload = replace(new_upload(path.name, content), served=True)
        if os.environ.get(CONFIRM_VARIABLE):
            hold(Pending(upload, mapped=False))
            note(f"{path.name} waits on the page Data: confirm there what its columns mean.")
        else:
            take(_given_mapping(upload, path))


def _given_mapping(upload: Upload, path: Path) -> Upload:
    """The upload read by the mapping that ``cockpit run --mapping`` names, if it names one."""
    given = os.environ.get(MAPPING_VARIABLE)
    if not given:
        return upload
    try:
        return replace(upload, intake=Intake(mapping=laid_over(Path(given), path).mapping))
    except (CommandError, OSError) as error:
        note(f"The mapping cannot be used: {error}")
        return upload


def follow() -> None:
    """Write the choice into the address, if it is not there already."""
    session = st.session_state
    wanted = address.to_query(choice(), session.get(_DATA_MARK, ""))
    found = {key: st.query_params.get_all(key) for key in st.query_params}
    if {key: values for key, values in found.items() if address.knows(key)} != wanted:
        foreign = {key: values for key, values in found.items() if not address.knows(key)}
        st.query_params.from_dict({**foreign, **wanted})
    session[_WRITTEN] = wanted
    session[_TOUCHED] = False


def choice() -> Choice:
    """What is chosen now."""
    return st.session_state.get(_CHOICE) or Choice()


def choose(new: Choice) -> None:
    """Replace the choice (from a widget's callback, or followed by a rerun)."""
    st.session_state[_CHOICE] = new
    st.session_state[_TOUCHED] = True
    st.session_state[_NOTES] = ()


def set_now(setting: Setting) -> None:
    """Put another scenario on screen."""
    choose(choice().with_now(setting))


def set_threshold(key: str, value: float | None) -> None:
    """Judge by another threshold from now on; ``None`` goes back to the workbook's or default."""
    choose(choice().with_threshold(key, value))


def notes() -> tuple[str, ...]:
    """What of the opened link, or of the loaded file, could not be used."""
    return tuple(st.session_state.get(_NOTES, ()))


def note(*sentences: str) -> None:
    """Show these sentences until the next change."""
    st.session_state[_NOTES] = tuple(sentences)


def link_mark() -> str:
    """Mark of the data that the opened link was made on; empty when it named none."""
    return str(st.session_state.get(_LINK_MARK, ""))


def work_on(mark: str) -> None:
    """Say which data the figures rest on: its mark stands in every link (empty: the sample)."""
    if st.session_state.get(_DATA_MARK, "") != mark:
        st.session_state[_DATA_MARK] = mark
        follow()


def page_address() -> str:
    """The address of the page on screen with the choice in it, for copying."""
    query = address.to_query(choice(), st.session_state.get(_DATA_MARK, ""))
    for key in st.query_params:
        if key.startswith(filters.PREFIX):
            query[key] = st.query_params.get_all(key)
    return address.link(str(st.context.url or ""), query)


def shown(key: str) -> str:
    """What a page shows beyond the choice (a screen, a filter), as its address holds it."""
    return str(st.query_params.get(key, ""))


def show(key: str, what: str) -> None:
    """Let the page show something else; it stands in the address until the page changes."""
    if what:
        st.query_params[key] = what
    elif key in st.query_params:
        del st.query_params[key]


def uploads() -> tuple[Upload, ...]:
    """The files of this session, oldest first."""
    return tuple(st.session_state.get(_UPLOADS, ()))


def current_upload() -> Upload | None:
    """The upload in use, or ``None`` for the sample portfolio."""
    digest = st.session_state.get(_CURRENT)
    return next((upload for upload in uploads() if upload.digest == digest), None)


def previous_upload() -> Upload | None:
    """The upload before the one in use, to compare with; ``None`` if there is none."""
    current = current_upload()
    files = uploads()
    if current is None:
        return None
    place = files.index(current)
    return files[place - 1] if place else None


def refusal(content: bytes, name: str = "The file") -> str | None:
    """Why a file of this size is not taken, in words; ``None`` where it is."""
    if not content:
        return (
            f"{name} could not be read: it is empty. The data before it stays in use. Save the "
            "workbook once more and upload it again."
        )
    if len(content) > UPLOAD_BYTES_LIMIT:
        return (
            f"{name} has {wording.number(len(content) / 2**20)} MB; at most "
            f"{UPLOAD_BYTES_LIMIT // 2**20} MB can be read. Remove sheets that are not "
            "part of the inventory and upload it again."
        )
    return None


def new_upload(name: str, content: bytes) -> Upload:
    """A file as an upload, not kept yet; read as before where this session has it already."""
    digest = hashlib.sha256(content).hexdigest()
    known = next((upload for upload in uploads() if upload.digest == digest), None)
    return Upload(name, content, digest, known.intake if known else AS_IT_STANDS)


def take(upload: Upload) -> None:
    """Keep an upload as the newest and use it; it is pending no longer.

    A session keeps its last ``UPLOAD_LIMIT`` files; the oldest makes room.
    """
    kept = [each for each in uploads() if each.digest != upload.digest]
    kept.append(upload)
    st.session_state[_UPLOADS] = tuple(kept[-UPLOAD_LIMIT:])
    # A file that made room begins anew when it comes back: its steps go with it.
    steps = st.session_state.get(_HISTORIES, {})
    known = {each.digest for each in uploads()}
    st.session_state[_HISTORIES] = {key: steps[key] for key in steps if key in known}
    hold(None)
    use_data(upload.digest)


def use_data(digest: str | None) -> None:
    """Work on the upload with this digest, or on the sample portfolio (``None``)."""
    st.session_state[_CURRENT] = digest
    st.session_state[_TOUCHED] = True


def pending() -> Pending | None:
    """The file that waits to be confirmed; the data in use stays in use until then."""
    return st.session_state.get(_PENDING)


def hold(waiting: Pending | None) -> None:
    """Let a file wait to be confirmed, or let none wait."""
    st.session_state[_PENDING] = waiting


def history(upload: Upload) -> History:
    """Steps of correction made on an upload in this session."""
    kept = st.session_state.get(_HISTORIES, {}).get(upload.digest)
    # A file that comes with corrections of its own starts with them.
    return kept if kept is not None else History(upload.intake.corrections)


def correct(upload: Upload, steps: History) -> None:
    """Read an upload of this session with the corrections of ``steps`` from now on."""
    st.session_state.setdefault(_HISTORIES, {})[upload.digest] = steps
    intake = replace(upload.intake, corrections=steps.now)
    corrected = replace(upload, intake=intake)
    st.session_state[_UPLOADS] = tuple(
        corrected if each.digest == upload.digest else each for each in uploads()
    )
    st.session_state[_TOUCHED] = True


def refresh(*parts: str) -> None:
    """Rerun only these fragments of the page; all of it where one of them is not shown.

    For callbacks, as their last step: it does not return where it succeeds.
    """
    with contextlib.suppress(StreamlitAPIException):
        st.rerun(list(parts))


def put(key: str, value: Any) -> None:
    """Set a widget's value before it is drawn; does nothing when it has the value already.

    A value that is set needlessly would be sent back to the browser and could
    overtake a slider that is still moving.
    """
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def widget_key(base: str, wanted: Any) -> str:
    """Key under which a widget shows ``wanted``, given to it as its default value.

    As long as the widget itself brought the value, its key stays. Where the value
    came from elsewhere (its twin, a reset, a link), the widget gets a new key
    instead of a new value: a value set from here could meet an older one still on
    its way from the browser, which would then pass for a change by the person.
    """
    key = _current_key(base)
    if key in st.session_state and st.session_state[key] != wanted:
        remember(base, remembered(base, 0) + 1)
        key = _current_key(base)
    return key


def _current_key(base: str) -> str:
    turn = remembered(base, 0)
    return f"{base}~{turn}" if turn else base


def is_current(base: str, key: str) -> bool:
    """Whether a widget is still the one on screen, for callbacks.

    The browser may send the value of a widget that has been replaced meanwhile;
    it is the echo of an older state, and nobody's wish.
    """
    return key == _current_key(base)


def value(key: str) -> Any:
    """A widget's value, for callbacks."""
    return st.session_state.get(key)


def remembered(key: str, default: Any = None) -> Any:
    """A small thing about the form that belongs to no scenario (e.g. an extra slider stop)."""
    return st.session_state.get(_REMEMBERED, {}).get(key, default)


def remember(key: str, what: Any) -> None:
    """Keep a small thing about the form for this session."""
    st.session_state.setdefault(_REMEMBERED, {})[key] = what


def locale() -> str:
    """How figures are written: as chosen in this session, else as the browser's language does."""
    chosen = remembered("locale")
    return str(chosen) if chosen else locales.nearest(st.context.locale)


def write_as(chosen: str) -> None:
    """Write figures as in this locale from now on."""
    remember("locale", chosen)


def is_dark() -> bool:
    """Whether the browser shows the dark theme."""
    return st.context.theme.type == "dark"
