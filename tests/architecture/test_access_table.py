"""Role × address × foreign object: nobody opens, changes or learns of what lies outside their reach. `pytest -s` prints the table."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from cqo.foundation.accounts.states import Role
from cqo.foundation.divisions import queries as divisions
from tests.architecture.places import Everything, People, Place

pytestmark = pytest.mark.django_db
ROLES = (*(role.value for role in Role), "nobody", "anonymous")
HERE, FAR = "610722", "320682"  # 城固县 of 汉中市, 如皋市 of 南通市
NEXT = "610723"  # 洋县

Arguments = Callable[[Everything], tuple[object, ...]]
# What stands in an address, by its name; every address with arguments has a line here or under NOBODYS.
OBJECTS: dict[str, Arguments] = {
    "dossier:enterprise": lambda it: (it.firm,),
    "dossier:reveal_enterprise": lambda it: (it.firm,),
    "dossier:person": lambda it: (it.person,),
    "dossier:reveal_person": lambda it: (it.person,),
    "documents:attachment": lambda it: (it.letter_of_claim,),
    "enterprises:amend": lambda it: (it.firm,),
    "enterprises:rename": lambda it: (it.firm,),
    "enterprises:status": lambda it: (it.firm,),
    "enterprises:move": lambda it: (it.other_firm,),
    "enterprises:withdraw_move": lambda it: (it.move,),
    "enterprises:claim": lambda it: (it.claim,),
    "enterprises:accept_claim": lambda it: (it.claim,),
    "enterprises:return_claim": lambda it: (it.claim,),
    "enterprises:refuse_claim": lambda it: (it.claim,),
    "enterprises:resubmit_claim": lambda it: (it.claim,),
    "enterprises:withdraw_claim": lambda it: (it.claim,),
    "enterprises:slip_batch": lambda it: (it.slip_batch,),
    "enterprises:withdraw_slips": lambda it: (it.slip_batch,),
    "enterprises:merge": lambda it: (it.firm, it.other_firm),
    "enterprises:undo_merge": lambda it: (it.firm_merge,),
    "enterprises:designated_list": lambda it: (it.yearly,),
    "enterprises:replace_designated": lambda it: (it.yearly,),
    "enterprises:add_designated": lambda it: (it.yearly,),
    "enterprises:remove_designated": lambda it: (it.yearly, it.firm),
    "enterprises:freeze_designated": lambda it: (it.yearly,),
    "people:amend": lambda it: (it.person,),
    "people:identity": lambda it: (it.person,),
    "people:employ": lambda it: (it.person,),
    "people:end_employment": lambda it: (it.employment,),
    "people:correct_employment": lambda it: (it.employment,),
    "people:withdraw_employment": lambda it: (it.employment,),
    "people:add_certificate": lambda it: (it.person,),
    "people:withdraw_certificate": lambda it: (it.certificate,),
    "people:add_evidence": lambda it: (it.person,),
    "people:remove_evidence": lambda it: (it.evidence,),
    "people:remove_member": lambda it: (it.member,),
    "people:code_batch": lambda it: (it.code_batch,),
    "people:withdraw_codes": lambda it: (it.code_batch,),
    "people:merge": lambda it: (it.person, it.other_person),
    "people:undo_merge": lambda it: (it.person_merge,),
    "people:request": lambda it: (it.request,),
    "people:carry_out": lambda it: (it.request,),
    "people:refuse_request": lambda it: (it.request,),
    "people:withdraw_request": lambda it: (it.request,),
    "talents:enter": lambda it: (it.person,),
    "certificates:certificate": lambda it: (it.own_certificate,),
    "certificates:issue": lambda it: (it.issue,),
    "certificates:progress": lambda it: (it.issue,),
    "certificates:approve_issue": lambda it: (it.issue,),
    "certificates:withdraw_issue": lambda it: (it.issue,),
    "certificates:approval_form": lambda it: (it.issue,),
    "certificates:sample": lambda it: (it.issue,),
    "certificates:stock": lambda it: (it.issue,),
    "certificates:offset_test": lambda it: (it.issue,),
    "certificates:assign_sheets": lambda it: (it.issue,),
    "certificates:receipts": lambda it: (it.issue,),
    "certificates:hand_over": lambda it: (it.issue,),
    "certificates:leave_out": lambda it: (it.issue, it.issue_member),
    "certificates:take_in": lambda it: (it.issue, it.issue_member),
    "certificates:template_sample": lambda it: (it.template,),
    "certificates:retire_template": lambda it: (it.template,),
    "certificates:pdf": lambda it: (it.own_certificate,),
    "certificates:propose_change": lambda it: (it.own_certificate, "suspend"),
    "certificates:wish": lambda it: (it.own_certificate,),
    "certificates:change": lambda it: (it.change,),
    "certificates:state_change": lambda it: (it.change,),
    "certificates:hear_change": lambda it: (it.change,),
    "certificates:decide_change": lambda it: (it.change,),
    "certificates:carry_out_change": lambda it: (it.change,),
    "certificates:drop_change": lambda it: (it.change,),
    "certificates:withdraw_change": lambda it: (it.change,),
    "exams:exam": lambda it: (it.attempt,),
    "exams:start": lambda it: (it.attempt,),
    "exams:save": lambda it: (it.attempt,),
    "exams:renew": lambda it: (it.attempt,),
    "exams:hand_in": lambda it: (it.attempt,),
    "exams:receipt": lambda it: (it.handed_in,),
    "exams:receipt_file": lambda it: (it.handed_in,),
    "exams:paper": lambda it: (it.paper,),
    "exams:amend_paper": lambda it: (it.paper,),
    "exams:draw_paper": lambda it: (it.paper,),
    "exams:arrange_paper": lambda it: (it.paper,),
    "exams:add_to_paper": lambda it: (it.paper,),
    "exams:fix_paper": lambda it: (it.paper,),
    "exams:discard_paper": lambda it: (it.paper,),
    "exams:copy_paper": lambda it: (it.paper,),
    "exams:print_paper": lambda it: (it.paper,),
    "exams:print_sheet": lambda it: (it.paper,),
    "exams:paper_key": lambda it: (it.paper,),
    "exams:replace_item": lambda it: (it.paper, it.paper_item),
    "exams:sitting": lambda it: (it.sitting,),
    "exams:amend_sitting": lambda it: (it.sitting,),
    "exams:prepare_sitting": lambda it: (it.sitting,),
    "exams:add_candidates": lambda it: (it.sitting,),
    "exams:move_sitting": lambda it: (it.sitting,),
    "exams:room": lambda it: (it.sitting,),
    "exams:extend_sitting": lambda it: (it.sitting,),
    "exams:cancel_sitting": lambda it: (it.sitting,),
    "exams:hand_over": lambda it: (it.sitting,),
    "exams:item_statistics": lambda it: (it.sitting,),
    "exams:extend_attempt": lambda it: (it.sitting, it.attempt),
    "lists:rename_view": lambda it: (it.view,),
    "lists:delete_view": lambda it: (it.view,),
    "lists:export": lambda it: (it.export,),
    "lists:export_again": lambda it: (it.export,),
    "inbox:message": lambda it: (it.message,),
    "intake:batch": lambda it: (it.roster,),
    "intake:check": lambda it: (it.roster,),
    "intake:progress": lambda it: (it.roster,),
    "intake:row": lambda it: (it.roster, it.roster_row),
    "intake:publish": lambda it: (it.roster,),
    "intake:undo": lambda it: (it.roster,),
    "intake:discard": lambda it: (it.roster,),
    "intake:error_workbook": lambda it: (it.roster,),
    "intake:file": lambda it: (it.roster,),
    "office:post": lambda it: (it.post,),
    "office:abolish_post": lambda it: (it.post,),
    "office:open_account": lambda it: (it.post,),
    "office:assign": lambda it: (it.post,),
    "office:new_post": lambda it: (it.office_key,),
    "office:official": lambda it: (it.official,),
    "office:hand_over": lambda it: (it.official,),
    "office:step_down": lambda it: (it.official, it.term),
    "office:give_delegation": lambda it: (it.official,),
    "office:end_delegation": lambda it: (it.delegation,),
    "office:letter": lambda it: (it.letter,),
    "office:letter_poster": lambda it: (it.letter,),
    "office:entry": lambda it: (it.entry,),
    "office:verification": lambda it: (it.verification,),
    "office:lift_lockout": lambda it: (it.lockout,),
    "office:account_security": lambda it: (it.official,),
    "office:end_sessions": lambda it: (it.official,),
    "office:end_session": lambda it: (it.official, it.sign_in),
    "office:reset_second_step": lambda it: (it.official,),
    "entrance:end_session": lambda it: (it.sign_in,),
    "entrance:end_delegation": lambda it: (it.delegation,),
    "entrance:mend": lambda it: (it.member,),
    "training:class": lambda it: (it.draft_class,),
    "training:amend": lambda it: (it.draft_class,),
    "training:adjust": lambda it: (it.draft_class,),
    "training:reschedule": lambda it: (it.draft_class,),
    "training:announce": lambda it: (it.draft_class,),
    "training:take_back": lambda it: (it.draft_class,),
    "training:admit": lambda it: (it.draft_class,),
    "training:reopen": lambda it: (it.draft_class,),
    "training:close": lambda it: (it.draft_class,),
    "training:cancel": lambda it: (it.draft_class,),
    "training:enrolment": lambda it: (it.enrolment,),
    "training:accept_enrolment": lambda it: (it.enrolment,),
    "training:return_enrolment": lambda it: (it.enrolment,),
    "training:refuse_enrolment": lambda it: (it.enrolment,),
    "training:reopen_enrolment": lambda it: (it.enrolment,),
    "training:remove_enrolment": lambda it: (it.enrolment,),
    "training:resubmit_enrolment": lambda it: (it.enrolment,),
    "training:withdraw_enrolment": lambda it: (it.enrolment,),
    "training:sessions": lambda it: (it.taught_class,),
    "training:new_session": lambda it: (it.taught_class,),
    "training:spread_sessions": lambda it: (it.taught_class,),
    "training:sign_in_sheet": lambda it: (it.taught_class,),
    "training:assessment": lambda it: (it.taught_class,),
    "training:open_assessment": lambda it: (it.taught_class,),
    "training:scores": lambda it: (it.taught_class,),
    "training:score_template": lambda it: (it.taught_class,),
    "training:import_scores": lambda it: (it.taught_class,),
    "training:submit_assessment": lambda it: (it.taught_class,),
    "training:take_back_assessment": lambda it: (it.taught_class,),
    "training:publish_assessment": lambda it: (it.taught_class,),
    "training:send_back_assessment": lambda it: (it.taught_class,),
    "training:draft_issue": lambda it: (it.taught_class,),
    "training:results": lambda it: (it.taught_class,),
    "training:attendance": lambda it: (it.taught_class, it.session),
    "training:amend_session": lambda it: (it.taught_class, it.session),
    "training:remove_session": lambda it: (it.taught_class, it.session),
    "training:correct_attendance": lambda it: (it.taught_class, it.session),
    "training:scan_sign_in_sheet": lambda it: (it.taught_class, it.session),
    "training:sign_in_sheet_of_session": lambda it: (it.taught_class, it.session),
}
# Further objects behind an address that serves several kinds.
MORE: list[tuple[str, str, Arguments]] = [
    ("documents:attachment", "发证审批表", lambda it: (it.issue_paper,)),
    ("documents:attachment", "证据", lambda it: (it.evidence,)),
    ("documents:attachment", "证书扫描件", lambda it: (it.scan,)),
    ("documents:attachment", "证书变更依据", lambda it: (it.change_paper,)),
    ("documents:attachment", "签到表扫描件", lambda it: (it.sign_in_sheet,)),
    ("entrance:mend", "工作人员", lambda it: (it.official,)),
    ("entrance:mend", "本人", lambda it: (it.owner_user.pk,)),
    ("entrance:mend", "申请人", lambda it: (it.applicant_user.pk,)),
]
# Addresses whose arguments name no row of a place: the same for everybody who has the power.
NOBODYS = {
    "certificates:retire_key": "a signing key, which is the installation's",
    "certificates:compromised_key": "a signing key, which is the installation's",
    "training:open_class": "an announced class, open to everybody",
    "training:sign_up": "an announced class, open to every firm and person of the city; whom they may tick, the operation holds",
    "training:syllabus": "a syllabus of the city, the same for all its bureaus",
    "training:retire_syllabus": "a syllabus of the city, the same for all its bureaus; who keeps it, the operation holds",
    "exams:question": "a question of the city's bank, which all its bureaus keep together; another city's is not there (exams/tests)",
    "exams:amend_question": "a question of the city's bank, which all its bureaus keep together; another city's is not there (exams/tests)",
    "exams:retire_question": "a question of the city's bank, which all its bureaus keep together; another city's is not there (exams/tests)",
    "exams:restore_question": "a question of the city's bank, which all its bureaus keep together; another city's is not there (exams/tests)",
    "public:check_one": "a number and its check code, for anybody who has both",
    "public:key": "a public key, open to everybody",
    "desk:tour": "a step of the guided tour",
    "intake:upload": "a kind of roster",
    "intake:template": "a kind of roster",
    "office:calendar_year": "a year of the official calendar, which is the State Council's",
    "office:provision": "a subject of the rules; officials compare the rules of all cities",
    "office:enact_provision": "a subject of the rules; the place is asked for in the form and held by the operation",
    "office:compare_provisions": "two editions of the rules, open to all officials",
    "office:provision_edition": "an edition of the rules, open to all officials",
}
# Tables that a page may write although nothing of the foreign object is touched: the visitor's own session.
OWN_TRACES = ('"django_session"',)


@dataclass(frozen=True)
class Cell:
    """What one role got from one address: the answers to GET and POST, and what was written meanwhile."""

    get: int
    post: int
    written: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.get}/{self.post}" if self.get != self.post else str(self.get)


def addresses(patterns: list[URLPattern | URLResolver], space: str = "", before: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    """Every address: its name, its path, its pattern."""
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, pattern.namespace or space, path)
        else:
            yield f"{space}:{pattern.name}" if space else str(pattern.name), path, pattern


def ask(client: Client, url: str) -> Cell:
    """GET and POST an address; whatever it did is taken back."""
    answers: list[int] = []
    written: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        done = execute(sql, params, many, context)
        is_write = sql.lstrip("(").upper().startswith(("INSERT", "UPDATE", "DELETE"))
        if is_write and context["cursor"].rowcount and not any(table in sql for table in OWN_TRACES):
            written.append(sql[:120])
        return done

    for method, sent in ((client.get, {}), (client.post, {"version": "1"})):
        with transaction.atomic(), connection.execute_wrapper(note):
            answers.append(method(url, sent).status_code)
            transaction.set_rollback(True)
    return Cell(answers[0], answers[1], tuple(written))


def is_shut(cell: Cell) -> bool:
    """Nothing was shown and nothing written. A redirect leads to the sign-in page or back to an own one with a refusal."""
    return {cell.get, cell.post} <= {302, 403, 404, 405} and cell.written == ()


@pytest.fixture
def own_files(settings, tmp_path) -> None:
    """Attachments, rosters and spool of this test alone."""
    settings.VAR, settings.ATTACHMENTS, settings.SPOOL = tmp_path, tmp_path / "attachments", tmp_path / "spool"
    settings.SPOOL.mkdir()


@pytest.fixture(autouse=True)
def quiet_log():
    """A thousand refusals are what this file asks for; the log need not tell each."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@dataclass
