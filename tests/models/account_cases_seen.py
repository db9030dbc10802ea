"""Tables that an earlier edition read wrongly or refused without help, and what is to be made of each.

A name, the text, what loads, the choices it takes, and words that must be said.
"""

# ruff: noqa: E501 (rows of tables)

CASES = [
    ('units in brackets, mixed', 'Year\tBasis\tHealth board pays in (£m)\tCouncil pays in (£m)\tSavings planned (£000)\tUse of reserves (£000)\tOverspend (£000)\n2025/26\tOutturn\t27.4\t23.6\t410\t150\t(65)\n',
     [{'year': '2025/26', 'basis': 'outturn', 'health_payment': 27.4, 'council_payment': 23.6, 'savings_planned': 0.41, 'reserves_used': 0.15, 'overspend': -0.065}], {}, []),
    ('billions in the heading', 'Year\tBasis\tHealth board pays in (£bn)\tCouncil pays in (£bn)\n2024/25\tBudget\t0.8126\t0.4309\n',
     [{'year': '2024/25', 'basis': 'budget', 'health_payment': 812.6, 'council_payment': 430.9}], {}, []),
    ('decimal comma with three places', 'Year;Basis;Health board pays in;Council pays in;Savings planned;Set-aside\n2025/26;budget;27.4;23.6;0,410;0,935\n',
     [], {}, ['“0,410” has a comma where a point should be. Write it as 0.410']),
    ('payment including the set-aside', 'Year\tBasis\tNHS contribution (including set aside)\tCouncil contribution\tSet aside\n2024/25\tOutturn\t221.9\t101.7\t33.6\n',
     [{'year': '2024/25', 'basis': 'outturn', 'health_payment': 188.3, 'council_payment': 101.7, 'set_aside': 33.6}], {'col0': 'health_payment:less'}, ['the set-aside is in this sum']),
    ('two councils, two columns', 'Year\tBasis\tNHS contribution\tCouncil contribution (Northshire)\tCouncil contribution (Southshire)\n2024/25\tBudget\t118.2\t24.9\t41.3\n',
     [{'year': '2024/25', 'basis': 'budget', 'health_payment': 118.2, 'council_payment': 66.2}], {'sum-council_payment': 'add'}, ['24.9 + 41.3 = £66.2m']),
    ('budget paper, years across', '\t2023/24\t2024/25\t2025/26\n\tActual\tBudget\tIndicative\n\t£000\t£000\t£000\nNHS contribution\t181,020\t188,310\t190,150\nCouncil contribution\t97,240\t101,680\t103,700\nTotal funding\t278,260\t289,990\t293,850\nUse of reserves\t(1,900)\t-\t-\n',
     [{'year': '2023/24', 'basis': 'outturn', 'health_payment': 181.02, 'council_payment': 97.24, 'reserves_used': 1.9}, {'year': '2024/25', 'basis': 'budget', 'health_payment': 188.31, 'council_payment': 101.68}, {'year': '2025/26', 'basis': 'forecast', 'health_payment': 190.15, 'council_payment': 103.7}], {'basis2': 'forecast'}, ['2025/26']),
    ('caption above tabs', 'Table 4: Funding 2025/26\nYear\tBasis\tNHS\tCouncil\n2025/26\tBudget\t188.3\t101.7\n',
     [{'year': '2025/26', 'basis': 'budget', 'health_payment': 188.3, 'council_payment': 101.7}], {}, ['Table 4: Funding 2025/26']),
    ('footnote marks and notes', 'Year\tBasis\tNHS contribution\tCouncil contribution\n2024/25\tBudget\t181.0\t97.2\n2025/26\tBudget\t188.3*\t101.7¹\nTotal\t\t369.3\t198.9\n* Subject to the health board’s approval\nNote: figures exclude set aside\n',
     [{'year': '2024/25', 'basis': 'budget', 'health_payment': 181, 'council_payment': 97.2}, {'year': '2025/26', 'basis': 'budget', 'health_payment': 188.3, 'council_payment': 101.7}], {}, ['Marks of footnotes were left out: *, ¹', 'Left out: “Total”', 'figures exclude set aside']),
    ('text of a page, with spaces', 'Year Basis NHS contribution Council contribution Total\n2024/25 Budget 181.0 97.2 278.2\n2025/26 Budget 188.3 101.7 290.0\n',
     [{'year': '2024/25', 'basis': 'budget', 'health_payment': 181, 'council_payment': 97.2}, {'year': '2025/26', 'basis': 'budget', 'health_payment': 188.3, 'council_payment': 101.7}], {}, []),
    ('statement of income and expenditure', '2023/24\t\t\t2024/25\t\t\nGross expenditure\tGross income\tNet expenditure\tGross expenditure\tGross income\tNet expenditure\n£000\t£000\t£000\t£000\t£000\t£000\n281,400\t(3,140)\t278,260\t293,105\t(3,115)\t289,990\n',
     [], {}, ['the statement of income and expenditure', 'note on the partners’ contributions']),
    ('partners by name, a bare unit', 'Year\tBasis\tNHS Westland £000\tWestland Council £000\n2025/26\tBudget\t188,310\t101,680\n',
     [{'year': '2025/26', 'basis': 'budget', 'health_payment': 188.31, 'council_payment': 101.68}], {}, []),
    ('pounds in full', 'Year\tBasis\tNHS contribution\tCouncil contribution\n2024/25\tBudget\t£812,600,000\t£430,900,000\n',
     [{'year': '2024/25', 'basis': 'budget', 'health_payment': 812.6, 'council_payment': 430.9}], {}, ['£ is the only unit']),
    ('words for the basis', 'year,basis,health_payment,council_payment\n2023/24,Final outturn,181.0,97.2\n2024/25,Projected outturn,188.3,101.7\n2025/26,Annual budget,190.2,103.7\n2026/27,Indicative,192.0,105.0\n',
     [{'year': '2023/24', 'basis': 'outturn', 'health_payment': 181, 'council_payment': 97.2}, {'year': '2024/25', 'basis': 'forecast', 'health_payment': 188.3, 'council_payment': 101.7}, {'year': '2025/26', 'basis': 'budget', 'health_payment': 190.2, 'council_payment': 103.7}, {'year': '2026/27', 'basis': 'forecast', 'health_payment': 192, 'council_payment': 105}], {'basis3': 'forecast'}, ['Indicative']),
    ('reserves used in brackets', 'Year\tBasis\tNHS contribution\tCouncil contribution\tUse of reserves\n2024/25\tOutturn\t188.3\t101.7\t(1.9)\n',
     [{'year': '2024/25', 'basis': 'outturn', 'health_payment': 188.3, 'council_payment': 101.7, 'reserves_used': 1.9}], {}, ['most likely mark what was taken', '“(1.9)” is read as £1.9m']),
    ('list of partners down', 'Funding source\t2025/26\n\t£m\nHealth Board\t188.3\nCouncil\t101.7\nTotal\t290.0\n',
     [{'year': '2025/26', 'basis': 'budget', 'health_payment': 188.3, 'council_payment': 101.7}], {'basis0': 'budget'}, []),
]  # fmt: skip
