"""The sample cities as a visitor finds them: complete, nobody's, and the same whenever they are loaded."""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date, datetime
from io import StringIO
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.conf import settings as installation
from django.core.management import CommandError, call_command
from django.test import Client, TestCase, override_settings
from django.urls import reverse
from django.utils import timezone

from cqo.config.demo import accounts, authority, codes, loading
from cqo.config.demo.signins import PASSWORD
from cqo.foundation.access import queries as access
from cqo.foundation.access.actor import Actor
from cqo.foundation.accounts.models import Organisation, User
from cqo.foundation.accounts.states import OrganisationKind
from cqo.foundation.audit import queries as record
from cqo.foundation.audit import verification
from cqo.foundation.audit.wording import EVENTS
from cqo.foundation.codes import credit_code, resident_id
from cqo.foundation.inbox.models import Message
from cqo.foundation.intake import queries as intake
from cqo.foundation.intake.models import Batch
from cqo.foundation.search import queries as search
from cqo.registry.enterprises.models import Claim, DesignatedList, Enterprise, FormerName, Move
from cqo.registry.enterprises.queries import files
from cqo.registry.enterprises.rules.size_class import meets_designated_size
from cqo.registry.people.models import ExternalCertificate, Person, Request
from cqo.registry.people.queries import files as people

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).parents[4]
WELL_KNOWN = Path(__file__).with_name("well_known_firms.txt")
SHANGHAI = ZoneInfo("Asia/Shanghai")
HANZHONG = {
    "汉台区": 119,  # 118, and one that stands twice
    "南郑区": 86,
    "城固县": 92,
    "洋县": 64,
    "西乡县": 62,
    "勉县": 89,  # 88, and one that stands twice
    "宁强县": 48,
    "略阳县": 40,
    "镇巴县": 36,
    "留坝县": 14,
    "佛坪县": 10,
    "汉中经开区": 52,
}


def actor(login: str) -> Actor:
    """Somebody of the sample cities in their first capacity."""
    return access.capacities(user=User.objects.get(login_name=login), on=timezone.localdate())[0]


