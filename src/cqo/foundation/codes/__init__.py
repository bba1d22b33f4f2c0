"""Numbers and names that carry their own check: credit codes, identity documents, phones, dates, amounts, names.

Each module reads what people typed and says what is wrong with it. Pure functions on text, of no country of storage: no Django, no
database, no clock. Standards: GB 32100-2015 (credit code), GB 11643-1999 (resident identity number).
"""
