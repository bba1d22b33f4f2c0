"""The one place for permissions: what powers there are, which role has which, how far they reach, and the gate that asks.

Views declare a power, operations enforce it, rows are loaded through the reach: what is out of reach is not there (404).
"""
