"""Certificates: what one signed PDF costs, and a thousand issued by the worker's own job while somebody looks at its progress."""

from bench.measure import Measured
from bench.server import Installation, Sizes

PDF_MOST, ISSUE_MOST = 80.0, 60.0


def run(installation: Installation, port: int, sizes: Sizes) -> list[Measured]:
    """Fill in a class of a thousand who passed, issue, and count in the database."""
    told = installation.told("bench.certificates_inside")
    return [
        Measured("PDF set and signed, CPU", told["pdf_ms"], "ms", PDF_MOST),
        Measured("1,000 issued with their signed PDFs, wall", told["issue_s"], "s", ISSUE_MOST),
        Measured("1,000 issued, CPU of all processes, each", told["issue_cpu_ms"], "ms"),
        Measured("progress seen meanwhile, times", told["seen"], "", None),
        Measured("certificates missing or numbered twice", told["wrong"], "", 0),
    ]
