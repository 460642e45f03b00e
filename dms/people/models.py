"""Who works where: offices, units, positions, persons, assignments, delegations, all with their dates.

Positions, not persons, own trays and rights: a change of person moves nothing.
"""

from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from dms.people.public_ids import PublicIdField


class Clearance(models.IntegerChoices):
    """Security classes (klasifikasi keamanan) and the clearance that reads them."""

    BIASA = 0, _("Biasa")
    TERBATAS = 1, _("Terbatas")
    RAHASIA = 2, _("Rahasia")
    SANGAT_RAHASIA = 3, _("Sangat Rahasia")


class Role(models.TextChoices):
    """What a post may do: capabilities, kept apart from who may see which letter."""

    SYSADMIN = "sysadmin", _("Admin Sistem")
    REGISTRAR = "registrar", _("Agendaris")
    LEADER = "leader", _("Pimpinan")
    SECRETARY = "secretary", _("Sekretaris Pimpinan")
    MANAGER = "manager", _("Pejabat Struktural")
    STAFF = "staff", _("Staf")
    ARCHIVIST = "archivist", _("Arsiparis")
    LEGAL = "legal", _("Bagian Hukum")
    AUDITOR = "auditor", _("Auditor")


class Office(models.Model):
    """A records creator (pencipta arsip): the root of a unit tree."""

    public_id = PublicIdField()
    key = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    letterhead = models.JSONField(default=list, help_text="Lines of the letterhead, top to bottom.")
    time_zone = models.CharField(max_length=50, default="Asia/Jakarta")
    working_days = models.JSONField(default=list, help_text="ISO weekdays, 1 = Monday.")
    scheme_key = models.CharField(max_length=50, default="permendagri83_2022")
    is_sample = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A work unit (unit kerja) for as long as it carried this name; a rename makes a new row."""

    public_id = PublicIdField()
    office = models.ForeignKey(Office, models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=50, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    renamed_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="renamed_to")

    def __str__(self) -> str:
        return self.name


class Position(models.Model):
    """A post (jabatan) of a unit; it owns the tray, the clearance and the roles."""

    public_id = PublicIdField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="positions")
    title = models.CharField(max_length=200)
    is_head = models.BooleanField(default=False)
    clearance = models.PositiveSmallIntegerField(choices=Clearance.choices, default=Clearance.TERBATAS)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class PositionRole(models.Model):
    """One role of one post."""

    position = models.ForeignKey(Position, models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["position", "role"], name="one_role_once_a_position")]

    def __str__(self) -> str:
        return f"{self.position}: {self.get_role_display()}"


class PersonManager(BaseUserManager["Person"]):
    """Finds persons by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Return the person who signs in as USERNAME."""
        return self.get(login=username)


class Person(AbstractBaseUser):
    """An official or clerk who can sign in."""

    public_id = PublicIdField()
    login = models.CharField(_("nama masuk"), max_length=60, unique=True)
    name = models.CharField(_("nama"), max_length=200)
    nip = models.CharField(_("NIP"), max_length=18, blank=True)
    language = models.CharField(max_length=5, default="id")
    is_active = models.BooleanField(default=True)
    is_cast = models.BooleanField(default=False, help_text="One of the people of the sample office.")

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class AssignmentKind(models.TextChoices):
    """How a person holds a post."""

    DEFINITIVE = "definitif", _("Definitif")
    PLT = "plt", _("Plt.")
    PLH = "plh", _("Plh.")
    PJ = "pj", _("Pj.")


class Assignment(models.Model):
    """A person holds a post from one day to another, by a decree."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="assignments")
    position = models.ForeignKey(Position, models.PROTECT, related_name="assignments")
    kind = models.CharField(max_length=10, choices=AssignmentKind.choices, default=AssignmentKind.DEFINITIVE)
    starts_on = models.DateField(default=date.today)
    ends_on = models.DateField(null=True, blank=True)
    decree = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.person} – {self.position}"


class Delegation(models.Model):
    """A post lends powers to a person for a period."""

    from_position = models.ForeignKey(Position, models.PROTECT, related_name="delegations")
    to_person = models.ForeignKey(Person, models.PROTECT, related_name="delegations")
    powers = models.JSONField(default=list)
    starts_on = models.DateField(default=date.today)
    ends_on = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.from_position} → {self.to_person}"
