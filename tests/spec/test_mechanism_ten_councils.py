"""Ten real councils, worked by hand to the pound: from March 2024 to what falls due when the override ends.

In: the register that ships. Each number below was worked out apart from the functions, with the sum beside it, and
is compared with what they give on the figures that are in the register, so that a change of either shows. The sums:

    added      what March 2024 to March 2026 added                      (official, net, whole DSG -> said, basis given)
    grant      90% of the balance of March 2026, nothing taken off, plan approved: both are switches
    residual   what the grant leaves
    exposure   residual + the same again in 2026-28 - help with it; without help, half of it, nine tenths of it

"The same again" is an assumption to do sums with, not a forecast (see `worked`). No council's balance of 31 March 2026
is in the register as an actual figure: all are forecasts, and mostly of a basis that nobody stated.
"""

from __future__ import annotations

import datetime as dt
import math

import pytest

from portcullis.model.mechanism import (
    AgreementState,
    Instalment,
    NotKnown,
    Report,
    average_deficit_gbp,
    exposure_gbp,
    interest_gbp,
    received_of,
    report_month,
    stability_grant,
    walk,
)
from tests.spec.worked import SECTION_251, Figures, way

BCP = "Bournemouth, Christchurch and Poole"


def test_kent(figures: Figures) -> None:
    """A county that was paid to the end, and was in deficit again.

    added      136,000,000 - 67,167,405               =  68,832,595
    grant      136,000,000 x 0.9                      = 122,400,000
    residual   136,000,000 - 122,400,000              =  13,600,000
    no help     13,600,000 + 68,832,595               =  82,432,595
    half        13,600,000 + 68,832,595 x 0.5         =  48,016,297.50
    nine tenths 13,600,000 + 68,832,595 x 0.1         =  20,483,259.50
    a head      82,432,595 / 1,639,029                =          50.29
    budget      82,432,595 / 2,525,901,000            =           3.26%
    """
    start, end = figures.row("Kent", SECTION_251), figures.claim("Kent", "2026-03-31", "ken_ko")
    assert (start.value, start.basis, end.value_gbp, end.basis) == (67_167_405, "net", 136_000_000, "unknown")
    told = way(figures, "Kent", end.value_gbp)
    assert told.added_gbp == 68_832_595
    assert (told.grant.grant_gbp, told.grant.residual_gbp) == (122_400_000, 13_600_000)
    assert told.exposures_gbp == pytest.approx({0.0: 82_432_595, 0.5: 48_016_297.50, 0.9: 20_483_259.50}, abs=0.005)
    assert (round(told.each_gbp, 2), round(told.of_services_pct, 2)) == (50.29, 3.26)


def test_norfolk(figures: Figures) -> None:
    """A county whose payments stopped in March 2024.

    added      183,000,000 - 81,512,840               = 101,487,160
    grant      183,000,000 x 0.9                      = 164,700,000
    residual   183,000,000 - 164,700,000              =  18,300,000
    no help     18,300,000 + 101,487,160              = 119,787,160
    half        18,300,000 + 50,743,580               =  69,043,580
    nine tenths 18,300,000 + 10,148,716               =  28,448,716
    a head     119,787,160 / 940,359                  =         127.38
    budget     119,787,160 / 1,408,948,000            =           8.50%
    """
    end = figures.deficit("Norfolk", "2026-03-31", "nor_183", "council_forecast")
    assert (end.value_gbp, end.basis, end.scope) == (183_000_000, "unknown", "unknown")
    told = way(figures, "Norfolk", end.value_gbp)
    assert told.added_gbp == 101_487_160
    assert (told.grant.grant_gbp, told.grant.residual_gbp) == (164_700_000, 18_300_000)
    assert told.exposures_gbp == pytest.approx({0.0: 119_787_160, 0.5: 69_043_580, 0.9: 28_448_716}, abs=0.005)
    assert (round(told.each_gbp, 2), round(told.of_services_pct, 2)) == (127.38, 8.50)


