"""The conditions of the place held against what is known of a person, in sentences: a remark with its article, never a refusal."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from cqo.foundation.divisions import queries as divisions
from cqo.foundation.look.casepage import Missing
from cqo.foundation.look.templatetags.look import day
from cqo.foundation.provisions import queries as provisions
from cqo.foundation.provisions.queries import Edition
from cqo.registry.people.models import Employment, Person, PersonInCity
from cqo.registry.people.rules.conditions import ConditionFacts, ConditionTerms, Unmet, unmet
from cqo.registry.people.rules.seniority import whole_years
from cqo.registry.people.states import Education
from cqo.registry.people.wording import EDUCATIONS


def check(person: Person, work: Sequence[Employment], places: Sequence[PersonInCity], *, on: date) -> list[Missing]:
    """Every condition that a person does not meet where they work now, or else where they are known; none for an erased file."""
    county = work[0].enterprise.county_id if work else places[0].county_code if places else ""
    if person.erased_at is not None or not county:
        return []
    edition = provisions.in_force(ConditionTerms, county, on)
    facts = ConditionFacts(
        years_in_quality=whole_years(person.quality_since, on),
        education=Education(person.education) if person.education else None,
        title=person.title,
        size_class=work[0].enterprise.size_class if work else "",
    )
    return [Missing(what=_says(each), rule=_rule(each, edition)) for each in unmet(facts, edition.terms, edition.articles)]


def _says(each: Unmet) -> str:
    if each.code == "condition.years_in_quality":
        has = _("%(years)s 年") % {"years": each.has} if each.has is not None else _("未登记")
        return _("质量工作年限：%(has)s，需满 %(needs)s 年") % {"has": has, "needs": each.needs}
    has = str(EDUCATIONS[Education(str(each.has))]) if each.has else _("未登记")
    return _("学历：%(has)s，需%(needs)s及以上，或相当的职称") % {"has": has, "needs": EDUCATIONS[Education(str(each.needs))]}


def _rule(each: Unmet, edition: Edition[ConditionTerms]) -> str:
    """The document and the article a condition comes from."""
    if edition.is_default:
        return _("平台默认规则（本地尚未制定）")
    told = {
        "title": edition.document.title,
        "article": each.article,
        "place": divisions.name_of(edition.division_code),
        "since": day(edition.valid_from),
    }
    return _("《%(title)s》%(article)s，%(since)s起施行（%(place)s）") % told