def rows() -> dict[str, int]:
    """How many rows every table has."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


class SampleCities(TestCase):
    """Loaded once; every test sees them as they were then."""

    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory(prefix="cqo-demo-")
        cls.addClassCleanup(folder.cleanup)
        var = Path(folder.name)
        outside = override_settings(DEMO=True, VAR=var, ATTACHMENTS=var / "attachments")
        outside.enable()
        cls.addClassCleanup(outside.disable)
        super().setUpClass()

    @classmethod
    def setUpTestData(cls) -> None:
        call_command("load_demo", stdout=StringIO())

    def test_every_county_has_its_firms(self) -> None:
        places = Enterprise.objects.filter(city_code="610700").values_list("county__name", "zone__short_name")
        assert dict(Counter(zone or county for county, zone in places)) == HANZHONG
        assert Enterprise.objects.filter(city_code="320600").count() == 3501

    def test_credit_codes_are_right_and_nobodys(self) -> None:
        found = list(Enterprise.objects.values_list("credit_code", flat=True))
        assert [code for code in found if credit_code.fault(code) or not codes.is_sample(code)] == []

    def test_identity_numbers_are_right_and_of_nobody_alive(self) -> None:
        numbers = [person.id_number.reveal() for person in Person.objects.filter(id_number__isnull=False).order_by("pk")]
        assert len(numbers) == 62 + 2 + 4960
        assert [number for number in numbers if resident_id.fault(number)] == []
        assert {resident_id.birth_date(number).year for number in numbers} <= set(range(1900, 1910))

    def test_telephones_are_of_a_prefix_without_an_operator(self) -> None:
        holders = [*Enterprise.objects.all(), *Person.objects.all(), *User.objects.all()]
        assert {holder.phone.reveal()[:3] for holder in holders if holder.phone} == {"154"}

    def test_no_firm_bears_a_well_known_name(self) -> None:
        known = WELL_KNOWN.read_text(encoding="utf-8").split()
        names = [*Enterprise.objects.values_list("name", flat=True), *FormerName.objects.values_list("name", flat=True)]
        assert [name for name in names if any(each in name for each in known)] == []

    def test_every_firm_is_above_designated_size(self) -> None:
        firms = Enterprise.objects.filter(revenue_fen__isnull=False)
        assert firms.count() == 4210
        small = [
            firm.name
            for firm in firms
            if meets_designated_size(firm.industry_id, year=timezone.localdate().year, revenue_fen=firm.revenue_fen) is False
        ]
        assert small == []

    def test_yearly_lists_are_frozen(self) -> None:
        today = timezone.localdate()
        frozen = DesignatedList.objects.filter(frozen_at__isnull=False).values_list("city_code", "year")
        assert sorted(frozen) == [(city, year) for city in ("320600", "610700") for year in (today.year - 1, today.year)]
        founded_since = Enterprise.objects.filter(
            established_date__year=today.year, designated_entries__designated_list__year=today.year - 1
        )
        assert founded_since.count() == 0

    def test_hanzhong_held_one_class_and_few_passed(self) -> None:
        certificates = ExternalCertificate.objects.filter(city_code="610700")
        assert certificates.count() == 38
        assert set(certificates.values_list("issuer", "issued_date")) == {("原汉中市质量技术监督局", date(2017, 5, 20))}
        assert people.within(actor("hz-city")).count() == 62 + 3

    def test_nantong_grew_from_29_officers(self) -> None:
        issued = Counter(ExternalCertificate.objects.filter(city_code="320600").values_list("issued_date__year", flat=True))
        assert issued[2010] == 29
        assert issued.total() == 4960

    def test_every_role_signs_in_and_opens_the_desk(self) -> None:
        for account in accounts.told():
            client = Client()
            client.post(reverse("entrance:sign_in"), {"username": account.login, "password": PASSWORD})
            answer = client.get(reverse("desk:today"))
            if account.login == "newcomer":
                self.assertRedirects(answer, reverse("entrance:first_notice"))
            else:
                assert (account.login, answer.status_code) == (account.login, 200)

    def test_the_sign_in_page_tells_the_accounts(self) -> None:
        page = Client().get(reverse("entrance:sign_in")).content.decode()
        assert [account.login for account in accounts.told() if f'value="{account.login}"' not in page] == []

    def test_the_table_of_accounts_is_aligned(self) -> None:
        out = StringIO()
        call_command("load_demo", stdout=out)
        table = out.getvalue().splitlines()[1:]
        assert len(table) == 1 + len(accounts.told())
        assert {line.split()[-1] for line in table[1:]} == {PASSWORD}

    def test_loading_again_changes_nothing(self) -> None:
        written = installation.VAR / "demo-accounts.json"
        before, touched = rows(), written.stat().st_mtime_ns
        call_command("load_demo", stdout=StringIO())
        assert rows() == before
        assert written.stat().st_mtime_ns == touched

    def test_the_record_is_whole_and_sealed(self) -> None:
        findings = verification.verify()
        assert findings.faults == []
        assert findings.waiting == 0
        assert record.timeline(loading.KIND, loading.KEY).count() == 1

    def test_the_record_is_in_the_order_of_the_deeds(self) -> None:
        for city in ("610700", "320600"):
            days = [timezone.localdate(entry.at) for entry in record.recent(city).order_by("id")]
            assert [pair for pair in pairwise(days) if pair[0] > pair[1]] == []

    def test_every_deed_has_its_sentence(self) -> None:
        assert {entry.event for entry in record.recent()} - set(EVENTS) == set()

    def test_firms_and_people_are_found(self) -> None:
        firm = Enterprise.objects.filter(city_code="610700", merged_into__isnull=True).order_by("pk")[100]
        assert firm.pk in search.first("enterprise", firm.name)
        certificate = ExternalCertificate.objects.get(number="HZCQO20170007")
        assert search.first("person", "HZCQO20170007") == [certificate.person_id]
        former = FormerName.objects.filter(enterprise__city_code="610700").get()
        assert search.first("enterprise", former.name) == [former.enterprise_id]

    def test_two_rosters_wait_to_be_mended(self) -> None:
        mine = {batch.kind: batch for batch in intake.waiting(actor("hz-city"))}
        assert {kind: batch.state for kind, batch in mine.items()} == {"enterprises": "uploaded", "people": "checked"}
        report = intake.report(mine["people"])
        assert (report["rows"], report["accepted"]) == (26, 21)
        assert sorted(code for codes_ in report["rejected"].values() for code in codes_) == [
            "date.unreadable",
            "duplicate.in_file",
            "name.missing",
            "resident_id.checksum",
            "resident_id.damaged",
        ]
        assert [batch.pk for batch in intake.waiting(actor("chenggu"))] == [mine["enterprises"].pk]

    def test_something_waits_for_everybody(self) -> None:
        states = Counter(Claim.objects.values_list("county__name", "state"))
        assert states == {("佛坪县", "submitted"): 1, ("城固县", "submitted"): 1, ("汉台区", "submitted"): 1, ("洋县", "returned"): 1}
        assert Claim.objects.filter(zone__isnull=False, state="submitted").count() == 1
        assert Request.objects.filter(county_code="610722", state="submitted").count() == 1
        assert len(files.duplicate_pairs(actor("hz-city"))) == 2
        twin = Person.objects.get(id_number__isnull=True)
        assert people.twins(twin).count() == 1
        assert Move.objects.filter(applied_at__isnull=True, effective_date__gt=timezone.localdate()).count() == 1
        told = Message.objects.filter(recipient__login_name__in=["firm", "applicant", "hz-city"]).values_list(
            "recipient__login_name", flat=True
        )
        assert set(told) == {"firm", "applicant", "hz-city"}

    def test_one_clerk_does_everything_in_foping(self) -> None:
        bureau = Organisation.objects.get(division="610730", kind=OrganisationKind.BUREAU.value)
        assert bureau.assignments.count() == 1

    def test_two_capacities_meet_in_whoever_stands_in_for_a_colleague(self) -> None:
        held = access.capacities(user=User.objects.get(login_name="yangxian"), on=timezone.localdate())
        assert [bool(each.on_behalf_of) for each in held] == [False, True]


@pytest.mark.parametrize("day", [date(2027, 1, 4), date(2028, 2, 29)])
def test_the_cities_can_be_loaded_on_any_day(day: date, db: None, settings, tmp_path: Path):
    settings.VAR, settings.ATTACHMENTS, settings.DEMO = tmp_path, tmp_path / "attachments", True
    loading.load(at=datetime(day.year, day.month, day.day, 7, 30, tzinfo=SHANGHAI))
    assert Batch.objects.filter(created_at__date__gt=day).count() == 0
    assert Enterprise.objects.count() == 4213
    assert sorted(DesignatedList.objects.values_list("year", flat=True)) == [day.year - 1] * 2 + [day.year] * 2


def test_a_database_with_data_in_it_is_left_alone(db: None, settings):
    settings.DEMO = True
    Organisation.objects.create(kind=OrganisationKind.BUREAU.value, name="某市市场监督管理局", division_id="610700", city_code="610700")
    before = rows()
    with pytest.raises(CommandError):
        call_command("load_demo", stdout=StringIO())
    assert rows() == before


def test_an_installation_in_earnest_gets_no_sample_data(db: None, settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("load_demo", stdout=StringIO())
    assert Enterprise.objects.count() == 0


def test_a_killed_loading_leaves_nothing_and_is_done_again(tmp_path: Path):
    """A real process, killed in the middle of a real loading."""
    environment = {**os.environ, "CQO_VAR": str(tmp_path), "CQO_DEMO": "yes", "PYTHONPATH": str(REPOSITORY / "src")}
    environment |= {"DJANGO_SETTINGS_MODULE": "cqo.config.settings", "CQO_DATABASE_URL": f"sqlite:///{tmp_path / 'cqo.sqlite3'}"}

    def run(*words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "django", *words], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def count() -> str:
        program = "import django; django.setup(); from cqo.registry.enterprises.models import Enterprise; print(Enterprise.objects.count())"
        return subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True).stdout.strip()

    assert run("migrate", "-v0").wait() == 0
    loading_ = run("load_demo")
    deadline = time.monotonic() + 60
    while not any((tmp_path / "rosters").rglob("*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1)
    loading_.kill()
    loading_.wait()
    assert count() == "0"

    told, _ = run("load_demo").communicate()
    assert PASSWORD in told
    assert count() == "4213"
    verified = run("audit", "verify")
    assert verified.wait() == 0


def test_a_letter_of_authority_is_a_pdf_that_says_it_is_a_sample():
    page = authority.letter(title="授权委托书", lines=["某某局：", "", "兹授权"], mark="示例", seal="示例印章")
    assert page.startswith(b"%PDF-1.4")
    assert "示例".encode("utf-16-be").hex().encode() in page
    assert authority.letter(title="授权委托书", lines=[], mark="示例", seal="").count(b" RG ") == 0
