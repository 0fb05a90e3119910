"""What identifies a row of each table, and which columns point at other tables.

In: nothing. Out: `PRIMARY`, `FOREIGN`. Tests hold both against the register that ships.
"""

from __future__ import annotations

#: Tables without an entry have no column that identifies a row.
PRIMARY: dict[str, tuple[str, ...]] = {
    "authority": ("code",),
    "authority_code": ("any_code", "code", "relation"),
    "neighbour": ("code", "neighbour"),
    "source": ("id",),
    "indicator": ("id",),
    "observation": ("id",),
    "observations": ("id",),
    "observations_all_vintages": ("id",),
    "correction": ("id", "observation"),
    "agreement": ("slug",),
    "agreement_state": ("agreement", "question"),
    "agreement_version": ("agreement", "version"),
    "agreement_total": ("figure",),
    "payment": ("figure",),
    "agreement_deficit": ("figure",),
    "statement": ("figure",),
    "claim": ("id",),
    "national": ("id",),
    "event": ("id",),
    "event_figure": ("id",),
    "known_date": ("id",),
    "scenario": ("slug",),
    "scenario_dial": ("scenario", "position"),
    "duty": ("id",),
    "legal_case": ("key",),
    "other_figure": ("id",),
}

_OBSERVATION = {"indicator": "indicator.id", "authority": "authority.code", "source": "source.id"}
_AGREEMENT = {"agreement": "agreement.slug"}
_AGREEMENT_FIGURE = _AGREEMENT | {"figure": "other_figure.id"}

#: Column -> table.column, for each table. A blank cell points nowhere.
FOREIGN: dict[str, dict[str, str]] = {
    "authority_code": {"code": "authority.code"},
    "neighbour": {"code": "authority.code", "neighbour": "authority.code"},
    "indicator": {"source": "source.id"},
    "observation": _OBSERVATION,
    "observations": _OBSERVATION,
    "observations_all_vintages": _OBSERVATION,
    "correction": {"observation": "observation.id", "source": "source.id"},
    "agreement": {"authority": "authority.code"},
    "agreement_state": _AGREEMENT,
    "agreement_version": _AGREEMENT_FIGURE,
    "agreement_total": _AGREEMENT_FIGURE,
    "payment": _AGREEMENT_FIGURE,
    "agreement_deficit": _AGREEMENT_FIGURE,
    "condition": _AGREEMENT_FIGURE,
    "agreement_event": _AGREEMENT,
    "statement": _AGREEMENT_FIGURE,
    "gap": _AGREEMENT,
    "claim": {"id": "other_figure.id", "authority": "authority.code", "source": "source.id"},
    "national": {"id": "other_figure.id", "source": "source.id"},
    "event_figure": {"id": "other_figure.id", "event": "event.id"},
    "scenario_dial": {"scenario": "scenario.slug"},
    "other_figure": {"authority": "authority.code"},
}
