import pytest

from cqo.foundation.access.operations import firms
from cqo.foundation.accounts.states import Role
from cqo.foundation.audit import queries as record
from cqo.foundation.audit.ids import new_id
from cqo.foundation.refusal import NotPossible
from cqo.foundation.search import queries as search
from cqo.registry.enterprises.operations import files, slips
from cqo.registry.enterprises.states import Filer
from cqo.registry.enterprises.tests import builders

pytestmark = pytest.mark.django_db


def test_two_clerks_cannot_both_win():
    firm, officer = builders.enterprise(), builders.county_officer()
    files.amend(enterprise=firm, version=1, changes={"address": "博望街道1号"}, filer=Filer.BUREAU, by=officer, at=builders.AT)
    with pytest.raises(NotPossible) as refused:
        files.amend(enterprise=firm, version=1, changes={"address": "博望街道2号"}, filer=Filer.BUREAU, by=officer, at=builders.AT)
    firm.refresh_from_db()
    assert (refused.value.code, firm.address, firm.version) == ("lifecycle.changed_meanwhile", "博望街道1号", 2)


def test_the_size_class_follows_the_figures():
    firm, officer = builders.enterprise(), builders.county_officer()
    changes = {"industry_id": "C13", "employees": 320, "revenue_fen": 30_000_0000_00}
    files.amend(enterprise=firm, version=1, changes=changes, filer=Filer.BUREAU, by=officer, at=builders.AT)
    assert firm.size_class == "medium"


def test_filing_for_a_firm_needs_its_stamped_paper_and_says_so_on_the_record():
    firm, officer = builders.enterprise(), builders.county_officer()
    with pytest.raises(NotPossible) as refused:
        files.amend(enterprise=firm, version=1, changes={"address": "a"}, filer=Filer.BUREAU_FOR_FIRM, by=officer, at=builders.AT)
    paper = new_id()
    files.amend(enterprise=firm, version=1, changes={"address": "a"}, filer=Filer.BUREAU_FOR_FIRM, paper=paper, by=officer, at=builders.AT)
    entry = record.timeline("enterprise", firm.pk).last()
    assert (refused.value.code, f'"{paper}"' in entry.facts, '"bureau_for_firm"' in entry.facts) == ("enterprise.paper_missing", True, True)


def test_a_firm_changes_only_what_is_its_own_to_change():
    firm = builders.enterprise()
    user = builders.user("boss")
    firms.add_member(
        organisation=slips.organisation_of(firm),
        user=user,
        role=Role.ENTERPRISE_ADMIN,
        by=builders.county_officer(),
        at=builders.AT,
        on=builders.TODAY,
    )
    changes = {"address": "新址", "name": "别的名字", "credit_code": builders.code(99)}
    files.amend(enterprise=firm, version=1, changes=changes, filer=Filer.FIRM, by=builders.actor(user), at=builders.AT)
    assert (firm.address, firm.name, firm.credit_code) == ("新址", "城固县恒泰柑橘食品有限公司", builders.code(1))


def test_a_renamed_firm_is_found_by_both_names():
    firm = builders.enterprise()
    files.rename(
        enterprise=firm, version=1, name="陕西橘乡食品股份有限公司", on=builders.TODAY, by=builders.county_officer(), at=builders.AT
    )
    assert (search.first("enterprise", "橘乡"), search.first("enterprise", "恒泰")) == ([firm.pk], [firm.pk])
    assert [former.name for former in firm.former_names.all()] == ["城固县恒泰柑橘食品有限公司"]
