"""Every visible sentence is Chinese in the source and English in the one catalogue."""

import re
from pathlib import Path

import polib
import pytest

from cqo.config import catalogue
from cqo.config.catalogue import Sentence
from cqo.config.management.commands import messages

PACKAGE = Path(__file__).parents[2] / "src" / "cqo"
# Files whose Chinese is not shown to a reader as a sentence of ours, each with what it is instead.
DATA = {
    "config/catalogue.py": "the range of Chinese characters",
    "config/demo/courses.py": "sample data",
    "config/settings.py": "names that a city sets to its own; languages are called by their own names",
    "foundation/codes/amounts.py": "numerals as people write them",
    "foundation/codes/dates.py": "dates as people write them",
    "foundation/codes/documents.py": "kinds of identity documents as people write them",
    "foundation/codes/phone.py": "extensions as people write them",
    "foundation/codes/typed.py": "words that people write for nothing",
    "foundation/divisions/rules/names.py": "parts of the names of places",
    "foundation/documents/spreadsheets.py": "how a spreadsheet program shows a date",
    "foundation/industries/rules.py": "endings of the names of industries",
    "foundation/intake/workbooks.py": "an empty roster to be filled in, in the words that rosters have",
    "foundation/look/forms.py": "dates as people write them",
    "foundation/look/templatetags/look.py": "a date as Chinese pages show it",
    "foundation/provisions/samples.py": "sample data",
    "foundation/provisions/wording.py": "a document's title, kept with the rules",
    "foundation/search/grams.py": "pairs of characters that every firm's name has",
    "foundation/search/pinyin.py": "surnames that are read in a way of their own",
    "foundation/sheets/asides.py": "rows of a sheet that are no data",
    "foundation/sheets/columns.py": "headings as people write them",
    "foundation/workdays/rules.py": "names of the holidays in the State Council's notices",
    "portal/entrance/sessions.py": "the name of a browser, kept with the session",
    "portal/office/reference.py": "terms that the English reference page quotes",
    "qualification/certificates/operations/templates.py": "the end of a bureau's name, as a new template prints it",
    "qualification/certificates/making.py": "the reason that is written into the signature of a PDF",
    "qualification/certificates/papers.py": "the forms that a bureau files, which are Chinese",
    "qualification/certificates/printed.py": "a date as a certificate shows it",
    "qualification/certificates/rules/issuing.py": "the abbreviation that numbers of certificates have",
    "qualification/certificates/rules/masking.py": "compound surnames",
    "qualification/certificates/rules/wording.py": "words that a certificate has or may not have",
    "qualification/certificates/wording.py": "the words of a printed certificate, which is Chinese",
    "qualification/exams/intake.py": "the sample row of an empty list of questions",
    "qualification/exams/operations/receipts.py": "a line of a receipt, which is signed as it stands",
    "qualification/exams/queries/sheets.py": "the options of a true-or-false question, as the paper has them",
    "qualification/exams/rules/pasting.py": "headings as people write them",
    "qualification/exams/rules/questions.py": "words as people write them",
    "qualification/exams/rules/receipts.py": "lines of a receipt, which is signed as it stands",
    "qualification/training/rules/scores.py": "how people write that somebody missed the exam",
    "qualification/training/score_sheets.py": "headings as people write them, and the word they read again",
    "qualification/exams/rules/rows.py": "headings and words as people write them",
    "qualification/exams/views/papers.py": "the usual title of a paper, kept with it",
    "registry/enterprises/roster_words.py": "the sample row of an empty roster",
    "registry/enterprises/rules/roster.py": "headings as people write them",
    "registry/people/roster_words.py": "the sample row of an empty roster",
    "registry/people/rules/conditions.py": "a word looked for in titles",
    "registry/people/rules/roster.py": "headings and words as people write them",
}
SAME_IN_EVERY_LANGUAGE = {"质", "中文"}  # the mark of the brand; a language is called by its own name
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%%")


def test_no_sentence_reaches_a_reader_untranslated():
    loose = {file: set(words) - SAME_IN_EVERY_LANGUAGE for file, words in catalogue.untranslatable(PACKAGE).items()}
    assert {file: words for file, words in loose.items() if words and file not in DATA} == {}


def test_no_file_is_excused_that_needs_no_excuse():
    assert sorted(set(DATA) - set(catalogue.untranslatable(PACKAGE))) == []


@pytest.fixture(scope="module")
def english() -> polib.POFile:
    assert messages.CATALOGUE.exists(), "run ./cqo manage messages"
    return polib.pofile(str(messages.CATALOGUE))


def key(entry: polib.POEntry) -> Sentence:
    return Sentence(entry.msgid, entry.msgid_plural, entry.msgctxt or "")


