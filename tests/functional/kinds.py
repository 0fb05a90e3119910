"""Every kind of page, named once: tests of pages go through these.

In: nothing. Out: `BUILT`, kinds that are built, each with the address of one; `OWN`, kinds that the server makes when
they are asked for, each with address and status; `SERVED`, every kind that a reader of the whole product meets.
"""

from __future__ import annotations

BUILT = {
    "home": "",
    "council with an agreement": "areas/E10000016/kent/",
    "council with a long name": "areas/E06000058/bournemouth-christchurch-and-poole/",
    "small council without figures": "areas/E06000053/isles-of-scilly/",
    "councils": "areas/",
    "agreement": "agreements/kent/",
    "agreements": "agreements/",
    "what targets would have asked": "agreements/implied/",
    "how that is worked out": "forecast/implied/",
    "measure": "measures/ehc_plans/",
    "measures": "measures/",
    "source": "sources/ees_sen2_2025/",
    "sources": "sources/",
    "corrections": "corrections/",
    "audit": "audit/",
    "data": "data/",
    "about": "about/",
    "components": "about/components/",
    "search": "search/",
    "compare form": "compare/",
    "simulator form": "simulate/",
    "council beside its neighbours": "areas/E10000016/kent/neighbours/",
    "chart for other sites": "embed/areas/E10000016/on-time/",
    "charts on offer": "embed/areas/E10000016/",
    "forecast": "forecast/",
    "how the forecast is made": "forecast/method/",
    "model card": "forecast/model-card/",
    "money": "money/",
    "England beside others": "money/england/",
    "stability grant": "money/grant/",
    "scenarios": "money/scenarios/",
    "council whose balance is not known": "areas/E06000063/cumberland/",
    "guides": "guides/",
    "guide": "guides/how-the-money-works/",
    "glossary": "guides/glossary/",
    "duties": "duties/",
    "duty": "duties/cease-at-age/",
    "what agreements asked for": "agreements/asked/",
    "read a document": "read/",
    "timeline": "timeline/",
    "news": "news/",
    "method": "method/",
    "accessibility": "accessibility/",
    "report": "report/",
}

OWN = {
    "search without words": ("search/", 200),
    "results of a search": ("search/?q=north", 200),
    "results of one kind": ("search/?q=plan&kind=duty", 200),
    "results of a misspelt search": ("search/?q=kentt", 200),
    "search that finds nothing": ("search/?q=zzzzqqq", 200),
    "half a postcode": ("search/?q=ME14", 200),
    "search that is too long": (f"search/?q={'x' * 9000}", 414),
    "form to read a document": ("read/", 200),
    "compare form": ("compare/", 200),
    "compare form with a mistake": ("compare/?areas=E10000016", 400),
    "councils compared": ("compare/?areas=E10000016&areas=E10000012", 200),
    "council simulated": ("simulate/?council=kent&scenario=help-50&reserves_gbp=90000000&draws=500", 200),
    "England simulated": ("simulate/?council=england&draws=100", 200),
    "simulator with mistakes": ("simulate/?council=atlantis&support_pct=lots&draws=1000000000000", 400),
    "council that was abolished": ("areas/E10000009/", 200),
    "no such page": ("nowhere", 404),
    "documentation of the API": ("api/v1/", 200),
}

#: What is built is served too, but for two pages that the server makes itself.
SERVED = {kind: path for kind, path in BUILT.items() if kind not in ("search", "compare form", "read a document")} | {
    kind: path for kind, (path, _) in OWN.items()
}