class Scene:
    """Where everybody is, and what lies around them."""

    people: People
    here: Everything
    near: Everything
    next: Everything
    far: Everything
    strangers: People

    def foreign_to(self, role: str) -> list[tuple[str, Everything]]:
        """The places whose objects a role does not reach."""
        if role in (Role.CITY_OFFICER, Role.PROVINCE_READER, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN):
            return [("外市", self.far)]
        if role == Role.COUNTY_OFFICER:
            return [("外市", self.far), ("邻县", self.next)]
        return [("外市", self.far), ("邻县", self.next), ("同县他人", self.near)]


@pytest.fixture
def scene(own_files) -> Scene:
    at = timezone.now()
    zone = divisions.open_zones("610700")[0].pk
    own = Everything(Place("城固", HERE, zone), at=at)
    far = Everything(Place("如皋", FAR), at=at)
    return Scene(
        People(own.place, own=own),
        own,
        Everything(Place("城固二", HERE), at=at),
        Everything(Place("洋县", NEXT), at=at),
        far,
        People(far.place, own=far),
    )


def test_every_address_with_arguments_has_an_object_in_the_table():
    with_arguments = {name for name, path, _pattern in addresses(get_resolver().url_patterns) if "<" in path}
    assert with_arguments == set(OBJECTS) | set(NOBODYS)
    assert set(OBJECTS) & set(NOBODYS) == set()


