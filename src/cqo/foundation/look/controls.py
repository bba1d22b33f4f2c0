"""How one control of a form is dressed: class names, autocomplete, the keyboard a phone offers."""

from django import forms
from django.forms import BoundField
from django.forms.boundfield import BoundWidget
from django.utils.safestring import SafeString

from cqo.foundation.look import selects

AUTOCOMPLETE = {
    "login_name": "username",
    "password": "current-password",
    "new_password": "new-password",
    "new_password_again": "new-password",
    "phone": "tel",
    "email": "email",
    "code": "one-time-code",
}
CHECKS = (forms.CheckboxInput,)
CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def kind(bound: BoundField) -> str:
    """The layout of a field: "check", "choices" or "line"."""
    widget = bound.field.widget
    if isinstance(widget, CHOICES):
        return "choices"
    return "check" if isinstance(widget, CHECKS) else "line"


def anchor(bound: BoundField) -> str:
    """The id of the control, or of the first of several."""
    return f"{bound.auto_id}_0" if kind(bound) == "choices" else bound.id_for_label


def render(bound: BoundField) -> SafeString:
    """The field's widget with our class names; what the widget says about itself stays."""
    given = attributes(bound)
    return selects.render(bound, given) if selects.is_plain(bound) else bound.as_widget(attrs=given)


def render_choice(choice: BoundWidget) -> SafeString:
    """One radio button or tick box of several, with our class name."""
    choice.data["attrs"]["class"] = "form-check-input"
    return choice.tag()


def attributes(bound: BoundField) -> dict[str, str | bool]:
    """The attributes a control gets beside its own."""
    widget = bound.field.widget
    own = widget.attrs
    dress = "form-select" if isinstance(widget, forms.Select) and kind(bound) == "line" else "form-control"
    if kind(bound) != "line":
        dress = "form-check-input"
    names = [own.get("class", ""), dress, "is-invalid" if bound.errors else ""]
    given: dict[str, str | bool] = {"class": " ".join(name for name in names if name)}
    if "autocomplete" not in own and kind(bound) == "line":
        given["autocomplete"] = AUTOCOMPLETE.get(bound.name, "off")
    return given
