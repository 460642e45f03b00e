"""Makes the office of the journeys: `python -m tests.journeys.people`, before the product starts on the same data."""

import os

import django


def main() -> None:
    """Make tables and the cast; two of them can sign in by one click, as in the sample office."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.core.management import call_command

    from dms.people.models import Office, Person
    from tests.cast import make_cast

    call_command("migrate", verbosity=0)
    cast = make_cast()
    Office.objects.filter(pk=cast.office.pk).update(is_sample=True)
    cast.legal.set_unusable_password()
    cast.legal.save()
    Person.objects.filter(pk__in=[cast.registrar.pk, cast.legal.pk]).update(is_cast=True)


if __name__ == "__main__":
    main()
