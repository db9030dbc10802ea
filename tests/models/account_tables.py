"""Tables as boards, councils and health boards lay them out: the layouts are real, the places and numbers are not.

Each is a name, the text as pasted, what loads (some values of each row by field, in £ million; () where it is refused),
and the reader's choices by the key of a question where one is open. Cells are parted by tabs.
"""

# ruff: noqa: E501 (rows of tables)

H, C = "health_payment", "council_payment"


def row(year, basis, health, council, **more):
    """Return what a row should hold."""
    return {"year": year, "basis": basis, H: health, C: council, **more}


#: name, text, rows that load, choices
TABLES = [
    # --- Funding tables of budget papers -------------------------------------------------------------------------
    (
        "three years across, in thousands, with a total",
        "\t2023/24\t2024/25\t2025/26\n\tOutturn\tBudget\tBudget\n\t£000\t£000\t£000\nNHS contribution\t181,020\t188,310\t190,150\nCouncil contribution\t97,240\t101,680\t103,700\nTotal funding\t278,260\t289,990\t293,850\n",
        [
            row("2023/24", "outturn", 181.02, 97.24),
            row("2024/25", "budget", 188.31, 101.68),
            row("2025/26", "budget", 190.15, 103.7),
        ],
        {},
    ),
    (
        "partners down, one year, no basis",
        "Funding source\t2025/26\n\t£m\nHealth Board\t188.3\nCouncil\t101.7\nTotal\t290.0\n",
        [row("2025/26", "budget", 188.3, 101.7)],
        {"basis0": "budget"},
    ),
    (
        "partners down by name",
        "Partner\tBudget 2025/26\n\t£000\nNHS Westland\t188,310\nWestland Council\t101,680\nTotal\t289,990\n",
        [row("2025/26", "budget", 188.31, 101.68)],
        {},
    ),
    (
        "caption, year in the caption, partners down",
        "Table 2: Integrated budget 2025/26\nPartner\tBudget £m\nNHS Westland\t188.3\nWestland Council\t101.7\nTotal budget\t290.0\n",
        [row("2025/26", "budget", 188.3, 101.7)],
        {},
    ),
    (
        "budget beside actual, year in the caption",
        "Outturn statement 2024/25\n\tBudget\tActual\tVariance\n\t£000\t£000\t£000\nHealth board contribution\t181,020\t182,400\t(1,380)\nCouncil contribution\t97,240\t98,100\t(860)\n",
        [row("2024/25", "budget", 181.02, 97.24), row("2024/25", "outturn", 182.4, 98.1)],
        {},
    ),
    (
        "budget beside actual under each year",
        "\t2023/24\t\t2024/25\t\n\tBudget\tActual\tBudget\tActual\nNHS\t176.0\t177.1\t181.0\t182.4\nCouncil\t93.0\t93.4\t97.2\t98.1\n",
        [
            row("2023/24", "budget", 176, 93),
            row("2023/24", "outturn", 177.1, 93.4),
            row("2024/25", "budget", 181, 97.2),
            row("2024/25", "outturn", 182.4, 98.1),
        ],
        {},
    ),
    (
        "budget beside actual across, years down",
        "Year\tNHS\t\tCouncil\t\n\tBudget\tActual\tBudget\tActual\n2023/24\t176.0\t177.1\t93.0\t93.4\n2024/25\t181.0\t182.4\t97.2\t98.1\n",
        [
            row("2023/24", "budget", 176, 93),
            row("2023/24", "outturn", 177.1, 93.4),
            row("2024/25", "budget", 181, 97.2),
            row("2024/25", "outturn", 182.4, 98.1),
        ],
        {},
    ),
    (
        "a medium-term plan of five years",
        "Funding (£m)\t2025/26\t2026/27\t2027/28\t2028/29\t2029/30\n\tBudget\tIndicative\tIndicative\tIndicative\tIndicative\nHealth Board delegated budget\t188.3\t191.1\t194.0\t196.9\t199.8\nCouncil delegated budget\t101.7\t103.2\t104.8\t106.3\t107.9\nUse of reserves\t1.9\t-\t-\t-\t-\n",
        [row("2025/26", "budget", 188.3, 101.7, reserves_used=1.9)]
        + [
            row(f"{y}/{y - 1999}", "forecast", h, c)
            for y, h, c in ((2026, 191.1, 103.2), (2027, 194.0, 104.8), (2028, 196.9, 106.3), (2029, 199.8, 107.9))
        ],
        {f"basis{n}": "forecast" for n in range(1, 5)},
    ),
    (
        "set-aside below the payments",
        "\t2024/25 Outturn\n\t£000\nNHS contribution\t188,310\nCouncil contribution\t101,680\nSet aside\t33,600\n",
        [row("2024/25", "outturn", 188.31, 101.68, set_aside=33.6)],
        {},
    ),
    (
        "payment with the set-aside in it",
        "Year\tBasis\tNHS contribution (including set aside)\tCouncil contribution\tSet aside\n2024/25\tOutturn\t221.9\t101.7\t33.6\n",
        [row("2024/25", "outturn", 188.3, 101.7, set_aside=33.6)],
        {"col0": "health_payment:less"},
    ),
    (
        "payment without the set-aside, said so",
        "Year\tBasis\tHealth Board funding (excl. set-aside) £m\tCouncil funding £m\n2024/25\tBudget\t188.3\t101.7\n",
        [row("2024/25", "budget", 188.3, 101.7)],
        {},
    ),
    (
        "two councils",
        "Year\tBasis\tNHS contribution\tCouncil contribution (Northshire)\tCouncil contribution (Southshire)\n2024/25\tBudget\t118.2\t24.9\t41.3\n",
        [row("2024/25", "budget", 118.2, 66.2)],
        {"sum-council_payment": "add"},
    ),
    (
        "two councils down",
        "\t2024/25\t2025/26\n\tActual\tBudget\n\t£m\t£m\nNHS Midland\t118.2\t120.9\nNorthshire Council\t24.9\t25.5\nSouthshire Council\t41.3\t42.0\n",
        [row("2024/25", "outturn", 118.2, 66.2), row("2025/26", "budget", 120.9, 67.5)],
        {"sum-council_payment": "add"},
    ),
    (
        "partners by name and a bare unit",
        "Year\tBasis\tNHS Westland £000\tWestland Council £000\n2025/26\tBudget\t188,310\t101,680\n",
        [row("2025/26", "budget", 188.31, 101.68)],
        {},
    ),
    # --- Notes of annual accounts --------------------------------------------------------------------------------
    (
        "note on partner contributions, the year before first",
        "Note 5: Contributions from partners\n2023/24\t\t2024/25\n£000\t\t£000\n181,020\tNHS Westland\t188,310\n97,240\tWestland Council\t101,680\n278,260\tTotal\t289,990\n",
        [],
        {},
    ),
    (
        "note on partner contributions, partners first",
        "Note 5: Contributions from partners\n\t2023/24\t2024/25\n\t£000\t£000\nNHS Westland\t(181,020)\t(188,310)\nWestland Council\t(97,240)\t(101,680)\nTotal\t(278,260)\t(289,990)\n",
        [row("2023/24", "outturn", 181.02, 97.24), row("2024/25", "outturn", 188.31, 101.68)],
        {"basis0": "outturn", "basis1": "outturn"},
    ),
    (
        "a column of note numbers",
        "\tNote\t2023/24\t2024/25\n\t\tActual\tActual\n\t\t£000\t£000\nHealth board\t4\t181,020\t188,310\nCouncil\t4\t97,240\t101,680\n",
        [row("2023/24", "outturn", 181.02, 97.24), row("2024/25", "outturn", 188.31, 101.68)],
        {},
    ),
    (
        "years as ended in March",
        "\tYear ended 31 March 2024\tYear ended 31 March 2025\n\tOutturn\tOutturn\nNHS funding\t£181.0m\t£188.3m\nCouncil funding\t£97.2m\t£101.7m\n",
        [row("2023/24", "outturn", 181, 97.2), row("2024/25", "outturn", 188.3, 101.7)],
        {},
    ),
    (
        "the statement of income and expenditure",
        "2023/24\t\t\t2024/25\t\t\nGross expenditure\tGross income\tNet expenditure\tGross expenditure\tGross income\tNet expenditure\n£000\t£000\t£000\t£000\t£000\t£000\n281,400\t(3,140)\t278,260\t293,105\t(3,115)\t289,990\n",
        [],
        {},
    ),
    (
        "pounds in full",
        "Year\tBasis\tNHS contribution\tCouncil contribution\n2024/25\tBudget\t£812,600,000\t£430,900,000\n",
        [row("2024/25", "budget", 812.6, 430.9)],
        {},
    ),
    (
        "billions in the heading",
        "Year\tBasis\tHealth board pays in (£bn)\tCouncil pays in (£bn)\n2024/25\tBudget\t0.8126\t0.4309\n",
        [row("2024/25", "budget", 812.6, 430.9)],
        {},
    ),
    (
        "thousands that nobody names",
        "Year\tBasis\tNHS contribution\tCouncil contribution\n2024/25\tBudget\t188,310\t101,680\n",
        [row("2024/25", "budget", 188.31, 101.68)],
        {},
    ),
    (
        "units mixed in the headings",
        "Year\tBasis\tHealth board pays in (£m)\tCouncil pays in (£m)\tSavings planned (£000)\tUse of reserves (£000)\tOverspend (£000)\n2025/26\tOutturn\t27.4\t23.6\t410\t150\t(65)\n",
        [row("2025/26", "outturn", 27.4, 23.6, savings_planned=0.41, reserves_used=0.15, overspend=-0.065)],
        {},
    ),
    (
        "surplus and deficit of a health board's table",
        "Year\tBasis\tNHS\tCouncil\tSurplus/(deficit)\n2023/24\tOutturn\t181.0\t97.2\t1.2\n2024/25\tOutturn\t188.3\t101.7\t(2.4)\n",
        [row("2023/24", "outturn", 181, 97.2, overspend=-1.2), row("2024/25", "outturn", 188.3, 101.7, overspend=2.4)],
        {},
    ),
    (
        "over and under, the under in brackets",
        "Year\tBasis\tNHS\tCouncil\tOver/(under) spend\n2024/25\tOutturn\t188.3\t101.7\t(0.9)\n",
        [row("2024/25", "outturn", 188.3, 101.7, overspend=-0.9)],
        {},
    ),
    (
        "a bare variance",
        "Year\tBasis\tNHS\tCouncil\tVariance\n2024/25\tOutturn\t188.3\t101.7\t2.4\n",
        [row("2024/25", "outturn", 188.3, 101.7, overspend=-2.4)],
        {"col2": "-overspend"},
    ),
    (
        "reserves used in brackets",
        "Year\tBasis\tNHS contribution\tCouncil contribution\tUse of reserves\n2024/25\tOutturn\t188.3\t101.7\t(1.9)\n",
        [row("2024/25", "outturn", 188.3, 101.7, reserves_used=1.9)],
        {},
    ),
    (
        "savings, planned and delivered",
        "Year\tBasis\tNHS\tCouncil\tSavings target\tSavings achieved\tOf which non-recurring savings\n2024/25\tOutturn\t188.3\t101.7\t8.3\t5.8\t2.9\n",
        [row("2024/25", "outturn", 188.3, 101.7, savings_planned=8.3, savings_delivered=5.8, savings_one_off=2.9)],
        {},
    ),
    (
        "reserves at the year's end",
        "\t2023/24\t2024/25\n\tActual\tActual\nHealth board\t181.0\t188.3\nCouncil\t97.2\t101.7\nGeneral reserves at 31 March\t6.1\t4.2\nEarmarked reserves at 31 March\t11.0\t9.4\n",
        [
            row("2023/24", "outturn", 181, 97.2, reserves_general=6.1, reserves_earmarked=11.0),
            row("2024/25", "outturn", 188.3, 101.7, reserves_general=4.2, reserves_earmarked=9.4),
        ],
        {},
    ),
    # --- Noise that printed tables have --------------------------------------------------------------------------
    (
        "footnotes and notes",
        "Year\tBasis\tNHS contribution\tCouncil contribution\n2024/25\tBudget\t181.0\t97.2\n2025/26\tBudget\t188.3*\t101.7¹\nTotal\t\t369.3\t198.9\n* Subject to the health board’s approval\nNote: figures exclude set aside\n",
        [row("2024/25", "budget", 181, 97.2), row("2025/26", "budget", 188.3, 101.7)],
        {},
    ),
    (
        "a note that puts the set-aside in",
        "Year\tBasis\tNHS contribution\tCouncil contribution\n2024/25\tBudget\t221.9\t97.2\nNote: the NHS contribution includes set aside\n",
        [],
        {},
    ),
    (
        "caption above tabs",
        "Table 4: Funding 2025/26\nYear\tBasis\tNHS\tCouncil\n2025/26\tBudget\t188.3\t101.7\n",
        [row("2025/26", "budget", 188.3, 101.7)],
        {},
    ),
    (
        "caption with commas above semicolons",
        "Table 4: funding, all partners, final\nYear;Basis;NHS;Council\n2025/26;Budget;188.3;101.7\n",
        [row("2025/26", "budget", 188.3, 101.7)],
        {},
    ),
    (
        "all figures in thousands, said below",
        "\t2024/25\t2025/26\n\tActual\tBudget\nNHS\t181,020\t188,310\nCouncil\t97,240\t101,680\nAll figures in £000\n",
        [row("2024/25", "outturn", 181.02, 97.24), row("2025/26", "budget", 188.31, 101.68)],
        {},
    ),
    (
        "copied from a page of print, years down",
        "Year Basis NHS contribution Council contribution Total\n2024/25 Budget 181.0 97.2 278.2\n2025/26 Budget 188.3 101.7 290.0\n",
        [row("2024/25", "budget", 181, 97.2), row("2025/26", "budget", 188.3, 101.7)],
        {},
    ),
    (
        "copied from a page of print, years across",
        "Table 3 Partner funding\n2023/24 2024/25 2025/26\nActual Budget Budget\n£000 £000 £000\nNHS contribution 181,020 188,310 190,150\nCouncil contribution 97,240 101,680 103,700\nTotal 278,260 289,990 293,850\n",
        [
            row("2023/24", "outturn", 181.02, 97.24),
            row("2024/25", "budget", 188.31, 101.68),
            row("2025/26", "budget", 190.15, 103.7),
        ],
        {},
    ),
    (
        "copied from a page of print, a number in two parts",
        "2023/24 2024/25\nNHS contribution 181 020 188 310\nCouncil contribution 97 240 101 680\n",
        [],
        {},
    ),
    (
        "one cell a line",
        "Year\nBasis\nNHS contribution\nCouncil contribution\n2024/25\nBudget\n181.0\n97.2\n2025/26\nBudget\n188.3\n101.7\n",
        [row("2024/25", "budget", 181, 97.2), row("2025/26", "budget", 188.3, 101.7)],
        {},
    ),
    (
        "one cell a line, years across",
        "Partner funding\n2024/25\n2025/26\nNHS contribution\n181.0\n188.3\nCouncil contribution\n97.2\n101.7\n",
        [row("2024/25", "outturn", 181, 97.2), row("2025/26", "budget", 188.3, 101.7)],
        {"basis0": "outturn", "basis1": "budget"},
    ),
    (
        "words for the basis",
        "year,basis,health_payment,council_payment\n2023/24,Final outturn,181.0,97.2\n2024/25,Projected outturn,188.3,101.7\n2025/26,Annual budget,190.2,103.7\n2026/27,Indicative,192.0,105.0\n",
        [
            row("2023/24", "outturn", 181, 97.2),
            row("2024/25", "forecast", 188.3, 101.7),
            row("2025/26", "budget", 190.2, 103.7),
            row("2026/27", "forecast", 192, 105),
        ],
        {"basis3": "forecast"},
    ),
    (
        "decimal commas",
        "Year;Basis;Health board pays in;Council pays in;Savings planned;Set-aside\n2025/26;budget;27.4;23.6;0,410;0,935\n",
        [],
        {},
    ),
    (
        "a column of shares",
        "Partner\t2025/26 Budget £m\t% of total\nNHS\t188.3\t64.9%\nCouncil\t101.7\t35.1%\n",
        [row("2025/26", "budget", 188.3, 101.7)],
        {},
    ),
    (
        "two tables at once",
        "Year\tBasis\tNHS\tCouncil\n2024/25\tBudget\t181.0\t97.2\nYear\tSavings target\tSavings achieved\n2024/25\t8.3\t5.8\n",
        [],
        {},
    ),
    (
        "table with bars",
        "| Year | Basis | NHS | Council |\n|---|---|---|---|\n| 2024/25 | Budget | 181.0 | 97.2 |\n",
        [row("2024/25", "budget", 181, 97.2)],
        {},
    ),
    (
        "quoted thousands in a comma file",
        'Year,Basis,"NHS funding, £000","Council funding, £000"\n2024/25,Revised budget,"181,020","97,240"\n',
        [row("2024/25", "budget", 181.02, 97.24)],
        {},
    ),
    (
        "thousands in a comma file without quotation marks",
        "Year,Basis,NHS,Council\n2024/25,Budget,181,020,97,240\n",
        [],
        {},
    ),
    (
        "rows are services, no partners",
        "Service\t2024/25 Budget £000\t2024/25 Actual £000\nOlder people\t52,300\t53,120\nLearning disability\t31,040\t31,560\n",
        [],
        {},
    ),
    (
        "opening lines with a title and a date",
        "Westland Integration Joint Board\nFinance report to 31 December 2025\n\nYear\tBasis\tHealth Board contribution £m\tCouncil contribution £m\n2025/26\tProjected outturn\t188.3\t101.7\n",
        [row("2025/26", "forecast", 188.3, 101.7)],
        {},
    ),
    (
        "a column of units, and one of sources",
        "Year\tBasis\tUnit\tNHS\tCouncil\tSource\n2024/25\tBudget\t£000\t181,020\t97,240\tPaper 5\n"
        "2025/26\tBudget\t£m\t188.3\t101.7\tPaper 9\n",
        [
            row("2024/25", "budget", 181.02, 97.24, source="Paper 5", unit="£000"),
            row("2025/26", "budget", 188.3, 101.7),
        ],
        {},
    ),
]
