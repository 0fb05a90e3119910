"""One agreement in ten layouts: the same sums in each."""

from __future__ import annotations

import pytest

from portcullis.reader import Law, read
from portcullis.reader.evaluation.documents import Paper, parts_of
from portcullis.reader.evaluation.make import make

HEAD = """# Safety valve agreement: Marlbrook Council
1. This agreement is between the Department for Education (the department) and Marlbrook Council (the authority).
2. It covers 2022-23 to 2024-25. In-year balance is to be reached by the end of 2023-24.
"""
LAYOUTS = {
    "units in the heading only": """
The planned deficit at each year end is:
| Year | £m |
| 2022-23 | 9.0 |
| 2023-24 | 8.5 |
| 2024-25 | 8.0 |
5. Payments by the department will be:
| Year | £m |
| 2022-23 | 3.0 |
| 2023-24 | 1.0 |
| 2024-25 | 1.0 |
""",
    "thousands and a total row": """
| Financial year | DSG deficit (£ thousand) |
| 2022-23 | 9,000 |
| 2023-24 | 8,500 |
| 2024-25 | 8,000 |
5. Subject to progress the department will make these payments.
| Financial year | Sum payable (£ thousand) |
| 2022-23 | 3,000 |
| 2023-24 | 1,000 |
| 2024-25 | 1,000 |
| Total | 5,000 |
""",
    "years across the top": """
3. Figures
| | 2022-23 | 2023-24 | 2024-25 |
| Deficit at 31 March, £m | 9.0 | 8.5 | 8.0 |
| Received from DfE, £m | 3.0 | 1.0 | 1.0 |
""",
    "four columns": """
| Year | Cumulative deficit £m | Instalment £m | Council money £m |
| 2022-23 | 9.0 | 3.0 | 0.5 |
| 2023-24 | 8.5 | 1.0 | 0.5 |
| 2024-25 | 8.0 | 1.0 | 0.5 |
""",
    "no heading row": """
The deficit must follow this path, £m:
| 2022-23 | 9.0 |
| 2023-24 | 8.5 |
| 2024-25 | 8.0 |
5. The department will pay £3.0 million at once, in 2022-23. After that it will pay these sums, £m:
| 2023-24 | 1.0 |
| 2024-25 | 1.0 |
""",
    "years that end on 31 March": """
| At 31 March | Deficit £m |
| 2023 | 9.0 |
| 2024 | 8.5 |
| 2025 | 8.0 |
5. DfE's payments
| Year to 31 March | £m |
| 2023 | 3.0 |
| 2024 | 1.0 |
| 2025 | 1.0 |
""",
    "in sentences": """
Deficit: £9.0m at the end of 2022-23, £8.5m at the end of 2023-24 and £8.0m at the end of 2024-25.
5. The department will pay £3.0m in 2022-23, £1.0m in 2023-24 and £1.0m in 2024-25.
""",
    "sums with units and a total": """
| Year | Planned deficit | Payment from the department |
| 2022-23 | £9.0m | £3.0m |
| 2023-24 | £8.5m | £1.0m |
| 2024-25 | £8.0m | £1.0m |
| Total | | £5.0m |
""",
    "named by the paragraph above": """
4. Profile of the deficit (£m)
| Year end | Before DfE support |
| 2022-23 | 9.0 |
| 2023-24 | 8.5 |
| 2024-25 | 8.0 |
5. Profile of DfE support (£m)
| Year | Sum |
| 2022-23 | 3.0 |
| 2023-24 | 1.0 |
| 2024-25 | 1.0 |
""",
    "two equal payments": """
| Year | Deficit £m |
| 2022-23 (year 1) | 9.0 |
| 2023-24 (year 2) | 8.5 |
| 2024-25 (year 3) | 8.0 |
5. The department pays £3.0 million by 31 March 2023 and £2.0 million in two equal parts in 2023-24 and 2024-25.
""",
}


@pytest.mark.parametrize("form", ["txt", "docx", "html", "pdf"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_sums_in_every_layout(layout: str, form: str, law: Law) -> None:
    paper = Paper("marlbrook", {"ruled": form != "pdf"}, parts_of(HEAD + LAYOUTS[layout]))
    agreement = read(make(paper, form), law).result["agreement"]
    assert agreement is not None
    for key, expected in (("deficit_profile", [9.0e6, 8.5e6, 8.0e6]), ("payments", [3.0e6, 1.0e6, 1.0e6])):
        rows = [(row["financial_year"], row["amount"]["value"]) for row in agreement[key]]
        assert rows == list(zip(("2022-23", "2023-24", "2024-25"), expected, strict=True))
