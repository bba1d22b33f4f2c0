"""What an exam costs: saving an answer through the door that candidates use, beginning, handing in and marking 24 questions."""

import json
import re

from bench import measure
from bench.exams_inside import QUESTIONS
from bench.measure import Measured
from bench.server import Installation, Server, Sizes

CANDIDATES, EXAMS, SAVES = 200, 220, 1600
PACE, SECONDS = 1, 20
UNMEASURED = 20


class WrongAnswer(Exception):
    """The database does not hold what was acknowledged, so the figures would mean nothing."""


def run(installation: Installation, port: int, _sizes: Sizes) -> list[Measured]:
    """Prepare, serve, save, begin, hand in; then count in the database."""
    prepared = installation.told("bench.exams_inside", "prepare", str(CANDIDATES), str(EXAMS))
    file = installation.var / "prepared.json"
    file.write_text(json.dumps(prepared))
    with installation.serving(port) as server:
        saving = _one_after_another(server, prepared)
        before = server.cpu()
        found = installation.told("bench.exams_load", str(port), str(file), "--pace", str(PACE), "--seconds", str(SECONDS))
        together = (server.cpu() - before) / found["saves"] * 1000
        server.cookies["sessionid"] = prepared["session"]
        pages = _pages(server, prepared)
    _require(installation, SAVES + UNMEASURED * 2 + found["saves"] + EXAMS * QUESTIONS)
    return [
        Measured("an answer saved, one candidate after another", saving, "ms CPU", 4),
        Measured(f"an answer saved, {CANDIDATES} candidates at once, {found['saves']} saves", together, "ms CPU", 4),
        Measured(f"half of the saves of {CANDIDATES} candidates took at most", found["p50"], "ms"),
        Measured(f"95 of 100 saves of {CANDIDATES} candidates took at most", found["p95"], "ms"),
        *pages,
    ]


def _one_after_another(server: Server, prepared: dict) -> float:
    turn = 0

    def save() -> None:
        nonlocal turn
        place, round_ = turn % CANDIDATES, turn // CANDIDATES
        item = round_ % QUESTIONS + 1
        deliver(server, prepared, prepared["passes"][place], device=f"alone{place:05d}", saves=[[item, round_ + 1, "A"]])
        turn += 1

    for _ in range(UNMEASURED * 2):
        save()
    return measure.cost(server.cpu, save, times=SAVES)


def deliver(server: Server, prepared: dict, allowed: str, *, device: str, saves: list, seen: int = 0) -> dict:
    """One delivery, acknowledged. Raises WrongAnswer where it was not."""
    host = f"127.0.0.1:{server.port}"
    headers = {"Content-Type": "application/json", "Authorization": f"Exam {allowed}", "Origin": f"http://{host}"}
    server.cookies["sessionid"] = prepared["session"]
    status, body = server.ask("POST", "/answers/", json.dumps({"device": device, "seen": seen, "saves": saves}).encode(), headers)
    told = json.loads(body)
    if status != 200 or told["kept"] != [n for _item, n, _choice in saves]:
        raise WrongAnswer(f"{status} {told}")
    return told


def _pages(server: Server, prepared: dict) -> list[Measured]:
    """Begin exams, open them, answer all their questions, hand them in."""
    exams = list(prepared["exams"])
    _status, body = server.ask("GET", f"/exams/mine/{exams[0]}/")
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', body)
    if token is None:
        raise WrongAnswer("the waiting room has no form")
    headers = {"X-CSRFToken": token[1].decode(), "Content-Type": "application/x-www-form-urlencoded"}

    def each(what: str, act) -> float:
        queue = list(exams)
        for _ in range(UNMEASURED):
            act(queue.pop())
        return measure.cost(server.cpu, lambda: act(queue.pop()), times=len(exams) - UNMEASURED)

    def begin(key: str) -> None:
        _require_status(server.ask("POST", f"/exams/mine/{key}/start/", b"", headers), 302, key)

    passes: dict[str, str] = {}

    def look(key: str) -> None:
        page = _require_status(server.ask("GET", f"/exams/mine/{key}/"), 200, key)
        found = re.search(rb'data-pass="(\w+)"', page)
        if found is None or page.count(b'class="card question"') != QUESTIONS:
            raise WrongAnswer(f"{key} is no page of an exam")
        passes[key] = found[1].decode()

    def answer(key: str) -> None:
        deliver(server, prepared, passes[key], device="allatonce", saves=[[item, item, "A"] for item in range(1, QUESTIONS + 1)])

    def hand_in(key: str) -> None:
        _require_status(server.ask("POST", f"/exams/mine/{key}/hand-in/", b"", headers), 302, key)

    beginning = each("begin", begin)
    looking = each("look", look)
    for key in exams:
        answer(key)
    handing = each("hand in", hand_in)
    return [
        Measured("an exam begun (its clock started)", beginning, "ms CPU"),
        Measured(f"the page of an exam of {QUESTIONS} questions", looking, "ms CPU", 10),
        Measured(f"handed in and marked, {QUESTIONS} questions", handing, "ms CPU", 5),
    ]


def _require_status(answered: tuple[int, bytes], status: int, key: str) -> bytes:
    if answered[0] != status:
        raise WrongAnswer(f"{key} answered {answered[0]}, not {status}")
    return answered[1]


def _require(installation: Installation, saves: int) -> None:
    answers = installation.told("bench.exams_inside", "answers")
    scores = installation.told("bench.exams_inside", "scores")
    expected = {"handed_in": EXAMS, "points": EXAMS * QUESTIONS * 20}
    if len(answers) != saves or scores != expected:
        raise WrongAnswer(f"{len(answers)} answers instead of {saves}; {scores} instead of {expected}")
