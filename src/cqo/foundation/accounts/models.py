"""Rows of accounts. No verbs here: `operations` writes them."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from cqo.foundation.accounts.states import CodeKind, OrganisationKind, Role
from cqo.foundation.audit.ids import new_id
from cqo.foundation.sealing.fields import SealedField


def _one_of(column: str, kinds: type) -> Q:
    return Q(**{f"{column}__in": [kind.value for kind in kinds]})  # type: ignore[attr-defined]


class User(AbstractBaseUser):
    """A sign-in. The person behind it may have a file in the registry; an official need not."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    login_name = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80, db_index=True)
    phone = SealedField()
    phone_masked = models.CharField(max_length=20, blank=True, default="")
    phone_hash = models.BinaryField(max_length=32, null=True, unique=True)
    email = models.EmailField(blank=True, default="")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    consented_version = models.CharField(max_length=20, blank=True, default="")
    tour_step = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    USERNAME_FIELD = "login_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = BaseUserManager()

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """A body that people sign in for and that receives messages. An enterprise's organisation has the enterprise's own key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    credit_code = models.CharField(max_length=18, null=True, unique=True)
    division = models.ForeignKey("divisions.Division", on_delete=models.PROTECT, related_name="+")
    zone = models.ForeignKey("divisions.Zone", on_delete=models.PROTECT, null=True, related_name="+")
    city_code = models.CharField(max_length=6, db_index=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=_one_of("kind", OrganisationKind), name="organisation_kind_known")]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A post in a bureau or zone office. Posts hold tasks, people hold posts: whoever holds it acts in its role and reach."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=80)
    role = models.CharField(max_length=20)
    division = models.ForeignKey("divisions.Division", on_delete=models.PROTECT, related_name="+")
    zone = models.ForeignKey("divisions.Zone", on_delete=models.PROTECT, null=True, related_name="+")
    abolished_date = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_one_of("role", Role), name="post_role_known"),
            models.UniqueConstraint(fields=["organisation", "title"], name="post_title_once_per_organisation"),
        ]

    def __str__(self) -> str:
        return self.title


class Assignment(models.Model):
    """A user acting in a role, for a division, a zone or an organisation, from a day until a day (both included)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=20)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="assignments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="assignments")
    division = models.ForeignKey("divisions.Division", on_delete=models.PROTECT, null=True, related_name="+")
    zone = models.ForeignKey("divisions.Zone", on_delete=models.PROTECT, null=True, related_name="+")
    starts = models.DateField()
    ends = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_one_of("role", Role), name="assignment_role_known"),
            models.CheckConstraint(condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="assignment_ends_after_start"),
            models.CheckConstraint(
                condition=Q(role=Role.PERSON.value) | Q(organisation__isnull=False),
                name="assignment_is_for_an_organisation_unless_for_oneself",
            ),
        ]
        indexes = [models.Index(fields=["user", "ends"], name="assignment_current")]


class Delegation(models.Model):
    """One holder lets another act for them for a period (A/B角). `scope` lists capabilities; empty means all of the giver's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    giver = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="delegations")
    receiver = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegations")
    scope = models.JSONField(default=list, blank=True)
    reason = models.CharField(max_length=200)
    starts = models.DateField()
    ends = models.DateField()
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="delegation_ends_after_start")]
        indexes = [models.Index(fields=["receiver", "ends"], name="delegation_current")]


class ActivationCode(models.Model):
    """What is printed on a slip: opens one file once. Kept sealed so that a batch can be printed again while it is unused."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12)
    subject = models.UUIDField()
    city_code = models.CharField(max_length=6)
    code = SealedField()
    code_hash = models.BinaryField(max_length=32, unique=True)
    batch = models.UUIDField(null=True, db_index=True)
    issued_at = models.DateTimeField()
    expires_date = models.DateField()
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_one_of("kind", CodeKind), name="activation_code_kind_known"),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True), name="activation_code_used_or_withdrawn"
            ),
        ]
        indexes = [models.Index(fields=["kind", "subject"], name="activation_code_of")]


class Consent(models.Model):
    """A user took note of the privacy notice of a version, and agreed to its optional parts (个人信息保护法, Art. 17)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="consents")
    notice_version = models.CharField(max_length=20)
    optional_contact = models.BooleanField(default=False)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)


class SignIn(models.Model):
    """One signed-in browser, so that a person can see where the account is open and close what is not theirs."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="sign_ins")
    session_key = SealedField()
    session_hash = models.BinaryField(max_length=32, unique=True)
    browser = models.CharField(max_length=120)
    address_masked = models.CharField(max_length=45)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["user", "ended_at"], name="sign_in_open")]
