"""The append-only record of every official act: who, in which capacity, when, what, on which case, under which version of the rules.

Whatever an operation does, it writes here in its own transaction (`operations.record`); a sealer chains the entries of each
city afterwards (`operations.seal`), and `verification.verify` names what somebody changed or took away. Rows hold text keys,
codes and digests, never names or phones, and point at no other table. Stands on nothing but `sealing`.
"""
