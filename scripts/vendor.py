#!/usr/bin/env python3
"""Refreshes the vendored assets: stylesheet, htmx, the icons we use and, for tests, axe-core, as `vendor.json` names them.

    scripts/vendor.py              fetch the versions in the manifest, write the files and their digests
    scripts/vendor.py --icon bell  the same, with one more icon in the sprite

Versions are changed in `vendor.json` by hand. `npm pack` fetches, by whatever registry npm is set up with; no address is written here.
Why not the newest @tabler/core 1.x: from 1.1 on its colours are `color-mix()` and `oklch()`, which the older Chromium kernels inside
WeChat and the office browsers cannot read; 1.0.0 states plain colours.
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent
LOOK = REPOSITORY / "src/cqo/foundation/look/static/vendor"
TESTS = REPOSITORY / "tests/journeys/vendor"
MANIFEST = "vendor.json"
SOURCE_MAP = re.compile(rb"\s*(/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S+)\s*$")


def fetch(name: str, version: str, folder: Path) -> tarfile.TarFile:
    """The package's archive, as npm delivers it. Raises CalledProcessError with npm's own words when it cannot."""
    order = ["npm", "pack", "--silent", f"{name}@{version}"]
    packed = subprocess.run(order, cwd=folder, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 (names come from the manifest)
    return tarfile.open(folder / packed.stdout.strip().splitlines()[-1])


def member(archive: tarfile.TarFile, path: str) -> bytes:
    """One file of the package. Raises KeyError for a file the package does not have."""
    taken = archive.extractfile(f"package/{path}")
    if taken is None:
        raise KeyError(path)
    return taken.read()


def sprite(archive: tarfile.TarFile, icons: list[str]) -> bytes:
    """One SVG with a symbol per outline icon, each under its Tabler name."""
    symbols = []
    for icon in sorted(icons):
        drawing = member(archive, f"icons/outline/{icon}.svg").decode()
        shapes = re.sub(r"\s*\n\s*", "", drawing[drawing.index(">", drawing.index("<svg")) + 1 : drawing.rindex("</svg>")])
        symbols.append(f'<symbol id="{icon}" viewBox="0 0 24 24">{shapes}</symbol>')
    return ('<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n").encode()


def refresh(package: dict[str, Any], vendor: Path, folder: Path) -> None:
    """Writes the package's files and puts their digests into its entry."""
    with fetch(package["name"], package["version"], folder) as archive:
        package["licence"] = json.loads(member(archive, "package.json"))["license"]
        for file in package["files"]:
            content = sprite(archive, package["icons"]) if "icons" in package else SOURCE_MAP.sub(b"\n", member(archive, file["from"]))
            target = vendor / file["path"]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            file["sha256"] = hashlib.sha256(content).hexdigest()


def main() -> int:
    """Refreshes everything; the exit status is 0 unless npm or a missing file stopped it with a traceback."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--icon", action="append", default=[], help="a Tabler outline icon to add to the sprite")
    added = parser.parse_args().icon
    for vendor in (LOOK, TESTS):
        manifest = json.loads((vendor / MANIFEST).read_text())
        with tempfile.TemporaryDirectory() as folder:
            for package in manifest["packages"]:
                if "icons" in package:
                    package["icons"] = sorted({*package["icons"], *added})
                refresh(package, vendor, Path(folder))
                print(f"{package['name']} {package['version']}: {', '.join(file['path'] for file in package['files'])}")
        (vendor / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
