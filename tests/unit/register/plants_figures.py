"""Mistakes in observations, corrections and indicators.

In: nothing. Out: `PLANTS`.
"""

from __future__ import annotations

from tests.unit.register.planting import Plant, append, cell, swap, whole

PLANS = "observations/ehc_plans.csv"
DEFICIT = "observations/dsg_cumulative_deficit.csv"
SHARE = "observations/plans_within_20_weeks_pct.csv"
ROW = "E99000002,2021,"
OWED = "E99000001,2021-22,"
HEADER = "authority,period,value,status,basis,source,published,source_code,note"

OBSERVATIONS: list[Plant] = [
    swap("unknown column", PLANS, ",note\n", ",notes\n", "'notes'", "unknown column", "did you mean 'note'", at=1),
    swap("missing column", PLANS, HEADER, HEADER[:-5], "header", "column note is missing", "the first line must be",
         at=1),
    swap("columns in another order", PLANS, "value,status", "status,value", "header", "in another order", HEADER, at=1),
    swap("too many cells", PLANS, "2021,1323,", "2021,1,323,", "row", "10 cells in a row of 9", "needs quotes"),
    swap("quote in the middle", PLANS, "2021,1323,", '2021,"1"323,', "row", "expected after '\"'", "quotes doubled"),
    cell("unknown authority", PLANS, ROW, "authority", "E99000077", "authority", "'E99000077' is not an authority"),
    cell("old code", PLANS, "E99000001,2021,", "authority", "E99000091", "authority", "E99000091 is an old code",
         "write E99000001, the present code of Ambleford"),
    cell("two years for a January", PLANS, ROW, "period", "2021-22", "period", "'2021-22' is not a year", "january"),
    cell("one year for a 31 March", DEFICIT, OWED, "period", "2022", "period", "'2022' is not a financial year",
         "write it as 2024-25"),
    cell("years that do not follow", DEFICIT, OWED, "period", "2021-23", "period", "'2021-23' is not a financial year"),
    cell("a year of no calendar", PLANS, ROW, "period", "0202", "period", "0202", "between 1900 and 2100"),
    cell("not a number", PLANS, ROW, "value", "many", "value", "'many' is not a number", "digits only"),
    cell("thousands separator", PLANS, ROW, "value", "1,323", "value", "'1,323' is not a number", "without commas"),
    cell("pound sign", DEFICIT, OWED, "value", "£7500000", "value", "'£7500000' is not a number", "without commas, £"),
    cell("brackets for a surplus", DEFICIT, OWED, "value", "(7500000)", "value", "'(7500000)' is not a number"),
    cell("a number in powers of ten", DEFICIT, OWED, "value", "7.5e6", "value", "'7.5e6' is not a number"),
    cell("not a number at all", DEFICIT, OWED, "value", "nan", "value", "'nan' is not a number"),
    cell("without end", DEFICIT, OWED, "value", "inf", "value", "'inf' is not a number"),
    cell("digits of another script", PLANS, ROW, "value", "١٣٢٣", "value", "is not a number", "digits only"),
    cell("two numbers in one cell", PLANS, "E99000010,2019,", "value", "13\n19", "value", "'13\\n19' is not a number"),
    cell("negative count", PLANS, ROW, "value", "-5", "value", "-5 is not a count", "0 or more"),
    cell("half a child", PLANS, ROW, "value", "12.5", "value", "12.5 is not a count", "whole number"),
    cell("too large", DEFICIT, OWED, "value", "9" * 30, "value", "too large", "check the unit"),
    cell("value that is withheld", PLANS, ROW, "status", "suppressed", "value", "given but the status is suppressed",
         more="note=why"),
    cell("blank but published", PLANS, ROW, "value", "", "value", "is blank but the status is 'published'"),
    cell("missing without a reason", PLANS, "E99000005,2022,", "note", "", "note", "is blank", "needs its reason"),
    cell("unknown status", PLANS, ROW, "status", "publised", "status", "'publised' is not a status", "'published'"),
    cell("suspect in a row", PLANS, ROW, "status", "suspect", "status", "'suspect' is not a status", "a correction"),
    cell("unknown basis", DEFICIT, OWED, "basis", "nett", "basis", "'nett' is not a basis", "did you mean 'net'"),
    cell("deficit without a basis", DEFICIT, OWED, "basis", "", "basis", "is blank", "net, gross or unknown"),
    cell("basis where there is none", PLANS, ROW, "basis", "net", "basis", "'net' given for a measure that has none"),
    cell("unknown source", PLANS, ROW, "source", "sen2_2052", "source", "'sen2_2052' is not in sources.csv",
         "'sen2_202"),
    cell("bad date", PLANS, ROW, "published", "26/06/2025", "published", "'26/06/2025' is not a date", "YYYY-MM-DD"),
    cell("impossible day", PLANS, ROW, "published", "2025-06-31", "published", "is not a day in the calendar"),
    cell("published before the period", PLANS, "E99000002,2025,", "published", "2022-06-26", "published",
         "2022-06-26 is before the period ends (2025)"),
    cell("published after it was read", PLANS, "E99000010,2025,", "published", "2026-06-26", "published",
         "2026-06-26 is after the source was retrieved (2025-07-02)"),
    cell("control character", PLANS, ROW, "note", "a\x1bb", "note", "holds a control character", "plain text"),
    cell("terminal code", PLANS, ROW, "note", "a\x9b31mb", "note", "holds a control character", "plain text"),
    cell("text turned round", PLANS, ROW, "note", "a\u202eb", "note", "holds a control character", "plain text"),
    cell("code of the source", PLANS, ROW, "source_code", "<b>", "source_code", "'<b>' is not a code"),
    swap("second value", PLANS, "E99000002,2021,1323,published,,sen2_2025,2025-06-26,,\n",
         "E99000002,2021,1323,published,,sen2_2025,2025-06-26,,\nE99000002,2021,1324,published,,sen2_2025,2025-06-26,,\n",
         "row", "second value for E99000002, 2021 from sen2_2025", "a new vintage is a new source"),
    append("out of order", PLANS, "E92000001,2011,5,published,,sen2_2025,2025-06-26,,\n", "row", "is out of order",
           "sort by authority, period, published, source"),
    whole("only a header", "observations/ehc_requests.csv", f"{HEADER}\n".encode(), 1, "file", "holds no rows"),
]  # fmt: skip

