"""The official calendar: which days are worked, by the State Council's yearly notices (国务院办公厅关于部分节假日安排的通知).

Periods of public notice, objection and handling are counted in working days. A year whose notice was not imported is
refused, never guessed.
"""
