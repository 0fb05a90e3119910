"""Every table and column of the store, declared once: the DDL, the data package and the docs follow from here.

In: nothing. Out: `TABLES`.
"""

from __future__ import annotations

from typing import NamedTuple


class Column(NamedTuple):
    """A column: name, DuckDB type, and what it holds."""

    name: str
    type: str
    about: str


class Table(NamedTuple):
    """A table: what one row is, and its columns."""

    about: str
    columns: tuple[Column, ...]


def _table(about: str, columns: str) -> Table:
    """`columns`: one a line, as `name TYPE what it holds`; TYPE defaults are spelled out."""
    lines = [line.split(None, 2) for line in columns.strip().splitlines()]
    return Table(about, tuple(Column(*line) for line in lines))


TABLES: dict[str, Table] = {
    "authority": _table(
        "One authority, region, combined area or England.",
        """
        code VARCHAR present ONS code
        name VARCHAR name in use
        other_names VARCHAR other names, joined by |
        slug VARCHAR the name in web addresses
        type VARCHAR kind of council
        region VARCHAR region of England
        status VARCHAR current, abolished, aggregate or combined
        dfe_code VARCHAR number used by the Department for Education
        mhclg_code VARCHAR code used by the Ministry of Housing, Communities and Local Government
        valid_from VARCHAR since when the authority or its code exists
        valid_to VARCHAR until when it existed
        latitude DOUBLE a point for maps
        longitude DOUBLE a point for maps
        whatdotheyknow_id VARCHAR number at WhatDoTheyKnow
        gov_uk_slug VARCHAR name in GOV.UK addresses
        """,
    ),
    "authority_code": _table(
        "Every code that resolves to an authority.",
        """
        any_code VARCHAR a code that somebody may use
        code VARCHAR the present code
        relation VARCHAR current, former, dfe, predecessor or member
        """,
    ),
    "neighbour": _table(
        "Statistical neighbours: authorities with similar children.",
        """
        code VARCHAR authority
        neighbour VARCHAR its neighbour
        closeness VARCHAR how close, in the words of the source
        position INTEGER order in the source
        """,
    ),
    "source": _table(
        "Where figures come from.",
        """
        id VARCHAR id
        title VARCHAR title
        publisher VARCHAR who published it
        kind VARCHAR official, parliament, court, council, press, third_party or ours
        url VARCHAR address
        licence VARCHAR licence of the source
        published VARCHAR date of publication, as far as known
        published_by DATE last day by which it was certainly public
        retrieved DATE when we read it
        retrieved_via VARCHAR how we read it
        note VARCHAR anything a reader should know
        """,
    ),
    "indicator": _table(
        "Measures.",
        """
        id VARCHAR id
        label VARCHAR name for people
        definition VARCHAR what it counts
        unit VARCHAR count, percent, gbp, gbp_each or score
        polarity VARCHAR which way is better, where that can be said
        topic VARCHAR group
        period_kind VARCHAR what a period means
        source VARCHAR main source
        decimals INTEGER digits after the point when shown
        ahead BOOLEAN a plan or forecast
        sign VARCHAR positive_is_deficit for deficits
        note VARCHAR anything a reader should know
        breaks VARCHAR series breaks, as JSON
        relations VARCHAR relations to other indicators, as JSON
        """,
    ),
    "observation": _table(
        "One value of one indicator for one authority and period, in one vintage.",
        """
        id VARCHAR indicator:authority:period:source
        indicator VARCHAR indicator
        authority VARCHAR authority
        period VARCHAR period, as published
        year INTEGER calendar year in which the period ends
        value DOUBLE value after corrections; null when missing
        status VARCHAR status after corrections
        value_as_published DOUBLE what the source printed
        status_as_published VARCHAR status of what the source printed
        basis VARCHAR net, gross or unknown (deficits only)
        source VARCHAR source
        published VARCHAR date of publication, as far as known
        published_by DATE last day by which the value was certainly public
        source_code VARCHAR code that the source printed, where it differs from ours
        note VARCHAR anything a reader should know; the reason of a missing value
        correction VARCHAR correction laid over the value
        correction_made DATE when the correction was made
        newest BOOLEAN newest vintage for this indicator, authority and period
        """,
    ),
    "correction": _table(
        "What we show instead of a published value, and why. One row for each value touched.",
        """
        id VARCHAR id of the correction
        observation VARCHAR id of the observation
        action VARCHAR override or flag
        what VARCHAR what is wrong
        why VARCHAR how it came about
        evidence VARCHAR what shows it
        source VARCHAR source
        made VARCHAR when
        value_published DOUBLE value as published
        value_shown DOUBLE value as shown
        note VARCHAR remark on this value
        """,
    ),
    "agreement": _table(
        "One council's Safety Valve agreement, or its refused bid.",
        """
        slug VARCHAR id, the council's name in web addresses
        authority VARCHAR authority
        name VARCHAR council
        kind VARCHAR agreement or refused_bid
        round VARCHAR financial year of the round
        signed VARCHAR date of signing, where known
        published VARCHAR date of publication
        published_note VARCHAR remark on that date
        summary VARCHAR where it stands, in a sentence
        latest VARCHAR newest news
        confidence DOUBLE how sure we are of the entry as a whole, 0 to 1
        compiled VARCHAR when the entry was written
        next_review VARCHAR when it should be looked at again
        finance_state VARCHAR on_plan, off_plan, cleared, in_deficit_again, not_signed or not_known
        payment_state VARCHAR paying, delayed, suspended, complete, ended, never or not_known
        service_state VARCHAR latest inspection
        document_note VARCHAR remark on the documents
        """,
    ),
    "agreement_state": _table(
        "The three states of an agreement, with what each rests on.",
        """
        agreement VARCHAR agreement
        question VARCHAR finance, payment or service
        value VARCHAR state
        as_of VARCHAR as of when
        why VARCHAR what is known
        sources VARCHAR source ids, joined by |
        """,
    ),
    "agreement_version": _table(
        "A version of an agreement: terms belong to a version.",
        """
        agreement VARCHAR agreement
        version VARCHAR original, reprofiled, extended or revised
        label VARCHAR name for people
        position INTEGER order of the versions
        since VARCHAR since when
        since_not_before VARCHAR earliest date, where only a window is known
        since_not_after VARCHAR latest date
        end_year VARCHAR financial year in which it was to end
        in_year_balance_year VARCHAR financial year by which spending should meet the grant
        total_gbp BIGINT money promised by the Department, pounds
        council_contribution_gbp BIGINT money promised by the council, pounds
        council_contribution_note VARCHAR remark
        note VARCHAR remark
        figure VARCHAR id of the figure for the total
        sources VARCHAR source ids, joined by |
        """,
    ),
    "agreement_total": _table(
        "Other sources' figures for the same total: both are kept.",
        """
        agreement VARCHAR agreement
        version VARCHAR version
        total_gbp BIGINT pounds
        note VARCHAR remark
        figure VARCHAR id of the figure
        sources VARCHAR source ids, joined by |
        """,
    ),
    "payment": _table(
        "Money due, and money made over: what was paid stands apart from what was due.",
        """
        agreement VARCHAR agreement
        kind VARCHAR due, made or capital
        period VARCHAR period in words
        from_year INTEGER first financial year (year of its end), where tied to years
        to_year INTEGER last financial year
        amount_gbp BIGINT pounds; null when not known
        missing VARCHAR reason why the amount is not known
        overlaps BOOLEAN counts money of other rows again
        derived BOOLEAN our arithmetic
        note VARCHAR remark
        figure VARCHAR id of the figure
        sources VARCHAR source ids, joined by |
        """,
    ),
    "agreement_deficit": _table(
        "Deficits named in connection with an agreement. Positive = deficit.",
        """
        agreement VARCHAR agreement
        as_at VARCHAR date
        as_at_missing VARCHAR reason why there is none
        value_gbp BIGINT pounds
        kind VARCHAR actual, council_forecast or agreement_profile
        basis VARCHAR net, gross or unknown
        scope VARCHAR whole_dsg, high_needs or unknown
        measure VARCHAR cumulative or in_year
        derived BOOLEAN our arithmetic
        note VARCHAR remark
        figure VARCHAR id of the figure
        sources VARCHAR source ids, joined by |
        """,
    ),
    "condition": _table(
        "What a council undertook to do, in our words.",
        """
        agreement VARCHAR agreement
        version VARCHAR version
        family VARCHAR what it is about
        text VARCHAR the condition
        target_text VARCHAR its number, as stated
        target_value DOUBLE its number
        target_unit VARCHAR unit of the number
        target_counts VARCHAR what the number counts
        target_by VARCHAR by when
        figure VARCHAR id of the figure, where there is a number
        sources VARCHAR source ids, joined by |
        """,
    ),
    "agreement_event": _table(
        "What happened to an agreement.",
        """
        agreement VARCHAR agreement
        date VARCHAR date, as far as known
        not_before VARCHAR earliest date, where only a window is known
        not_after VARCHAR latest date
        date_note VARCHAR remark on the date
        kind VARCHAR kind
        what VARCHAR what happened
        sources VARCHAR source ids, joined by |
        """,
    ),
    "statement": _table(
        "Other figures that somebody stated about a council with an agreement.",
        """
        agreement VARCHAR agreement
        measure VARCHAR what was measured
        value DOUBLE value
        note VARCHAR remark
        figure VARCHAR id of the figure
        sources VARCHAR source ids, joined by |
        """,
    ),
    "gap": _table(
        "What has not been found yet.",
        """
        agreement VARCHAR agreement
        what VARCHAR what is missing
        help VARCHAR where it may be found
        """,
    ),
    "claim": _table(
        "Statements by councils and the press about deficits. Positive = deficit.",
        """
        id VARCHAR id
        authority VARCHAR authority
        as_at VARCHAR date of the deficit
        value_gbp BIGINT pounds
        basis VARCHAR net, gross or unknown
        kind VARCHAR actual or forecast
        source VARCHAR source
        published VARCHAR when it was said
        note VARCHAR remark
        """,
    ),
    "national": _table(
        "England series and forecasts by others.",
        """
        id VARCHAR id
        series VARCHAR series
        label VARCHAR name of the series
        period VARCHAR period
        period_kind VARCHAR what a period means
        value DOUBLE value
        unit VARCHAR unit
        kind VARCHAR actual, derived, rounded, lower_bound, forecast, estimate, target or not_available
        made_by VARCHAR who made it
        made_on VARCHAR when it was made
        netting VARCHAR for sums of deficits: net_of_surpluses or deficits_only
        source VARCHAR source
        note VARCHAR remark
        reason VARCHAR reason of a missing value
        """,
    ),
    "event": _table(
        "The national timeline.",
        """
        id VARCHAR id
        date VARCHAR date, as far as known
        title VARCHAR title
        kind VARCHAR kind
        confidence VARCHAR high, medium or low
        summary VARCHAR what happened
        authorities VARCHAR codes of the authorities concerned, joined by |
        sources VARCHAR source ids, joined by |
        """,
    ),
    "event_figure": _table(
        "Figures that belong to an event.",
        """
        id VARCHAR id of the figure
        event VARCHAR event
        name VARCHAR what it is
        value DOUBLE value
        unit VARCHAR unit
        missing VARCHAR reason of a missing value
        """,
    ),
    "known_date": _table(
        "Dates ahead, as far as somebody has said them.",
        """
        id VARCHAR id
        date VARCHAR date, as far as known
        title VARCHAR title
        what VARCHAR what is due
        certainty VARCHAR law, official or reported
        recorded VARCHAR when the entry was written or last changed
        sequence INTEGER how often the date has moved
        cancelled VARCHAR why it is no longer expected
        sources VARCHAR source ids, joined by |
        """,
    ),
    "scenario": _table(
        "Named sets of assumptions that the model ships with. None of them is a forecast of what will be decided.",
        """
        slug VARCHAR id
        title VARCHAR title
        position INTEGER order
        explains VARCHAR what it is and why somebody would look at it
        made VARCHAR when it was written
        caution VARCHAR what it cannot tell
        sources VARCHAR source ids, joined by |
        """,
    ),
    "scenario_dial": _table(
        "The dials of each scenario that do not stand where they usually do.",
        """
        scenario VARCHAR scenario
        position INTEGER order
        dial VARCHAR name of the dial
        value VARCHAR where it stands
        since INTEGER first year in which it acts; blank if always
        until INTEGER last year in which it acts; blank if for good
        why VARCHAR why it stands there
        """,
    ),
    "duty": _table(
        "Legal duties: a draft that no lawyer has reviewed.",
        """
        id VARCHAR id
        title VARCHAR title
        group_name VARCHAR group
        severity VARCHAR breach_if_applied, high_risk or watch
        duty VARCHAR the duty in plain words
        why_it_matters VARCHAR why it matters
        lawful_counterpart VARCHAR wording in no tension with the duty
        trigger VARCHAR wording that raises a flag
        valid_from VARCHAR in force from
        valid_to VARCHAR in force to
        reviewed_by_lawyer BOOLEAN whether a lawyer has reviewed it
        law VARCHAR provisions, as JSON
        cases VARCHAR keys of cases, joined by |
        """,
    ),
    "legal_case": _table(
        "Judgments, won by either side.",
        """
        key VARCHAR id
        name VARCHAR name
        citation VARCHAR citation
        year INTEGER year
        court VARCHAR court
        direction VARCHAR for_family, for_authority, mixed or sets_test
        evidence VARCHAR found, located or recalled
        holding VARCHAR what was held
        url VARCHAR address
        note VARCHAR remark
        """,
    ),
    "other_figure": _table(
        "Every figure that is not an observation, under the id that it carries on pages, in the API and in downloads.",
        """
        id VARCHAR id
        kind VARCHAR payment, total, deficit, condition, statement, claim, national, event
        label VARCHAR what it is
        authority VARCHAR authority; England where none
        value DOUBLE value
        unit VARCHAR unit
        period VARCHAR period or date
        basis VARCHAR net, gross or unknown (deficits)
        status VARCHAR published, derived, third_party or not_available
        claim_class VARCHAR confirmed, reported, disputed, derived or projected
        sources VARCHAR source ids, joined by |
        published VARCHAR date of publication of the first source, as far as known
        retrieved DATE when we read it
        note VARCHAR remark
        """,
    ),
}

#: One row for any figure shown anywhere. An observation keeps its own id; so does everything else.
FIGURE_VIEW = """
create view figure as
select o.id, 'observation' as kind, i.label, o.authority, o.value, i.unit, o.period, o.basis, o.status,
    case when i.ahead then 'projected' when o.status = 'suspect' then 'disputed'
         when o.status = 'derived' then 'derived'
         when o.status = 'third_party' or s.kind not in ('official', 'parliament', 'court') then 'reported'
         else 'confirmed' end as claim_class,
    o.source as sources, o.published, s.retrieved, o.note
from observation o join indicator i on i.id = o.indicator join source s on s.id = o.source
union all
select id, kind, label, authority, value, unit, period, basis, status, claim_class, sources, published, retrieved, note
from other_figure
"""


def ddl(name: str) -> str:
    """CREATE TABLE for one table."""
    columns = ", ".join(f'"{column.name}" {column.type}' for column in TABLES[name].columns)
    return f'create table "{name}" ({columns})'
