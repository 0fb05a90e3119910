"""Three letters for each council, no two alike.

In: names. Out: an abbreviation each. Made by rule; those that a reader would not guess are set by hand below.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import combinations

#: By hand, where the rule gives something that another council has the better claim to, or that reads badly.
CHOSEN = {
    "Barking and Dagenham": "B&D", "Barnet": "BNT", "Barnsley": "BNS", "Bath and North East Somerset": "BNE",
    "Bedford": "BED", "Birmingham": "BHM", "Blackburn with Darwen": "BwD", "Blackpool": "BPL", "Bolton": "BOL",
    "Bournemouth, Christchurch and Poole": "BCP", "Bracknell Forest": "BRF", "Bradford": "BFD", "Brent": "BRE",
    "Brighton and Hove": "B&H", "Bristol": "BRI", "Bromley": "BMY", "Bury": "BUR", "Cambridgeshire": "CAM",
    "Camden": "CMD", "Central Bedfordshire": "CBD", "Cheshire East": "ChE", "Cheshire West and Chester": "ChW",
    "City of London": "CTY", "County Durham": "DUR", "Cumberland": "CMB", "Derby": "DBY", "Derbyshire": "DRB",
    "East Riding of Yorkshire": "ERY", "East Sussex": "ESx", "Hammersmith and Fulham": "H&F", "Haringey": "HGY",
    "Harrow": "HRW", "Hartlepool": "HPL", "Herefordshire": "HEF", "Hertfordshire": "HRT", "Hillingdon": "HDN",
    "Isle of Wight": "IoW", "Isles of Scilly": "IoS", "Kensington and Chelsea": "K&C", "Kingston upon Hull": "HUL",
    "Kingston upon Thames": "KUT", "Leicester": "LEI", "Leicestershire": "LCS", "Milton Keynes": "MKE",
    "Newcastle upon Tyne": "NCL", "Newham": "NWM", "North East Lincolnshire": "NEL", "North Lincolnshire": "NLi",
    "North Northamptonshire": "NNh", "North Somerset": "NSo", "North Tyneside": "NTy", "North Yorkshire": "NYk",
    "Northumberland": "NBL", "Nottingham": "NGM", "Nottinghamshire": "NTT", "Redcar and Cleveland": "R&C",
    "Richmond upon Thames": "RUT", "Rochdale": "RDL", "Rotherham": "ROT", "Rutland": "RTL", "Sheffield": "SHF",
    "Shropshire": "SHR", "Slough": "SLG", "Solihull": "SOL", "Somerset": "SOM", "South Gloucestershire": "SGl",
    "South Tyneside": "STy", "Southampton": "SOU", "Southend-on-Sea": "SoS", "Southwark": "SWK", "St. Helens": "StH",
    "Stockport": "SKP", "Stockton-on-Tees": "STO", "Stoke-on-Trent": "STK", "Telford and Wrekin": "T&W",
    "Tower Hamlets": "ToH", "Waltham Forest": "WmF", "Walsall": "WSL", "Wandsworth": "WAN", "Warrington": "WRT",
    "Warwickshire": "WAR", "West Berkshire": "WBk", "West Northamptonshire": "WNh", "West Sussex": "WSx",
    "Westminster": "WMN", "Westmorland and Furness": "W&F", "Windsor and Maidenhead": "W&M", "Wokingham": "WOK",
    "Wolverhampton": "WLV", "Worcestershire": "WOR", "York": "YOR",
}  # fmt: skip


def shorten(names: Mapping[str, str]) -> dict[str, str]:
    """An abbreviation for each code: the one chosen, else the first three letters, else the first that is free."""
    done = {code: CHOSEN[name] for code, name in names.items() if name in CHOSEN}
    taken = {short.upper() for short in done.values()}
    for code, name in sorted(names.items(), key=lambda item: item[1]):
        if code not in done:
            letters = re.sub(r"[^A-Z]", "", name.upper())
            free = (letters[0] + "".join(pair) for pair in combinations(letters[1:], 2))
            done[code] = next(short for short in free if short not in taken)
            taken.add(done[code])
    return done
