"""Candidates who save answers at a steady pace, each over a connection of their own: prints JSON.

    python -m bench.exams_load PORT PREPARED.json --pace 1 --seconds 20

Each saves so many times a second (an open loop); a save's time counts from the moment at which it should have been sent.
"""

import argparse
import asyncio
import json
import random
import time
from pathlib import Path
from typing import Any

from bench.exams_inside import QUESTIONS


def request(port: int, session: str, allowed: str, body: dict[str, Any]) -> bytes:
    """The bytes of one delivery, as an exam page sends it."""
    content = json.dumps(body, separators=(",", ":")).encode()
    host = f"127.0.0.1:{port}"
    head = (
        f"POST /answers/ HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Type: application/json\r\n"
        f"Cookie: sessionid={session}\r\nAuthorization: Exam {allowed}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content


async def _candidate(port: int, session: str, allowed: str, place: int, pace: float, until: float, times: list[float]) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    chosen, n, revision = random.Random(place), 0, 0
    due = time.perf_counter() + chosen.random() / pace
    while due < until:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        n += 1
        item = chosen.randrange(QUESTIONS) + 1
        save = [item, n, chosen.choice("AB")]
        writer.write(request(port, session, allowed, {"device": f"bench{place:05d}", "seen": revision, "saves": [save]}))
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        told = json.loads(await reader.readexactly(int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])))
        if not head.startswith(b"http/1.1 200") or told["kept"] != [n]:
            raise SystemExit(f"a save was answered {head[:20]!r} {told}")
        revision = told["revision"]
        times.append(time.perf_counter() - due)
        due += 1 / pace
    writer.close()
    return n


async def _run(port: int, prepared: dict[str, Any], pace: float, seconds: float) -> list[float]:
    times: list[float] = []
    until = time.perf_counter() + seconds
    await asyncio.gather(
        *(_candidate(port, prepared["session"], allowed, place, pace, until, times) for place, allowed in enumerate(prepared["passes"]))
    )
    return sorted(times)


def main() -> int:
    """Run, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("port", type=int)
    parser.add_argument("prepared", type=Path)
    parser.add_argument("--pace", type=float, default=1)
    parser.add_argument("--seconds", type=float, default=20)
    options = parser.parse_args()
    times = asyncio.run(_run(options.port, json.loads(options.prepared.read_text()), options.pace, options.seconds))
    print(json.dumps({"saves": len(times), "p50": times[len(times) // 2] * 1000, "p95": times[int(len(times) * 0.95)] * 1000}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