def test_the_catalogue_holds_just_what_the_source_says(english: polib.POFile):
    assert {key(entry) for entry in english} == set(catalogue.sentences(PACKAGE)), "run ./cqo manage messages"


def test_every_sentence_is_translated(english: polib.POFile):
    assert [entry.msgid for entry in english if not entry.translated() or entry.obsolete] == []


def test_no_translation_is_chinese(english: polib.POFile):
    texts = [text for entry in english for text in (entry.msgstr, *entry.msgstr_plural.values())]
    assert [text for text in texts if catalogue.CHINESE.search(re.sub(r"[（(《“].*?[》”)）]", "", text))] == []


def test_a_translation_has_the_places_of_its_sentence(english: polib.POFile):
    different = [
        entry.msgid
        for entry in english
        for text in ([entry.msgstr] if not entry.msgid_plural else entry.msgstr_plural.values())
        if not set(PLACEHOLDER.findall(text)) <= set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
    ]
    assert different == []


def test_the_compiled_catalogue_is_the_written_one(english: polib.POFile):
    compiled = polib.mofile(str(messages.CATALOGUE.with_suffix(".mo")))
    assert {(key(entry), entry.msgstr, *entry.msgstr_plural.values()) for entry in compiled} == {
        (key(entry), entry.msgstr, *entry.msgstr_plural.values()) for entry in english if entry.translated()
    }


def package_of(folder: Path, **files: str) -> Path:
    """A small package: name → source; what begins with `page` is a template."""
    (folder / "templates").mkdir(parents=True)
    for name, source in files.items():
        (folder / (f"templates/{name}.html" if name.startswith("page") else f"{name}.py")).write_text(source)
    return folder


def test_sentences_are_found_in_code_and_templates(tmp_path: Path):
    package = package_of(
        tmp_path,
        code="from django.utils import translation\nfrom django.utils.translation import gettext as _, ngettext, pgettext_lazy\n"
        '_("一" "二")\nngettext("%(n)s 个", "%(n)s 个们", 2)\npgettext_lazy("级", "初")\ntranslation.gettext("三")\n_(name)\n',
        page='{% translate "四" %}\n{% blocktranslate trimmed with a=b %}\n  五 {{ a }}\n  六\n{% endblocktranslate %}'
        '{{ x|default:_("七") }}{% translate "八 100%" context "九" %}'
        "{% blocktranslate count n=n %}十{% plural %}十们{% endblocktranslate %}",
    )
    assert set(catalogue.sentences(package)) == {
        Sentence("一二"),
        Sentence("%(n)s 个", plural="%(n)s 个们"),
        Sentence("初", context="级"),
        Sentence("三"),
        Sentence("四"),
        Sentence("五 %(a)s 六"),
        Sentence("七"),
        Sentence("八 100%%", context="九"),
        Sentence("十", plural="十们"),
    }


def test_words_that_nobody_can_translate_are_found(tmp_path: Path):
    package = package_of(
        tmp_path,
        code='"""文档"""\nfrom django.utils.translation import gettext as _\n'
        'x = "漏"  # 注释\ny = f"又{x}漏"\nz = _("好") % {"a": _("好")}\n',
        page='{# 注释 #}{% comment %}注释{% endcomment %}<p title="标题">漏</p>{{ x|default:"无" }}{% translate "好" %}'
        '{% blocktranslate %}好{% endblocktranslate %}{{ x|default:_("好") }}{% include "a.html" with b="值" %}',
    )
    assert catalogue.untranslatable(package) == {"code.py": ["漏", "又", "漏"], "templates/page.html": ["标题", "漏", "无", "值"]}


def test_the_catalogue_keeps_translations_in_use_and_drops_the_others(tmp_path: Path):
    path = tmp_path / "en" / "django.po"
    messages.update(path, {Sentence("旧"): ["a.py:1"], Sentence("留"): ["a.py:2"], Sentence("%(n)s 个", plural="%(n)s 个们"): ["a.py:3"]})
    written = polib.pofile(str(path))
    written.find("留").msgstr = "Kept"
    written.save()

    waiting = messages.update(path, {Sentence("留"): ["a.py:9"], Sentence("新"): ["b.py:1", "b.py:7"]})

    assert [entry.msgid for entry in waiting] == ["新"]
    assert [(entry.msgid, entry.msgstr, entry.occurrences) for entry in polib.pofile(str(path))] == [
        ("留", "Kept", [("a.py", "")]),
        ("新", "", [("b.py", "")]),
    ]
    assert [(entry.msgid, entry.msgstr) for entry in polib.mofile(str(path.with_suffix(".mo")))] == [("留", "Kept")]
