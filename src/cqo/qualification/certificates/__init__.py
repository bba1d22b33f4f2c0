"""Certificates: issued on a signed approval, checked by anyone, living on when class, account and firm are gone (M5).

The bureau issues; the holder keeps the original. A certificate's status follows from what was recorded about it and from the day, never from a job.
"""
