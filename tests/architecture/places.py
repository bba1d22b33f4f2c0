"""One object of every kind in a place, and the people who may see it: what the table of access is made of."""

from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from itertools import count
from typing import Any
from uuid import UUID

from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from cqo.foundation.access.actor import Actor, system
from cqo.foundation.access.queries import capacities, capacity_key, without_capacity
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import Assignment, Delegation, Organisation, Post, User
from cqo.foundation.accounts.operations import codes, sign_ins
from cqo.foundation.accounts.states import CodeKind, OrganisationKind, Role
from cqo.foundation.audit import operations as audit
from cqo.foundation.codes import credit_code, resident_id
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.documents import operations as documents
from cqo.foundation.documents.tests.builders import pdf
from cqo.foundation.inbox.models import Letter, Message
from cqo.foundation.intake.models import Row
from cqo.foundation.intake.operations import batches, checking
from cqo.foundation.intake.tests.builders import roster
from cqo.foundation.lists.models import ExportJob, SavedView
from cqo.foundation.sealing.fields import Sealed
from cqo.portal.entrance import notice
from cqo.portal.office.models import Verification
from cqo.registry.enterprises.models import Claim, DesignatedEntry, DesignatedList, Enterprise, Move
from cqo.registry.enterprises.models import Merge as EnterpriseMerge
from cqo.registry.enterprises.operations.files import Particulars as FirmFacts
from cqo.registry.enterprises.operations.files import columns_of as firm_columns
from cqo.registry.enterprises.operations.slips import organisation_of
from cqo.registry.people.models import Employment, ExternalCertificate, Person, PersonInCity, Request
from cqo.registry.people.models import Merge as PersonMerge
from cqo.registry.people.operations.files import Particulars as PersonFacts
from cqo.registry.people.operations.files import columns_of as person_columns
from cqo.registry.people.queries import papers
from tests.architecture import certificate_places, exam_places, training_places

BACKEND = "cqo.foundation.accounts.backends.NameOrPhone"
LONG_AGO = date(2020, 1, 1)
NOT_YET = date(2099, 1, 1)
_numbers = count(1)


@dataclass(frozen=True)
class Place:
    """A county of a city, perhaps with a functional zone in it."""

    name: str
    county: str
    zone: UUID | None = None

    @property
    def city(self) -> str:
        """The code of the city."""
        return divisions.city_of(self.county)

    @property
    def province(self) -> str:
        """The code of the province."""
        return self.county[:2] + "0000"