def test_bristol(figures: Figures) -> None:
    """A city, on the newest of three forecasts for the same day: 76.8 million, of May 2025.

    added       76,800,000 - 37,105,940               =  39,694,060
    grant       76,800,000 x 0.9                      =  69,120,000
    residual    76,800,000 - 69,120,000               =   7,680,000
    no help      7,680,000 + 39,694,060               =  47,374,060
    half         7,680,000 + 19,847,030               =  27,527,030
    nine tenths  7,680,000 + 3,969,406                =  11,649,406
    a head      47,374,060 / 494,399                  =          95.82
    budget      47,374,060 / 823,725,000              =           5.75%
    """
    end = figures.claim("Bristol", "2026-03-31", "bri_355")
    assert (end.value_gbp, end.basis) == (76_800_000, "unknown")
    told = way(figures, "Bristol", end.value_gbp)
    assert told.added_gbp == 39_694_060
    assert (told.grant.grant_gbp, told.grant.residual_gbp) == (69_120_000, 7_680_000)
    assert told.exposures_gbp == pytest.approx({0.0: 47_374_060, 0.5: 27_527_030, 0.9: 11_649_406}, abs=0.005)
    assert (round(told.each_gbp, 2), round(told.of_services_pct, 2)) == (95.82, 5.75)


def test_devon(figures: Figures) -> None:
    """A county for which no payment of any year is recorded.

    added      200,000,000 - 111,548,000              =  88,452,000
    grant      200,000,000 x 0.9                      = 180,000,000
    residual   200,000,000 - 180,000,000              =  20,000,000
    no help     20,000,000 + 88,452,000               = 108,452,000
    half        20,000,000 + 44,226,000               =  64,226,000
    nine tenths 20,000,000 + 8,845,200                =  28,845,200
    a head     108,452,000 / 842,313                  =         128.75
    budget     108,452,000 / 1,259,059,000            =           8.61%
    """
    end = figures.claim("Devon", "2026-03-31", "dev_bbc26")
    assert (end.value_gbp, end.basis) == (200_000_000, "unknown")
    told = way(figures, "Devon", end.value_gbp)
    assert told.added_gbp == 88_452_000
    assert (told.grant.grant_gbp, told.grant.residual_gbp) == (180_000_000, 20_000_000)
    assert told.exposures_gbp == pytest.approx({0.0: 108_452_000, 0.5: 64_226_000, 0.9: 28_845_200}, abs=0.005)
    assert (round(told.each_gbp, 2), round(told.of_services_pct, 2)) == (128.75, 8.61)
    devon = figures.agreement("Devon")
    assert (devon.version[0].total_gbp, devon.payment_due, devon.payment_made) == (95_000_000, (), ())
    assert received_of(devon.payment_made).known_gbp is None


def test_wiltshire(figures: Figures) -> None:
    """A unitary whose extension was refused.

    added       96,000,000 - 28,706,399               =  67,293,601
    grant       96,000,000 x 0.9                      =  86,400,000
    residual    96,000,000 - 86,400,000               =   9,600,000
    no help      9,600,000 + 67,293,601               =  76,893,601
    half         9,600,000 + 33,646,800.50            =  43,246,800.50
    nine tenths  9,600,000 + 6,729,360.10             =  16,329,360.10
    a head      76,893,601 / 523,700                  =         146.83
    budget      76,893,601 / 804,057,000              =           9.56%
    """
    end = figures.claim("Wiltshire", "2026-03-31", "bbctodays_7778be")
    assert (end.value_gbp, end.basis) == (96_000_000, "unknown")
    told = way(figures, "Wiltshire", end.value_gbp)
    assert told.added_gbp == 67_293_601
    assert (told.grant.grant_gbp, told.grant.residual_gbp) == (86_400_000, 9_600_000)
    assert told.exposures_gbp == pytest.approx({0.0: 76_893_601, 0.5: 43_246_800.50, 0.9: 16_329_360.10}, abs=0.005)
    assert (round(told.each_gbp, 2), round(told.of_services_pct, 2)) == (146.83, 9.56)


