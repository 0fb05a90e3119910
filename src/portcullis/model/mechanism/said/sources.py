"""Addresses at which the rules were read, under short names.

In: nothing. Out: constants, each the address of one page.
"""

from __future__ import annotations

_GOV = "https://www.gov.uk/government/publications/"
_SW = "https://schoolsweek.co.uk/"
_LGL = "https://localgovernmentlawyer.co.uk/governance/"

RING_FENCE_2020 = "http://www.legislation.gov.uk/uksi/2020/83/body/made"
OVERRIDE_2020 = "https://legislation.gov.uk/uksi/2020/1212/note/made/data.xht"
OVERRIDE_2022 = "https://legislation.gov.uk/uksi/2022/1328/made/data.xht?view=snippet&wrap=true"
REGULATION_30L = "http://legislation.gov.uk/id/uksi/2003/3146/regulation/30L/3"
OVERRIDE_2025_ANSWER = "https://www.parallelparliament.co.uk/question/61924/social-services-finance"
NOTE_2026 = (
    _GOV + "explanatory-note-on-the-governments-approach-to-dedicated-schools-grant-deficits/"
    "explanatory-note-on-the-governments-approach-dedicated-schools-grant-deficits"
)
AGREEMENTS_PAGE = _GOV + "dedicated-schools-grant-very-high-deficit-intervention"
AGREEMENTS_CHANGED = (
    "https://govukdiff.njk.onl/update/2026-04-01T16:04:00+01:00/www.gov.uk/government/publications/"
    "dedicated-schools-grant-very-high-deficit-intervention"
)
SURREY_ENDED = "https://www.connect2surrey.co.uk/blog-posts/send-funding-support-what-the-2026-government-announcement-means-for-councils"
SETTLEMENT_2026 = (
    _LGL + "396-governance-news/"
    "99685-local-government-finance-settlement-details-plans-to-write-off-90-of-council-send-deficits"
)
NNPCF_SUMMARY = "https://www.walthamforestparentforum.com/post/final-local-government-finance-settlement"
CENTRAL_ANSWER = "https://parallelparliament.co.uk/question/94383/special-educational-needs-finance"
REORGANISATION_ANSWER = "https://www.parallelparliament.co.uk/question/HL13230/special-educational-needs-finance"
WHITE_PAPER = (
    "https://www.upday.com/uk/uknews/what-happens-to-your-childs-send-support-under-labours-new-school-plans/pd6ekbk"
)
CONDITIONS_2026 = _GOV + "dedicated-schools-grant-dsg-2026-to-2027/dsg-conditions-of-grant-2026-to-2027"
CONDITIONS_2025 = "https://gov.uk/government/publications/dedicated-schools-grant-dsg-2025-to-2026/dsg-conditions-of-grant-2025-to-2026"
SECTION_251 = (
    "https://explore-education-statistics.service.gov.uk/data-tables/fast-track/b88b35db-c3b4-4951-eca2-08dc167e908f"
)
FORUM_2013 = "https://legislation.gov.uk/uksi/2013/3104/regulation/8/made?view=plain"
CONSULTATION_2019 = (
    "https://www.fenews.co.uk/press-releases/217-resources/36607-consultation-on-changing-the-dedicated-schools-grant"
)
BURY_2023 = "https://councildecisions.bury.gov.uk/ieIssueDetails.aspx?IId=22087&PlanId=0&Opt=3"
KENT_VOLUNTARY = "https://democracy.kent.gov.uk/mgIssueHistoryHome.aspx?IId=63027&PlanId=578&RPID=0"
WILTSHIRE_2020 = "https://cms.wiltshire.gov.uk/mgAi.aspx?ID=91813"
BCP_ROOM151 = (
    "https://room151.dev.docandtee.com/funding/bcp-could-issue-s114-in-december-as-a-result-of-rising-dsg-deficit"
)
BCP_INTEREST = (
    "https://www.bcpcouncil.gov.uk/news-hub/news-articles/bournemouth-christchurch-and-poole-send-expenditure"
)
BCP_BUDGET = "https://democracy.bcpcouncil.gov.uk/mgAi.aspx?ID=20803"
BCP_REFUSAL = "https://bournemouthecho.co.uk/news/24194893.full-bcp-council-safety-valve-letter-department-education"
BCP_REQUEST = "https://democracy.bcpcouncil.gov.uk/ieIssueDetails.aspx?IId=24188&Opt=3"
WEST_BERKSHIRE = "https://decisionmaking.westberks.gov.uk/mgAi.aspx?ID=90724"
TRANSPORT = "https://www.localgov.co.uk/NAO-SEND-reforms-must-tackle-2.3bn-school-transport-squeeze/63371"
TORBAY_TRANSFER = "https://www.torbay.gov.uk/DemocraticServices/mgAi.aspx?ID=109099"
SHEFFIELD_TRANSFER = "https://haveyoursay.sheffield.gov.uk/transfer-to-high-needs-block-2025-26"
WILTSHIRE_TRANSFER = "https://cms.wiltshire.gov.uk/mgAi.aspx?ID=117996"
WILTSHIRE_DECISION = "https://cms.wiltshire.gov.uk/ieDecisionDetails.aspx?ID=2091"
DEVON_TRANSFER = "https://www.devon.gov.uk/supportforschools/question/will-you-take-further-funding-from-schools-for-high-needs-next-year-2"
LEICESTERSHIRE_TRANSFER = "https://democracy.leics.gov.uk/mgAi.aspx?ID=86377"
REQUEST_2026 = "http://opencouncil.network/meetings/85387"
NORFOLK_TRANSFER = "https://www.schools.norfolk.gov.uk/article/72946/Schools-Block-to-High-Needs-Block-funding-transfer"
NORFOLK_APPROVED = "https://csapps.norfolk.gov.uk/csshared/ecourier2/misheet.asp?misheetid=69266"
NUMBER_ANSWER = "https://www.parallelparliament.co.uk/question/27163/special-educational-needs-finance"
VIEWS = _GOV + "safety-valve-agreements-views-on-operation-and-impact"
HEADS = (
    "https://www.nasschools.org.uk/blog-under-pressure-a-call-to-pause-financial-interventions-with-local-authorities/"
)
WITHHELD = _SW + "ministers-withold-17m-from-five-safety-valve-councils/"
FIFTEEN_YEARS = _SW + "ministers-reject-councils-15-year-safety-valve-plan"
FOUR_MORE = (
    "https://tes.com/magazine/news/general/four-councils-agree-new-safety-valve-funding-deals-send-support-high-needs"
)
TWENTY_MORE = _SW + "council-send-deficit-bailouts-hit-1bn-as-20-more-issued/"
NINE_MORE = _SW + "nine-more-councils-told-to-reform-send-services-in-return-for-300m"
KENT_AGREEMENT = (
    "https://www.kent.gov.uk/about-the-council/strategies-and-policies/service-specific-policies/education-policies/"
    "send-strategies-and-policies/safety-valve-agreement"
)
KIRKLEES_SHARE = "https://democracy.kirklees.gov.uk/mgAi.aspx?ID=23479"
KIRKLEES_REPORTS = "https://democracy.kirklees.gov.uk/mgAi.aspx?ID=25862"
BRACKNELL = "https://www.bracknell-forest.gov.uk/news/2026/02/update-send-funding"
CAPITAL_ANSWER = "https://parallelparliament.co.uk/question/16446/schools-finance"
KENT_REPORTS = (
    "https://publicsectorexecutive.com/articles/"
    "kent-county-councils-bold-plan-slash-ps97-million-send-overspend-financial-reports-reveal"
)
TORBAY_REPORTS = "https://www.torbay.gov.uk/DemocraticServices/mgAi.aspx?ID=100680"
BURY_DELAYED = _SW + "council-deficits-send-spending-bailouts-funding/"
TWO_DELAYED = _SW + "council-cost-pressures-threaten-send-safety-valve-reforms/"
CAMBRIDGESHIRE = "https://www.localgov.co.uk/Cambs-in-bid-to-rescue-49m-funding-deal/61540"
CHILDREN = "https://www.localgov.co.uk/What-do-safety-valve-agreements-mean-for-children-with-SEND/60378"
SLOUGH = "http://democracy.slough.gov.uk/mgAi.aspx?ID=48403"
DUTIES_ANSWER = "https://parallelparliament.co.uk/question/HL3553/special-educational-needs"
JUDGMENT = "https://zoomlaw.co.uk/2025EWHC893Admin.html"
CLOSED = "https://www.localgov.co.uk/No-more-safety-valve-agreements-DfE-says/61591"
FIRST_PHASE = "https://www.actionforcarers.org.uk/news/government-to-cover-90-of-councils-send-deficits"
REFORM_PLANS = "https://universitytrends.co.uk/?p=51653"
PLAN_RATINGS = _SW + "revealed-dfes-secret-plan-to-cut-special-school-expansion/"
SOMERSET = (
    "https://somersetdaily.co.uk/government-to-cover-90-of-somersets-special-needs-deficit-averting-bankruptcy-risk"
)
WRITE_OFF = _SW + "government-to-write-off-90-of-councils-send-deficits"
INCENTIVES = _SW + "send-bailout-could-reduce-incentives-to-contain-costs"
CCN_2026 = "https://thecareruk.com/government-commits-to-paying-90-of-councils-send-deficits"
SHORTFALL = _SW + "government-faces-6bn-send-shortfall-once-override-ends"
FLAT_STATEMENT = (
    "https://www.parallelparliament.co.uk/debate/2025-12-17/commons/written-statements/dedicated-schools-grant"
)
OBR_DEFENDED = _SW + "spending-watchdog-defends-send-budget-forecast/"
EXTRA_MONEY = "https://www.surfradiofal.co.uk/?p=11113"
BILL = "https://www.forbessolicitors.co.uk/articles/the-king-announces-education-for-all-bill"
BILL_FOLLOWED = "https://edyourself.org/?p=8379"
SECTION_114 = "https://uksupportedhousing.com/knowledgebank/section-114-notice/"
NO_SUCH_THING = _LGL + "314-governance-a-risk-articles/54090-no-such-thing-as-a-s114-notice"
SECTION_114_EFFECT = (
    "https://trowers.com/insights/2023/september/a-section-114-notice-what-does-it-mean-for-local-authorities"
)
NAO_SURVEY = "https://nurseryworld.co.uk/content/news/englands-sen-system-financially-unsustainable-and-in-urgent-need-of-reform-finds-spending-watchdog"
LGA_SURVEY = "https://www.wired-gov.net/wg/news.nsf/articles/lga+send+crisis+vast+majority+of+councils+warn+of+insolvency%E2%80%AFand%E2%80%AFcall+for+reform%E2%80%AFamid+huge+deficits+06022026120500?open"
CCN_SURVEY = "https://www.publicsectorexecutive.com/articles/councils-warn-send-system-faces-total-collapse-without-urgent-reform"
THIRD_FACE = _SW + "third-of-safety-valve-councils-face-bankruptcy"
EIGHT_REPORTS = "https://streetguide.co.uk/parliament/debate/A5C12EFC-59A9-4DC3-88CA-96349A55791E/394"
SIX_REPORTS = "https://www.instituteforgovernment.org.uk/comment/send-spending-reform-local-authorities"
TOTAL_2020 = "https://www.themj.co.uk/EXCLUSIVE-Pressure-mounts-over-SEND-grant-deficit/219829"
EFS_GUIDANCE = "https://www.gov.uk/guidance/exceptional-financial-support-for-local-authorities-for-2026-27"
EFS_COUNCILS = "https://www.localgovernmentlawyer.co.uk/governance/396-governance-news/99797-government-confirms-35-councils-to-receive-1-5bn-in-exceptional-financial-support"
EFS_LAW = "https://www.lexisnexis.co.uk/legal/local-government-law/qa/qas"
EFS_COUNT = "https://politicsuk.com/?p=29082"
BRISTOL_GROSS = (
    "https://chopsybaby.com/magazine/we-have-a-lot-of-work-to-do-bristol-city-council-says-as-safety-valve-deflates/"
)