class Everything:
    """One object of every kind in a place. Attributes are keys, as addresses take them."""

    def __init__(self, place: Place, *, at: datetime) -> None:
        self.place, self.at = place, at
        self.office = self._office()
        self._officials()
        self._enterprises()
        self._people()
        self._claim()
        self._roster()
        self._of_a_user()
        self._records()
        self._training()
        self._certificates()
        self._issue()

    def user(self, name: str) -> User:
        """Somebody past the first steps."""
        login = f"{name}-{next(_numbers)}"
        return User.objects.create(login_name=login, name=login, created_at=self.at, consented_version=notice.CURRENT.version)

    def assigned(
        self, role: Role, of: Organisation | None, *, post: Post | None = None, division: str = "", zone: UUID | None = None
    ) -> User:
        """Somebody who acts in a role."""
        made = self.user(role.value)
        Assignment.objects.create(
            user=made,
            role=role.value,
            organisation=of,
            post=post,
            division_id=division or None,
            zone_id=zone,
            starts=LONG_AGO,
            recorded_at=self.at,
        )
        return made

    def _office(self) -> Organisation:
        return Organisation.objects.create(
            kind=OrganisationKind.BUREAU.value,
            name=f"{self.place.name}局{next(_numbers)}",
            division_id=self.place.county,
            city_code=self.place.city,
        )

    def _officials(self) -> None:
        county = self.place.county
        post = Post.objects.create(organisation=self.office, title="受理岗", role=Role.COUNTY_OFFICER.value, division_id=county)
        clerk = self.assigned(Role.COUNTY_OFFICER, self.office, post=post, division=county)
        deputy = self.assigned(Role.COUNTY_OFFICER, self.office, division=county)
        term = clerk.assignments.get()
        lent = Delegation.objects.create(giver=term, receiver=deputy, reason="休假", starts=LONG_AGO, ends=NOT_YET, recorded_at=self.at)
        self.clerk_user, self.clerk = clerk, capacities(user=clerk, on=timezone.localdate())[0]
        self.official, self.term, self.post, self.office_key, self.delegation = clerk.pk, term.pk, post.pk, self.office.pk, lent.pk

    def _enterprise(self, **columns: Any) -> Enterprise:
        first = f"91{self.place.county}MAEX{next(_numbers):05d}"
        facts = FirmFacts(
            credit_code=first + credit_code.check_character(first), name=f"{self.place.name}示例公司", county=self.place.county
        )
        return Enterprise.objects.create(**{**firm_columns(facts), "recorded_at": self.at, "zone_id": self.place.zone, **columns})

    def _enterprises(self) -> None:
        firm, other, merged = self._enterprise(), self._enterprise(), self._enterprise()
        move = Move.objects.create(
            enterprise=firm,
            from_county=firm.county,
            to_county=firm.county,
            to_zone_id=None,
            effective_date=NOT_YET,
            ground="迁址",
            recorded_at=self.at,
        )
        merge = EnterpriseMerge.objects.create(kept=firm, merged=merged, ground="重复", merged_at=self.at)
        Enterprise.objects.filter(pk=merged.pk).update(merged_into=firm)
        yearly = DesignatedList.objects.create(
            city_code=self.place.city,
            year=2000 + next(_numbers) % 90,
            scope="规上工业",
            source="统计局",
            permitted_use="统计",
            list_date=LONG_AGO,
            created_at=self.at,
        )
        DesignatedEntry.objects.create(designated_list=yearly, enterprise=firm, county=firm.county)
        self.slip_batch = self._codes(CodeKind.ENTERPRISE, other.pk)
        self.firm, self.other_firm, self.move, self.firm_merge, self.yearly = firm.pk, other.pk, move.pk, merge.pk, yearly.pk
        self.boss_user = self.assigned(Role.ENTERPRISE_ADMIN, organisation_of(firm), division=firm.county_id)
        self.staff_user = self.assigned(Role.ENTERPRISE_STAFF, organisation_of(firm), division=firm.county_id)
        self.member = self.staff_user.pk

    def _person(self, **columns: Any) -> Person:
        number = next(_numbers)
        first = f"{self.place.county}19900101{number % 1000:03d}"
        facts = PersonFacts(name="示例某", id_number=first + resident_id.check_character(first), phone=f"139{number:08d}")
        made = Person.objects.create(**{**person_columns(facts), "recorded_at": self.at, **columns})
        PersonInCity.objects.create(person=made, city_code=self.place.city, county_code=self.place.county, zone=self.place.zone)
        return made

    def _people(self) -> None:
        self.owner_user = self.assigned(Role.PERSON, None)
        person, other, merged = self._person(user=self.owner_user), self._person(), self._person()
        for each in (person, other):
            employment = Employment.objects.create(
                person=each, enterprise_id=self.firm, position="质量部长", starts=LONG_AGO, recorded_at=self.at
            )
        certificate = ExternalCertificate.objects.create(
            person=person, city_code=self.place.city, title="合格证", number=f"示例{next(_numbers)}", issuer="示例局", recorded_at=self.at
        )
        merge = PersonMerge.objects.create(kept=person, merged=merged, ground="重复", merged_at=self.at)
        Person.objects.filter(pk=merged.pk).update(merged_into=person)
        asked = Request.objects.create(
            number=f"QQ-示例-{next(_numbers)}",
            city_code=self.place.city,
            county_code=self.place.county,
            person=person,
            kind="correction",
            text=Sealed.of("电话有误"),
            submitted_at=self.at,
        )
        self.code_batch = self._codes(CodeKind.PERSON, other.pk)
        self.person, self.other_person, self.employment, self.certificate = person.pk, other.pk, employment.pk, certificate.pk
        self.person_merge, self.request = merge.pk, asked.number
        self.evidence = self._paper(papers.PERSON, person.pk, papers.QUALITY_EVIDENCE)
        self.scan = self._paper(papers.CERTIFICATE, certificate.pk, "scan")

    def _codes(self, kind: CodeKind, subject: UUID) -> UUID:
        return codes.issue(kind=kind, subjects=[subject], city=self.place.city, expires=NOT_YET, by=self._system(), at=self.at)

    def _paper(self, kind: str, key: UUID, purpose: str) -> UUID:
        upload = documents.receive(BytesIO(pdf(f"{kind}{key}")), name="示例.pdf")
        attached = documents.attach(kind=kind, key=key, purpose=purpose, upload=upload, city=self.place.city, by=self._system(), at=self.at)
        return attached.pk

    def _claim(self) -> None:
        self.applicant_user = self.user("applicant")
        claim = Claim.objects.create(
            number=f"RL-示例-{next(_numbers)}",
            city_code=self.place.city,
            county_id=self.place.county,
            zone_id=self.place.zone,
            credit_code=Enterprise.objects.get(pk=self.firm).credit_code,
            enterprise_id=self.firm,
            enterprise_name="示例",
            applicant=self.applicant_user,
            purpose="first",
            submitted_at=self.at,
        )
        self.claim, self.letter_of_claim = claim.number, self._paper("claim", claim.pk, "letter")

    def _roster(self) -> None:
        content = roster({"企业名称": "示例厂", "统一社会信用代码": "123", "所属县区": divisions.name_of(self.place.county)})
        batch = batches.upload(
            kind="enterprises",
            file=BytesIO(content),
            name="名单.csv",
            size=len(content),
            city=self.place.city,
            options={},
            by=self.clerk,
            at=self.at,
        )
        batches.look_over(batch=batch, at=self.at)
        batch.refresh_from_db()
        names = {"企业名称": "name", "统一社会信用代码": "credit_code", "所属县区": "county"}
        batches.start_check(batch=batch, version=batch.version, mapping=names, by=self.clerk, at=self.at)
        checking.run(batch_key=batch.pk, at=self.at)
        self.roster, self.roster_row = batch.pk, Row.objects.filter(batch=batch).values_list("pk", flat=True).first()

    def _certificates(self) -> None:
        made, change = certificate_places.certificate(self)
        self.own_certificate, self.change = made.number, change.number
        self.change_paper = self._paper("certificate_change", change.pk, "change_evidence")

    def _issue(self) -> None:
        issue, member = certificate_places.issue(self)
        self.issue, self.issue_member, self.template = issue.number, member.pk, issue.template_id
        self.issue_paper = self._paper("issue", issue.pk, "issue_approval")

    def _of_a_user(self) -> None:
        clerk = self.clerk_user
        view = SavedView.objects.create(user=clerk, list_key="enterprises", name="常用", query=Sealed.of("q=示例"), saved_at=self.at)
        export = ExportJob.objects.create(
            user=clerk,
            capacity=capacity_key(self.clerk),
            list_key="enterprises",
            query=Sealed.of(""),
            query_digest="",
            language="zh-hans",
            city_code=self.place.city,
            asked_at=self.at,
        )
        message = Message.objects.create(
            kind="claim.accepted", recipient=clerk, facts={"number": "RL-1"}, sender="system", created_at=self.at
        )
        letter = Letter.objects.create(
            subject="示例通知", text="示例", organisation=self.office, writer=clerk, city_code=self.place.city, sent_at=self.at
        )
        opened = sign_ins.begin(user=clerk, session_key=f"session{next(_numbers)}", browser="", address="", at=self.at)
        AccessAttempt.objects.create(
            username=clerk.pk.hex,
            ip_address="203.0.113.7",
            user_agent="",
            failures_since_start=9,
            http_accept="",
            path_info="",
            get_data="",
            post_data="",
        )
        self.view, self.export, self.message, self.letter, self.sign_in = view.pk, export.pk, message.pk, letter.pk, opened.pk
        self.lockout = clerk.pk.hex

    def _records(self) -> None:
        self.entry = audit.record(
            "enterprise.renamed", by=self._system(), at=self.at, city=self.place.city, kind="enterprise", key=str(self.firm)
        )
        self.verification = Verification.objects.create(city_code=self.place.city, asked_by=self.clerk_user, asked_at=self.at).pk

    def _training(self) -> None:
        self.draft_class = training_places.training_class(self, state="draft").number
        self.enrolment = training_places.enrolment(self).number
        taught, session, _assessment = training_places.taught(self)
        self.taught_class, self.session = taught.number, session.pk
        self.sign_in_sheet = self._paper("session", session.pk, "sign_in_sheet")
        attempt = exam_places.attempt(self)
        self.attempt, self.sitting, self.paper = attempt.pk, attempt.sitting.number, attempt.sitting.paper.number
        self.paper_item = attempt.sitting.paper.items.get().pk
        self.handed_in = exam_places.attempt(self, handed_in=True).pk

    def _system(self) -> Actor:
        return system("trial", city=self.place.city)


