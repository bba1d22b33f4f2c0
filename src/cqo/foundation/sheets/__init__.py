"""Reading spreadsheets as people really send them: xlsx, xls and csv with titles, merged cells, totals, notes and other words for a column.

`tables.read(source, columns)` gives rows keyed by column, `tables.survey` the guessed columns of every sheet; `verdicts` is what a rule
says of a row. What the file is, is decided by its bytes; a file that is no table raises `refusals.NotATable`. No Django, no wording.
"""
