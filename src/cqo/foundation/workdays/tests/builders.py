"""An invented calendar for 2027, in the shape of the official ones."""

CALENDAR_2027 = """date,kind,name
2026-12-31,off,元旦
2027-01-01,off,元旦
2027-01-03,work,元旦
2027-02-05,off,春节
2027-02-06,off,春节
2027-04-05,off,清明节
2027-05-01,off,劳动节
2027-06-09,off,端午节
2027-09-15,off,中秋节
2027-10-01,off,国庆节
2027-10-09,work,国庆节
"""