class People:
    """Somebody in every role of a place."""

    def __init__(self, place: Place, *, own: Everything) -> None:
        county, city = place.county, place.city
        city_office = Organisation.objects.create(kind=OrganisationKind.BUREAU.value, name=f"{city}市局", division_id=city, city_code=city)
        self.users: dict[str, User] = {
            "city_officer": own.assigned(Role.CITY_OFFICER, city_office, division=city),
            "county_officer": own.clerk_user,
            "province_reader": own.assigned(Role.PROVINCE_READER, city_office, division=place.province),
            "system_admin": own.assigned(Role.SYSTEM_ADMIN, city_office, division=city),
            "security_admin": own.assigned(Role.SECURITY_ADMIN, city_office, division=city),
            "audit_admin": own.assigned(Role.AUDIT_ADMIN, city_office, division=city),
            "enterprise_admin": own.boss_user,
            "enterprise_staff": own.staff_user,
            "person": own.owner_user,
            "nobody": own.applicant_user,
        }
        if place.zone is not None:
            zone_office = Organisation.objects.create(
                kind=OrganisationKind.ZONE_OFFICE.value, name=f"{place.name}管委会", division_id=city, zone_id=place.zone, city_code=city
            )
            self.users["zone_officer"] = own.assigned(Role.ZONE_OFFICER, zone_office, division=county, zone=place.zone)

    def browser(self, role: str) -> Client:
        """A browser in which somebody of a role is signed in; "anonymous": nobody."""
        client = Client(raise_request_exception=False)
        if role != "anonymous":
            client.force_login(self.users[role], backend=BACKEND)
        return client

    def actor(self, role: str) -> Actor:
        """The capacity in which somebody of a role acts."""
        user = self.users[role]
        return next(iter(capacities(user=user, on=timezone.localdate())), without_capacity(user))


def plain_code(batch: UUID) -> str:
    """The code on the first slip of a batch."""
    found = accounts.codes_of_batch(batch).first()
    return found.code.reveal() if found and found.code else ""
