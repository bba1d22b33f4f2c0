"""What a template may say, and its editions."""

import pytest

from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates.models import Template
from cqo.qualification.certificates.operations import templates
from cqo.qualification.certificates.operations.templates import Text
from cqo.qualification.certificates.states import Tier
from cqo.registry.enterprises.tests.builders import AT, CITY, city_officer

GOOD = Text(title="首席质量官任职培训合格证书", body="{holder}完成{hours}学时，特发此证。", issuer="汉中市市场监督管理局")


@pytest.mark.parametrize(
    ("title", "what"),
    [
        ("首席质量官职业资格证书", "职业资格"),
        ("首席质量官职 业　资·格证书", "职业资格"),
        ("首席质量官执业证书", "执业"),
        ("中华人民共和国首席质量官证书", "中华人民共和国"),
        ("全 国首席质量官合格证书", "全国"),
        ("全\u200b国首席质量官合格证书", "全国"),
        ("国徽合格证书", "国徽"),
        ("合格证书★", "★"),
        ("合格证书㊞", "㊞"),
        ("合格证书<svg>", "<svg"),
    ],
)
def test_refused_on_a_certificate(title: str, what: str):
    with pytest.raises(NotPossible) as refused:
        templates.require_fit(Text(title=title, body=GOOD.body, issuer=GOOD.issuer), confirmed=True)
    assert (refused.value.code, refused.value.facts) == ("template.forbidden", {"what": what})


@pytest.mark.parametrize("confirmed", [True, False])
def test_qualification_only_by_choice(confirmed: bool):
    text = Text(title="首席质量官任职资格证书", body=GOOD.body, issuer=GOOD.issuer)
    if confirmed:
        templates.require_fit(text, confirmed=True)
    else:
        with pytest.raises(NotPossible) as refused:
            templates.require_fit(text, confirmed=False)
        assert refused.value.code == "template.qualification"


@pytest.mark.parametrize(
    ("body", "code"), [("{name}合格", "template.placeholder"), ("{holder", "template.placeholder"), ("合格", "template.holder_missing")]
)
def test_body_with_placeholders_that_exist(body: str, code: str):
    with pytest.raises(NotPossible) as refused:
        templates.require_fit(Text(title=GOOD.title, body=body, issuer=GOOD.issuer), confirmed=False)
    assert refused.value.code == code


@pytest.mark.django_db
def test_a_new_edition_takes_over():
    by = city_officer()
    first = templates.enact(city=CITY, tier=Tier.BASIC, text=GOOD, confirmed=False, by=by, at=AT)
    second = templates.enact(city=CITY, tier=Tier.BASIC, text=GOOD, confirmed=False, by=by, at=AT)
    first.refresh_from_db()
    assert (first.retired_at, second.edition, second.retired_at) == (AT, 2, None)
    assert Template.objects.filter(retired_at__isnull=True).count() == 1
