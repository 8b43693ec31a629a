"""Instruments of an agency's own: put to use, changed as a new version, taken out of use.

Toolkit, ch. 7 and 8: agencies use what fits them. A version never changes, since answers name it.
"""

from collections.abc import Collection
from typing import Literal

from domain.agency.agency_settings import AgencySettings
from domain.base.messages import Command, Event
from domain.base.model import AgencyId
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.instruments.instrument import Instrument, Key
from domain.instruments.shelf import RELEASED

MOST = 40
"""Versions of own instruments an agency may keep."""


class AdoptInstrument(Command):
    """Put an instrument of the agency's own to use, or a new version of one."""

    kind: Literal["adopt_instrument"] = "adopt_instrument"
    agency_id: AgencyId
    content: Instrument


class InstrumentAdopted(Event):
    """An instrument of the agency's own was put to use."""

    kind: Literal["instrument_adopted"] = "instrument_adopted"
    agency_id: AgencyId
    content: Instrument


class RetireInstrument(Command):
    """Take one of the agency's own instruments out of use; what was answered can still be read."""

    kind: Literal["retire_instrument"] = "retire_instrument"
    agency_id: AgencyId
    instrument: Key


class InstrumentRetired(Event):
    """One of the agency's own instruments was taken out of use."""

    kind: Literal["instrument_retired"] = "instrument_retired"
    agency_id: AgencyId
    instrument: str


def adopt(
    settings: AgencySettings,
    kept: Collection[Instrument],
    retired: Collection[str],
    command: AdoptInstrument,
) -> tuple[InstrumentAdopted, ...]:
    """The event to record; none where this very version is in use already.

    Raises `Refusal`: `not_agency_coordinator`, `instrument_name_taken` (by the engine's own),
    `instrument_version` (fact `next`), `too_many_instruments`.
    """
    if command.by not in settings.coordinators:
        raise Refusal("not_agency_coordinator")
    new = command.content
    if any(name == new.instrument for name, _ in RELEASED):
        raise Refusal("instrument_name_taken", instrument=new.instrument)
    before = [one for one in kept if one.instrument == new.instrument]
    if new in before and new.instrument not in retired:
        return ()
    following = max((one.version for one in before), default=0) + 1
    if new not in before and new.version != following:
        raise Refusal("instrument_version", instrument=new.instrument, next=following)
    if len(kept) >= MOST:
        raise Refusal("too_many_instruments", most=MOST)
    return (InstrumentAdopted.of(command, Role.COORDINATOR),)


def retire(
    settings: AgencySettings,
    kept: Collection[Instrument],
    retired: Collection[str],
    command: RetireInstrument,
) -> tuple[InstrumentRetired, ...]:
    """The event to record; none where it is out of use already.

    Raises `Refusal`: `not_agency_coordinator`, `unknown_instrument`.
    """
    if command.by not in settings.coordinators:
        raise Refusal("not_agency_coordinator")
    if all(one.instrument != command.instrument for one in kept):
        raise Refusal("unknown_instrument", instrument=command.instrument)
    if command.instrument in retired:
        return ()
    return (InstrumentRetired.of(command, Role.COORDINATOR),)