FIX = "corrections.toml"
CORRECTIONS: list[Plant] = [
    swap("target is not there", FIX, 'period = "2022"', 'period = "2012"', "target",
         "there is no observation new_ehc_plans:"
         "E99000002:2012:sen2_2025", at="expect = 2162"),
    swap("the source repaired itself", FIX, "expect = 2162", "expect = 2161", "expect",
         "is now 2162.0, the correction expects 2161", "the source may have repaired itself"),
    append("two corrections on one value", FIX,
         '\n[[correction]]\nid = "again"\naction = "flag"\nwhat = "x"\nwhy = "x"\n'
           'evidence = "x"\nsource = "ours"\nmade = "2025-10"\n[[correction.target]]\nindicator = "new_ehc_plans"\n'
           'authority = "E99000002"\nperiod = "2022"\nsource = "sen2_2025"\nexpect = 2_162\n', "target",
           "is corrected by brackwater-county-total too", at="expect = 2_162"),
    append("two corrections of one name", FIX, '\n[[correction]]\nid = "coldmarsh-no-residential"\naction = "flag"\n'
           'what = "second"\nwhy = "x"\nevidence = "x"\nsource = "ours"\nmade = "2025-10"\n[[correction.target]]\n'
           'indicator = "residential_placements"\nauthority = "E99000003"\nperiod = "2024"\nsource = "sen2_2025"\n'
           "expect = 23\n", "id", "coldmarsh-no-residential stands twice", at=36),
    swap("override without a value", FIX, "value = 245\nstatus = \"derived\"\n", "", "correction.1",
         "new_ehc_plans:E99000002:2022:sen2_2025", "an override needs `value` and `status`", at=3),
    swap("override with a value but no status", FIX, 'status = "derived"\n', "", "correction.1",
         "new_ehc_plans:E99000002:2022:sen2_2025", "an override needs `value` and `status`", at=3),
    swap("flag with a value", FIX, "expect = 0\n", "expect = 0\nvalue = 20\n", "correction.2", "residential_pl",
         "a flag has neither", at=20),
    swap("value without end", FIX, "value = 245", "value = inf", "target.1.value", "inf will not do", "finite"),
    swap("correction by nobody", FIX, 'source = "ours"\nmade = "2025-09', 'source = "hours"\nmade = "2025-09', "source",
         "source 'hours' is not in sources.csv", "did you mean 'ours'", at='source = "hours"'),
    swap("day that does not exist", FIX, 'made = "2025-09-01"', 'made = "2025-02-29"', "made",
         "is not a day in the calendar"),
    append("one bracket too few", FIX, '\n[corection]\nid = "x"\n', "corection", "unknown key",
         "begins with [[correction]]"),
    swap("a table that is not a list", FIX, "[[correction]]", "[correction]", "syntax", "Cannot overwrite", at=20),
    whole("a single table", FIX, b'[correction]\nid = "x"\n', 1, "correction", "is not a list", "write [[correction]]"),
    whole("a number in its place", FIX, b"correction = 5\n", 1, "correction", "is not a list"),
    swap("a list for a name", FIX, 'id = "brackwater-county-total"', "id = []", "id", "[] is not text",
         "put it in quotes"),
]  # fmt: skip