def test_nobody_opens_or_changes_what_is_not_theirs(scene: Scene):
    lines = [(name, "", arguments) for name, arguments in OBJECTS.items()] + MORE
    table: dict[tuple[str, str], dict[str, list[Cell]]] = {(name, what): {} for name, what, _arguments in lines}
    open_doors = {}
    for role in ROLES:
        client = scene.people.browser(role)
        for where, objects in scene.foreign_to(role):
            for name, what, arguments in lines:
                cell = ask(client, reverse(name, args=arguments(objects)))
                table[name, what].setdefault(role, []).append(cell)
                if not is_shut(cell):
                    open_doors[role, where, name, what] = (str(cell), cell.written)
    print("\n" + "\n".join(printed(table)))
    assert open_doors == {}


def test_the_table_asks_for_objects_that_are_there(scene: Scene):
    """Each object is opened by somebody to whom it belongs; else the table above would prove nothing."""
    unseen = {}
    for name, what, arguments in [(name, "", arguments) for name, arguments in OBJECTS.items()] + MORE:
        url = reverse(name, args=arguments(scene.far))
        cells = {role: ask(scene.strangers.browser(role), url) for role in scene.strangers.users}
        if not any(cell.get == 200 or cell.post in (200, 302, 422) for cell in cells.values()):
            unseen[name, what] = {role: str(cell) for role, cell in cells.items()}
    assert unseen == {}