def test_richmond(figures: Figures) -> None:
    """A borough that had cleared its deficit with Safety Valve money, and is in deficit again.

    added        4,500,000 + 1,169,544 (a surplus)    =   5,669,544
    grant        4,500,000 x 0.9                      =   4,050,000
    residual     4,500,000 - 4,050,000                =     450,000
    no help        450,000 + 5,669,544                =   6,119,544
    half           450,000 + 2,834,772                =   3,284,772
    nine tenths    450,000 + 566,954.40               =   1,016,954.40
    a head       6,119,544 / 196,678                  =          31.11
    budget       6,119,544 / 365,945,000              =           1.67%
    """
    end = figures.claim("Richmond upon Thames", "2026-03-31", "sw_rich")
    assert (end.value_gbp, end.basis) == (4_500_000, "unknown")
    told = way(figures, "Richmond upon Thames", end.value_gbp)
    assert told.added_gbp == 5_669_544
    assert (told.grant.grant_gbp, told.grant.residual_gbp) == (4_050_000, 450_000)
    assert told.exposures_gbp == pytest.approx({0.0: 6_119_544, 0.5: 3_284_772, 0.9: 1_016_954.40}, abs=0.005)
    assert (round(told.each_gbp, 2), round(told.of_services_pct, 2)) == (31.11, 1.67)


def test_bury(figures: Figures) -> None:
    """A metropolitan borough of which nothing after March 2024 is known: so the grant is not either.

    18,459,290 at March 2024. The agreement's profile has 0 for March 2026: a plan, not a balance.
    """
    assert figures.value("Bury", SECTION_251) == 18_459_290
    assert [each.as_at for each in figures.register.claims if each.authority == figures.code("Bury")] == ["2023-03-31"]
    (profile,) = [each for each in figures.agreement("Bury").deficit if each.as_at == "2026-03-31"]
    assert (profile.value_gbp, profile.kind) == (0, "agreement_profile")
    told = way(figures, "Bury", math.nan)
    unknown = [told.grant.grant_gbp, told.grant.residual_gbp, told.each_gbp, *told.exposures_gbp.values()]
    assert all(math.isnan(float(each)) for each in unknown)


def test_dorset(figures: Figures) -> None:
    """A unitary that was paid nothing in 2023-24.

    added      148,600,000 - 59,573,486               =  89,026,514
    grant      148,600,000 x 0.9                      = 133,740,000
    residual   148,600,000 - 133,740,000              =  14,860,000
    no help     14,860,000 + 89,026,514               = 103,886,514
    half        14,860,000 + 44,513,257               =  59,373,257
    nine tenths 14,860,000 + 8,902,651.40             =  23,762,651.40
    a head     103,886,514 / 389,947                  =         266.41
    budget     103,886,514 / 590,858,000              =          17.58%
    """
    end = figures.claim("Dorset", "2026-03-31", "do_1125")
    assert (end.value_gbp, end.basis) == (148_600_000, "unknown")
    told = way(figures, "Dorset", end.value_gbp)
    assert told.added_gbp == 89_026_514
    assert (told.grant.grant_gbp, told.grant.residual_gbp) == (133_740_000, 14_860_000)
    assert told.exposures_gbp == pytest.approx({0.0: 103_886_514, 0.5: 59_373_257, 0.9: 23_762_651.40}, abs=0.005)
    assert (round(told.each_gbp, 2), round(told.of_services_pct, 2)) == (266.41, 17.58)
    dorset = figures.agreement("Dorset")
    (made,) = dorset.payment_made
    assert (made.period, made.amount_gbp, dorset.version[0].total_gbp) == ("2023-24", 0, 42_000_000)
    # Suspended ten days before the end of the year: nothing paid, as recorded; what was due was not found.
    (step, _) = walk(
        [Instalment(dt.date(2024, 3, 31), math.nan)],
        [Report(dt.date.fromisoformat(dorset.state.payment.as_of or ""), AgreementState.SUSPENDED)],
    )
    assert step.paid_gbp == made.amount_gbp
    assert math.isnan(float(step.arrears_gbp))
    with pytest.raises(NotKnown, match="paid beyond 2023-24 is not recorded"):  # other years may have had money
        assert received_of(dorset.payment_made, dorset.version[0].total_gbp).whole_gbp


