"""What is typed of questions: one question, a file, a text, and what a preview sends back."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cqo.foundation.look.forms import UploadField
from cqo.qualification.certificates.states import Tier
from cqo.qualification.certificates.wording import TIERS
from cqo.qualification.exams.rules import questions
from cqo.qualification.exams.rules.questions import Draft
from cqo.qualification.exams.states import QuestionKind
from cqo.qualification.exams.wording.questions import DIFFICULTIES, KINDS

LARGEST_FILE = 2 * 1024 * 1024
LONGEST_TEXT = 400_000
TIER_CHOICES = [(tier.value, TIERS[tier]) for tier in Tier]
FIELD_OF = {
    "question.no_stem": "stem",
    "question.stem_long": "stem",
    "question.duplicate_in_bank": "stem",
    "question.no_options": "options",
    "question.too_many_options": "options",
    "question.option_empty": "options",
    "question.option_long": "options",
    "question.option_twice": "options",
    "question.no_key": "key",
    "question.key_unreadable": "key",
    "question.key_not_among_options": "key",
    "question.single_with_several": "key",
    "question.multiple_with_one": "key",
    "question.unit_unknown": "unit_code",
    "question.explanation_long": "explanation",
}


class Question(forms.Form):
    """One question."""

    tier = forms.ChoiceField(label=gettext_lazy("层级"), choices=TIER_CHOICES)
    unit_code = forms.ChoiceField(label=gettext_lazy("学习单元"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("题型"), choices=[(kind.value, KINDS[kind]) for kind in QuestionKind])
    difficulty = forms.TypedChoiceField(label=gettext_lazy("难度"), coerce=int, choices=list(DIFFICULTIES.items()), initial=2)
    stem = forms.CharField(label=gettext_lazy("题干"), max_length=2000, widget=forms.Textarea({"rows": 3}))
    options = forms.CharField(
        label=gettext_lazy("选项"),
        help_text=gettext_lazy("每行一个选项，不用写字母。判断题留空。"),
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 5}),
    )
    key = forms.CharField(label=gettext_lazy("答案"), help_text=gettext_lazy("单选写一个字母，多选如 ABD，判断写对或错。"), max_length=40)
    explanation = forms.CharField(label=gettext_lazy("解析"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3}))
    source = forms.CharField(
        label=gettext_lazy("来源"), help_text=gettext_lazy("如：《产品质量法》第二十六条。"), required=False, max_length=120
    )

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("不归入单元")), *((code, f"{code} {title}") for code, title in units)]
        self.fields["unit_code"].choices = choices  # type: ignore[attr-defined]

    @property
    def draft(self) -> Draft:
        """The question as it was typed."""
        given = self.cleaned_data
        kind = QuestionKind(given["kind"])
        lines = tuple(line.strip() for line in given["options"].splitlines() if line.strip())
        return Draft(
            kind=kind,
            stem=given["stem"].strip(),
            options=questions.TRUE_FALSE_OPTIONS if kind == QuestionKind.TRUE_FALSE else lines,
            key=questions.read_key(given["key"], kind),
            explanation=given["explanation"].strip(),
            unit_code=given["unit_code"],
            difficulty=given["difficulty"],
            source=given["source"].strip(),
        )

    @property
    def tier_chosen(self) -> Tier:
        """The tier."""
        return Tier(self.cleaned_data["tier"])


def initial_of(draft: Draft, *, tier: str) -> dict[str, Any]:
    """What the form begins with for a question that is to be changed."""
    is_statement = draft.kind == QuestionKind.TRUE_FALSE
    return {
        "tier": tier,
        "unit_code": draft.unit_code,
        "kind": draft.kind,
        "difficulty": draft.difficulty,
        "stem": draft.stem,
        "options": "" if is_statement else "\n".join(draft.options),
        "key": {"A": _("对"), "B": _("错")}.get(draft.key, draft.key) if is_statement else draft.key,
        "explanation": draft.explanation,
        "source": draft.source,
    }


class Bring(forms.Form):
    """A file or a text, one of both."""

    tier = forms.ChoiceField(label=gettext_lazy("层级"), choices=TIER_CHOICES)
    file = UploadField(label=gettext_lazy("表格文件"), limit=LARGEST_FILE, kinds=("xlsx", "xls", "csv"), required=False)
    text = forms.CharField(
        label=gettext_lazy("或者粘贴 Word 内容"),
        help_text=gettext_lazy("从 Word 里全选、复制，粘贴到这里。题号、选项、答案、【解析】和文末的“参考答案 1-5 ABCDA”都能识别。"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 14}),
    )

    def clean(self) -> dict[str, Any]:
        """One of both is there."""
        given = super().clean() or {}
        if not self.errors and not given.get("file") and not given.get("text", "").strip():
            raise forms.ValidationError(_("请选择表格文件，或粘贴 Word 内容。"), code="nothing")
        return given


class Preview(forms.Form):
    """What a preview sends back: the tier, the sound questions as one text."""

    tier = forms.ChoiceField(choices=TIER_CHOICES, widget=forms.HiddenInput)
    text = forms.CharField(required=False, max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 12}))
