import pytest
from django.utils.translation import gettext_lazy

from cqo.foundation.audit import wording
from cqo.foundation.audit.faults import Fault, Flaw


def test_every_fault_has_a_sentence_that_can_be_filled_in():
    said = {flaw: wording.sentence(Fault(flaw, "610700", seq=3, until=5, entry="key", guard="guard")) for flaw in Flaw}
    assert [flaw for flaw, sentence in said.items() if "%" in sentence or not sentence] == []
    assert len(set(said.values())) == len(Flaw)


def test_a_fault_names_city_and_number():
    assert wording.sentence(Fault(Flaw.CUT, "610700", seq=4, until=5)) == (
        "城市 610700的封存链尾部被截去：第 4 号至第 5 号曾经封存，现已不见。"
    )


def test_an_event_is_said_by_the_sentence_of_its_app(monkeypatch):
    monkeypatch.setattr(wording, "EVENTS", {})
    wording.register({"enterprise.moved": gettext_lazy("企业迁移")})
    assert wording.say("enterprise.moved") == "企业迁移"
    assert wording.say("enterprise.vanished") == "enterprise.vanished"


def test_registering_twice_changes_nothing_but_another_sentence_is_refused(monkeypatch):
    monkeypatch.setattr(wording, "EVENTS", {})
    wording.register({"enterprise.moved": gettext_lazy("企业迁移")})
    wording.register({"enterprise.moved": gettext_lazy("企业迁移")})
    with pytest.raises(ValueError):
        wording.register({"enterprise.moved": gettext_lazy("企业变更")})
    assert wording.say("enterprise.moved") == "企业迁移"
