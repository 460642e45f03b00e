"""Small pieces of the look: `{% icon %}` and `{% field %}`."""

from django import template
from django.forms import BoundField, CheckboxInput, Select
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Return the icon NAME of the vendored sprite; without LABEL it is hidden from screen readers."""
    href = f"{static('web/vendor/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, href)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', href)


@register.inclusion_tag("web/field.html")
def field(bound: BoundField) -> dict[str, object]:
    """Render BOUND with its label, help and errors in Bootstrap's classes."""
    widget = bound.field.widget
    return {
        "bound": bound,
        "control": bound.as_widget(attrs={"class": css_class(widget), "placeholder": ""}),
        "is_check": isinstance(widget, CheckboxInput),
    }


def css_class(widget: object) -> str:
    """Return Bootstrap's class for WIDGET."""
    if isinstance(widget, CheckboxInput):
        return "form-check-input"
    return "form-select" if isinstance(widget, Select) else "form-control"
