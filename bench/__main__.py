"""./cqo bench: run benches, all or those named, on SQLite and, where there is one, on PostgreSQL; fails where a limit is missed."""

import argparse
import os
import socket
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench import certificates, checking, door, exams, imports, measure, registry, server, talents
from bench.measure import Measured
from bench.server import Installation, Sizes


@dataclass(frozen=True, slots=True)
class Bench:
    """A bench: what it tells, and the function that measures an installation, given a free port.

    is_kept: whether what it fills in takes long enough to be kept for the next run, in CQO_BENCH_CACHE or var/bench.
    """

    tells: str
    run: Callable[[Installation, int, Sizes], list[Measured]]
    is_kept: bool = False


def _program(module: str) -> Callable[[Installation, int, Sizes], list[Measured]]:
    """A bench that prints its own findings and says by its exit status whether its limits were kept."""

    def run(installation: Installation, _port: int, sizes: Sizes) -> list[Measured]:
        return [
            Measured(
                "limits missed, see above", installation.run(module, "--firms", str(sizes.firms), "--people", str(sizes.people)), "", 0
            )
        ]

    return run


BENCHES = {
    "certificates": Bench("a signed PDF, and a thousand certificates issued with progress", certificates.run),
    "door": Bench("what the server costs before any page does its work", door.run),
    "checking": Bench("the public check with a million certificates, three hundred a second", checking.run, is_kept=True),
    "exams": Bench("saving answers, beginning, handing in and marking an exam, two hundred candidates at once", exams.run),
    "talents": Bench("the talent registry with 200,000 entries", talents.run, is_kept=True),
    "search": Bench("a mix of searches with a million firms, at the query", _program("bench.search_query")),
    "imports": Bench("a workbook of 100,000 rows by command, by browser and killed ten times, while somebody saves", imports.run),
    "registry": Bench("searches, lists, files, the desk and signing in with a million firms", registry.run, is_kept=True),
}


def main() -> int:
    options = _options()
    vendors = [vendor for vendor in ("sqlite", "postgresql") if options.database in (None, vendor)]
    if "postgresql" in vendors and server.postgresql() is None:
        print("No PostgreSQL answers; set CQO_BENCH_POSTGRESQL_URL to measure on one.")
        vendors.remove("postgresql")
    found: dict[tuple[str, str], list[Measured]] = {}
    sizes = Sizes(options.firms, options.people)
    with tempfile.TemporaryDirectory(prefix="cqo-bench-") as scratch:
        for name in options.names or BENCHES:
            for vendor in vendors:
                print(f"── {name} on {vendor}: {BENCHES[name].tells} ──", flush=True)
                bench = BENCHES[name]
                folder = options.keep or (_cache() if bench.is_kept else None)
                key = f"{name}_{sizes.firms}" if bench.is_kept else name
                with server.installed(vendor, folder or Path(scratch), key, keep=folder is not None) as installation:
                    found[name, vendor] = bench.run(installation, _free_port(), sizes)
    print(measure.table(found))
    return 0 if all(figure.kept for figures in found.values() for figure in figures) else 1


def _options() -> argparse.Namespace:
    told = "\n".join(f"  {name:<10} {bench.tells}" for name, bench in BENCHES.items())
    parser = argparse.ArgumentParser(
        prog="./cqo bench", description=__doc__, epilog=f"benches:\n{told}", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="benches to run (default: all)")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], help="measure on one kind of database only")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep what was filled in there (and in PostgreSQL) for the next run")
    parser.add_argument("--firms", type=int, default=1_000_000, metavar="NUMBER", help="firms to fill in (default: %(default)s)")
    parser.add_argument("--people", type=int, default=200_000, metavar="NUMBER", help="people to fill in (default: %(default)s)")
    options = parser.parse_args()
    if unknown := set(options.names) - set(BENCHES):
        parser.error(f"no such bench: {', '.join(sorted(unknown))}")
    return options


def _cache() -> Path:
    return Path(os.environ.get("CQO_BENCH_CACHE") or server.REPOSITORY / "var" / "bench")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


if __name__ == "__main__":
    raise SystemExit(main())