def test_bournemouth_christchurch_and_poole(figures: Figures) -> None:
    """A unitary whose bid was refused: no agreement, no payment, nothing to add back. Its figures are net.

    added      183,100,000 - 63,512,426               = 119,587,574
    grant      183,100,000 x 0.9                      = 164,790,000
    residual   183,100,000 - 164,790,000              =  18,310,000
    no help     18,310,000 + 119,587,574              = 137,897,574
    half        18,310,000 + 59,793,787               =  78,103,787
    nine tenths 18,310,000 + 11,958,757.40            =  30,268,757.40
    a head     137,897,574 / 408,967                  =         337.19
    budget     137,897,574 / 589,871,000              =          23.38%
    interest   (113,300,000 + 183,100,000) / 2 x 5.4% =   8,002,800 in 2025-26
    """
    end = figures.claim(BCP, "2026-03-31", "bcpcouncil_a647ec")
    assert (end.value_gbp, end.basis) == (183_100_000, "net")
    told = way(figures, BCP, end.value_gbp)
    assert told.added_gbp == 119_587_574
    assert (told.grant.grant_gbp, told.grant.residual_gbp) == (164_790_000, 18_310_000)
    assert told.exposures_gbp == pytest.approx({0.0: 137_897_574, 0.5: 78_103_787, 0.9: 30_268_757.40}, abs=0.005)
    assert (round(told.each_gbp, 2), round(told.of_services_pct, 2)) == (337.19, 23.38)
    opening = figures.claim(BCP, "2025-03-31", "bcpcouncil_8ae5d0")
    assert (opening.value_gbp, opening.kind) == (113_300_000, "actual")
    assert interest_gbp(average_deficit_gbp(opening.value_gbp, end.value_gbp), 0.054) == pytest.approx(
        8_002_800, abs=0.5
    )
    bid = figures.agreement(BCP)
    assert (bid.kind, bid.payment_due, bid.payment_made) == ("refused_bid", (), ())
    warned = [each for each in bid.event if "December 2024" in each.what]
    assert (report_month("2025-26"), len(warned)) == ("2024-12", 1)


def test_nottingham_which_never_had_a_deficit(figures: Figures) -> None:
    """A city with a surplus on every day that is known; the last is a forecast of 12 million for March 2025.

    20,306,696 of surplus at March 2024. If that forecast still held in March 2026, there is no grant, the surplus
    stays, and nothing falls due. The register does not say what the balance of March 2026 is, so nothing is said of it.
    """
    name = "Nottingham"
    periods = ["2019-20", "2020-21", "2021-22"]
    older = [figures.value(name, (SECTION_251[0], period, "dfe_s251_via_dashboard")) for period in periods]
    assert [*older, figures.value(name, SECTION_251)] == [-6_995_000, -9_482_000, -14_465_000, -20_306_696]
    last = figures.claim(name, "2025-03-31", "nottstv_51b6c6")
    assert (last.value_gbp, last.kind) == (-12_000_000, "forecast")
    told = stability_grant([last.value_gbp], explained=True)
    assert (told.eligible_gbp, told.grant_gbp, told.residual_gbp) == (0, 0, -12_000_000)
    assert exposure_gbp(told.residual_gbp, covered=False) == 0
    code = figures.code(name)
    assert not [each for each in figures.register.claims if (each.authority, each.as_at) == (code, "2026-03-31")]
    assert not [each for each in figures.register.agreements if each.authority == code]
    assert math.isnan(way(figures, name, math.nan).exposures_gbp[0.0])
