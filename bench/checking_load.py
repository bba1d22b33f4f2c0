"""Asks for the pages of certificates at a steady pace, whatever the server does: prints JSON.

    python -m bench.checking_load PORT --certificates 1000000 --pace 300 --seconds 20

Requests begin at their own moments (an open loop), and a page's time counts from the moment at which it should have been asked for, so a server
that falls behind cannot hide it. The verdict of every page is compared with what it must be; a wrong one ends the run.
"""

import argparse
import asyncio
import json
import random
import time
from dataclasses import dataclass, field

from bench import checking_data as data

CONNECTIONS = 64


@dataclass
class Found:
    """Times of pages in seconds, and how many were wrong."""

    times: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


async def _connection(port: int, due: asyncio.Queue[tuple[float, int] | None], found: Found) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while (job := await due.get()) is not None:
        moment, place = job
        writer.write(f"GET {data.path(place)} HTTP/1.1\r\nHost: localhost\r\nAccept-Language: zh-CN,zh;q=0.9\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
        body = await reader.readexactly(length)
        found.times.append(time.perf_counter() - moment)
        if b'class="verdict ' + data.LOOKS[data.verdict(place)].encode() + b'"' not in body or not head.startswith(b"http/1.1 200"):
            found.wrong.append(data.path(place))
    writer.close()


async def _run(port: int, *, certificates: int, pace: int, seconds: float) -> Found:
    found, due, chosen = Found(), asyncio.Queue[tuple[float, int] | None](), random.Random(7)
    workers = [asyncio.create_task(_connection(port, due, found)) for _ in range(CONNECTIONS)]
    began = time.perf_counter() + 0.2
    for turn in range(int(pace * seconds)):
        moment = began + turn / pace
        await asyncio.sleep(max(0.0, moment - time.perf_counter()))
        due.put_nowait((moment, chosen.randrange(certificates)))
    for _ in workers:
        due.put_nowait(None)
    await asyncio.gather(*workers)
    return found


def main() -> int:
    """Run, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("port", type=int)
    parser.add_argument("--certificates", type=int, default=1_000_000)
    parser.add_argument("--pace", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=20)
    options = parser.parse_args()
    found = asyncio.run(_run(options.port, certificates=options.certificates, pace=options.pace, seconds=options.seconds))
    if found.wrong:
        raise SystemExit(f"{len(found.wrong)} pages were wrong, {found.wrong[0]} among them")
    times = sorted(found.times)
    told = {"answered": len(times), "p50": times[len(times) // 2] * 1000, "p95": times[int(len(times) * 0.95)] * 1000}
    print(json.dumps(told))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