@pytest.mark.parametrize("role", ROLES[:-1])
def test_every_role_opens_each_of_its_navigation_items(scene: Scene, role: str):
    client = scene.people.browser(role)
    page = client.get(reverse("desk:today"))
    items = [item.url for item in page.context["page"].navigation]
    assert len(items) > 0
    assert {url: client.get(url).status_code for url in items} == dict.fromkeys(items, 200)


@pytest.mark.parametrize("role", ROLES)
def test_no_address_without_arguments_breaks_for_any_role(scene: Scene, role: str):
    client = scene.people.browser(role)
    broken = {}
    for name, path, _pattern in addresses(get_resolver().url_patterns):
        if "<" not in path:
            cell = ask(client, reverse(name))
            if max(cell.get, cell.post) >= 500:
                broken[name] = str(cell)
    assert broken == {}


def printed(table: dict[tuple[str, str], dict[str, list[Cell]]]) -> Iterator[str]:
    """The table as lines: addresses down, roles across, answers to GET and POST; several places in one cell where they differ."""
    width = 17
    yield f"{'GET/POST':44}" + "".join(f"{role:{width}}" for role in ROLES)
    for (name, what), answers in sorted(table.items()):
        cells = [" ".join(dict.fromkeys(map(str, answers[role]))) for role in ROLES]
        label = f"{name} {what}".strip()
        wide = sum(ord(letter) > 0x2E7F for letter in label)
        yield label + " " * (44 - len(label) - wide) + "".join(f"{cell:{width}}" for cell in cells)