MEASURES = "indicators.toml"
INDICATORS: list[Plant] = [
    swap("misspelt key", MEASURES, 'label = "New EHC', 'lable = "New EHC', "lable", "unknown key",
         "did you mean 'label'"),
    swap("unknown unit", MEASURES, 'unit = "percent"', 'unit = "per cent"', "unit", "'per cent' is not a known word",
         "did you mean 'percent'"),
    swap("unknown topic", MEASURES, 'topic = "flows"', 'topic = "zzz"', "topic", "'zzz' is not a known word",
         "use one of: appeals, flows"),
    swap("words for a number", MEASURES, "decimals = 1", 'decimals = "one"', "decimals", "'one' will not do",
         "valid integer"),
    swap("too many decimals", MEASURES, "decimals = 1", "decimals = 9", "decimals", "9 will not do",
         "less than or equal to 4"),
    swap("measure from nowhere", MEASURES, 'source = "sen2_2025"', 'source = "sen2_1925"', "ehc_plans.source",
         "'sen2_1925' is not in sources.csv", "did you mean"),
    swap("relation to nothing", MEASURES, 'indicator = "ehc_plans"', 'indicator = "ehc_plan"',
         "residential_placements.relations",
         "'ehc_plan' is not an indicator", "did you mean 'ehc_plans'", at="[residential_placements.relations]"),
    swap("misspelt relation", MEASURES, 'england = "sum"', 'englund = "sum"', "relations.englund", "unknown key",
         "'england'"),
    append("measure without a file", MEASURES,
         '\n[extra]\nlabel = "x"\ndefinition = "x"\nunit = "count"\npolarity = "low"\n'
           'topic = "plans"\nperiod_kind = "january"\nsource = "sen2_2025"\ndecimals = 0\n', "extra",
         "has no observations",
           "add observations/extra.csv", at="[extra]"),
    swap("line break in a string", MEASURES, 'label = "New EHC plans"', 'label = "New EHC\nplans"', "syntax",
         "Illegal character",
         at='label = "New EHC'),
]  # fmt: skip

PLANTS = OBSERVATIONS + CORRECTIONS + INDICATORS
