import pytest

from cqo.foundation.access.gate import PowerMissing
from cqo.foundation.audit import queries as record
from cqo.foundation.refusal import NotPossible
from cqo.foundation.search import queries as search
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.operations import files
from cqo.registry.enterprises.operations.files import Particulars
from cqo.registry.enterprises.tests import builders

pytestmark = pytest.mark.django_db
CODE = builders.code(7)


def facts(**changed):
    return Particulars(**{"credit_code": CODE, "name": "城固县示例柑橘有限公司", "county": builders.CHENGGU, **changed})


def test_a_firm_gets_a_file_that_is_found_and_recorded():
    made = files.register(
        facts=facts(phone="13900001234", industry="C13", employees=25, revenue_fen=40_000_000_00),
        by=builders.county_officer(),
        at=builders.AT,
    )
    assert (made.city_code, made.county_id, made.size_class, made.phone_masked) == ("610700", "610722", "small", "139****1234")
    assert made.phone.reveal() == "13900001234"
    assert search.first("enterprise", "柑橘") == [made.pk]
    assert [entry.event for entry in record.timeline("enterprise", made.pk)] == ["enterprise.registered"]


def test_a_code_is_registered_once_and_the_refusal_names_who_has_it():
    officer = builders.county_officer()
    files.register(facts=facts(), by=officer, at=builders.AT)
    with pytest.raises(NotPossible) as refused:
        files.register(facts=facts(name="另一家有限公司"), by=officer, at=builders.AT)
    assert (refused.value.code, refused.value.facts["name"]) == ("enterprise.code_taken", "城固县示例柑橘有限公司")
    assert Enterprise.objects.count() == 1


def test_a_code_with_a_wrong_check_character_is_refused():
    with pytest.raises(NotPossible) as refused:
        files.register(facts=facts(credit_code=wrong()), by=builders.county_officer(), at=builders.AT)
    assert refused.value.code == "enterprise.code_wrong"


def test_a_historic_code_is_registered_by_the_city_with_a_reason():
    made = files.register(
        facts=facts(credit_code=wrong()), code_ground="2015年前发照，经核对无误", by=builders.city_officer(), at=builders.AT
    )
    assert made.code_ground == "2015年前发照，经核对无误"


def test_a_county_may_not_override_a_code():
    with pytest.raises(PowerMissing):
        files.register(facts=facts(credit_code=wrong()), code_ground="历史代码", by=builders.county_officer(), at=builders.AT)
    assert Enterprise.objects.count() == 0


def test_a_county_registers_only_in_its_own_county():
    with pytest.raises(NotPossible) as refused:
        files.register(facts=facts(county=builders.YANGXIAN), by=builders.county_officer(), at=builders.AT)
    assert refused.value.code == "enterprise.out_of_reach"


def wrong() -> str:
    return CODE[:-1] + ("0" if CODE[-1] != "0" else "1")
