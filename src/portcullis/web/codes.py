"""Which council a code, a slug or a name means, and where its page is.

In: a store and a site. Out: `Codes`, read once for each edition, answered from memory.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from portcullis.store import Store
from portcullis.vocabulary import slugify

from .files import SiteFiles


@dataclass(slots=True)
class Codes:
    """Authorities by any code (present, former, Department for Education) and by slug."""

    authorities: dict[str, dict[str, Any]] = field(default_factory=dict)
    by_code: dict[str, str] = field(default_factory=dict)
    by_slug: dict[str, str] = field(default_factory=dict)
    successors: dict[str, list[str]] = field(default_factory=dict)
    predecessors: dict[str, list[str]] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)
    agreements: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, store: Store, site: SiteFiles) -> Codes:
        """Everything in four small queries."""
        codes = cls()
        for row in store.rows("select * from authority order by status = 'current', name"):
            codes.authorities[row["code"]] = row
            names = (row["name"], *row["other_names"].split("|"))
            codes.by_slug |= {slugify(name): row["code"] for name in names if name}  # present ones come last and win
            address = f"/areas/{row['code']}/{row['slug']}/"
            if address in site.addresses:
                codes.pages[row["code"]] = address
        rank = {"current": 2, "former": 1, "dfe": 0}
        links = store.rows("select any_code, code, relation from authority_code order by any_code, code")
        for row in sorted((r for r in links if r["relation"] in rank), key=lambda r: rank[r["relation"]]):
            present = codes.authorities[row["code"]]["status"] == "current"
            if row["relation"] != "dfe" or present or row["any_code"] not in codes.by_code:
                codes.by_code[row["any_code"].upper()] = row["code"]
        for row in links:
            if row["relation"] == "predecessor":
                codes.successors.setdefault(row["any_code"], []).append(row["code"])
                codes.predecessors.setdefault(row["code"], []).append(row["any_code"])
            elif row["relation"] == "member":
                codes.members.setdefault(row["code"], []).append(row["any_code"])
        codes.agreements = {r["authority"]: r["slug"] for r in store.rows("select authority, slug from agreement")}
        return codes

    def resolve(self, text: str) -> str | None:
        """The code of the authority that a code means, in any case of letters."""
        return self.by_code.get(text.strip().upper())

    def named(self, text: str) -> str | None:
        """The code of the authority that a code, a name or another name means exactly."""
        return self.resolve(text) or self.by_slug.get(slugify(text[:200]))

    def name(self, code: str) -> str:
        """The name of an authority."""
        row = self.authorities.get(code)
        return row["name"] if row else code

    def link(self, code: str) -> dict[str, str | None]:
        """Code, name and page of an authority, as pages show it in a list."""
        return {"code": code, "name": self.name(code), "href": self.pages.get(code)}
