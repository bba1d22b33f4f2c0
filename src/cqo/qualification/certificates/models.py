"""Rows of certificates: keys, templates, issues with their members, certificates, their events and changes, printed sheets."""

from django.db import models
from django.db.models import F, Q

from cqo.foundation.audit.ids import new_id
from cqo.foundation.sealing.fields import SealedField
from cqo.qualification.certificates.states import (
    CHANGE_LIFE_CYCLE,
    ISSUE_LIFE_CYCLE,
    ChangeKind,
    ChangeState,
    Ending,
    IssueState,
    Level,
    SheetState,
    Tier,
)


class SigningKey(models.Model):
    """A key that signs PDFs, with its X.509 certificate. A retired one still proves what it signed; a compromised one, what it signed before."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    fingerprint = models.CharField(max_length=64, unique=True)
    certificate_pem = models.TextField()
    private_pem = SealedField()
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    compromised_from = models.DateTimeField(null=True)


class Template(models.Model):
    """How the certificates of a tier are worded, one edition after another; a certificate keeps the edition it was issued with.

    body: the sentence with the placeholders of `rules.wording.PLACEHOLDERS`. offsets: of printing onto stock, in tenths of a millimetre.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    city_code = models.CharField(max_length=6)
    tier = models.CharField(max_length=12)
    edition = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60)
    body = models.TextField()
    issuer = models.CharField(max_length=120)
    ground_document = models.CharField(max_length=200, blank=True, default="")
    offset_x_tenths = models.SmallIntegerField(default=0)
    offset_y_tenths = models.SmallIntegerField(default=0)
    recorded_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(tier__in=[tier.value for tier in Tier]), name="template_tier_known"),
            models.UniqueConstraint(fields=["city_code", "tier", "edition"], name="template_edition_once"),
            models.UniqueConstraint(fields=["city_code", "tier"], condition=Q(retired_at__isnull=True), name="template_in_use_once"),
        ]


class Issue(models.Model):
    """One act of issuing (发证): whom, on which approval, under which template. The work itself goes on member by member and can be interrupted."""

    LIFE_CYCLE = ISSUE_LIFE_CYCLE

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=24, unique=True)
    city_code = models.CharField(max_length=6)
    county_code = models.CharField(max_length=6, blank=True, default="")
    source = models.CharField(max_length=16)
    source_key = models.UUIDField()
    source_number = models.CharField(max_length=24)
    class_title = models.CharField(max_length=200)
    tier = models.CharField(max_length=12)
    level = models.CharField(max_length=12)
    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="issues")
    issued_date = models.DateField()
    expires_date = models.DateField(null=True)
    state = models.CharField(max_length=12, default=IssueState.DRAFT.value)
    drafted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approval_number = models.CharField(max_length=60, blank=True, default="")
    finished_at = models.DateTimeField(null=True)
    provision = models.UUIDField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[state.value for state in IssueState]), name="issue_state_known"),
            models.CheckConstraint(condition=Q(tier__in=[tier.value for tier in Tier]), name="issue_tier_known"),
            models.CheckConstraint(condition=Q(level__in=[level.value for level in Level]), name="issue_level_known"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True) | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="issue_approval_whole",
            ),
            models.UniqueConstraint(
                fields=["source", "source_key"], condition=Q(state__in=["draft", "approved"]), name="issue_open_once_for_a_source"
            ),
        ]
        indexes = [models.Index(fields=["city_code", "state"], name="issue_of_city")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The issue's case page."""
        from django.urls import reverse

        return reverse("certificates:issue", args=[self.number])


class Certificate(models.Model):
    """A certificate, a record of its own: everything printed on it is kept here, so it outlives class, account and firm.

    number: the platform's, in the QR; official_number: as the bureau prints it. check_code: what a stranger types beside the number.
    The dates of suspension and ending are what `rules.status` reads; `CertificateEvent` tells how they came about.
    signed_digest: the signed PDF is made (and kept as an attachment "pdf") from when this is filled in.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=24, unique=True)
    official_number = models.CharField(max_length=60)
    check_code = models.CharField(max_length=8)
    city_code = models.CharField(max_length=6)
    county_code = models.CharField(max_length=6)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="certificates")
    holder_name = models.CharField(max_length=80)
    id_type = models.CharField(max_length=20)
    id_masked = models.CharField(max_length=24, blank=True, default="")
    enterprise = models.ForeignKey("enterprises.Enterprise", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    employer = models.CharField(max_length=200, blank=True, default="")
    tier = models.CharField(max_length=12)
    level = models.CharField(max_length=12)
    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="certificates", db_index=False)
    title = models.CharField(max_length=60)
    issuer = models.CharField(max_length=120)
    class_title = models.CharField(max_length=200)
    hours_tenths = models.PositiveIntegerField()
    score_tenths = models.PositiveIntegerField(null=True)
    issued_date = models.DateField()
    expires_date = models.DateField(null=True)
    suspended_date = models.DateField(null=True)
    resumed_date = models.DateField(null=True)
    ended_date = models.DateField(null=True)
    ending = models.CharField(max_length=12, blank=True, default="")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, null=True, related_name="certificates", db_index=False)
    source = models.CharField(max_length=16)
    source_key = models.UUIDField()
    handed_over_date = models.DateField(null=True)
    signed_digest = models.CharField(max_length=64, blank=True, default="")
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(tier__in=[tier.value for tier in Tier]), name="certificate_tier_known"),
            models.CheckConstraint(condition=Q(ending__in=["", *(ending.value for ending in Ending)]), name="certificate_ending_known"),
            models.CheckConstraint(
                condition=Q(ending="", ended_date__isnull=True) | ~Q(ending="") & Q(ended_date__isnull=False),
                name="certificate_ending_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(expires_date__isnull=True) | Q(expires_date__gte=F("issued_date")), name="certificate_expires_after_issue"
            ),
            models.CheckConstraint(
                condition=Q(resumed_date__isnull=True) | Q(suspended_date__isnull=False), name="certificate_resumes_what_was_suspended"
            ),
            models.UniqueConstraint(fields=["city_code", "official_number"], name="certificate_official_number_once"),
            models.UniqueConstraint(
                fields=["source", "source_key", "person"],
                condition=Q(replaces__isnull=True) & ~Q(ending="void"),
                name="certificate_of_a_class_once",
            ),
        ]
        indexes = [
            models.Index(fields=["city_code", "issued_date", "id"], name="certificate_of_city"),
            models.Index(fields=["county_code", "issued_date", "id"], name="certificate_of_county"),
            models.Index(fields=["issue"], name="certificate_of_issue", condition=Q(issue__isnull=False)),
            models.Index(fields=["city_code", "expires_date"], name="certificate_expiring", condition=Q(ending="")),
            models.Index(fields=["official_number"], name="certificate_by_official_number"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The certificate's case page."""
        from django.urls import reverse

        return reverse("certificates:certificate", args=[self.number])


class IssueMember(models.Model):
    """Somebody who passed, as the approval lists them; what is written here goes onto the certificate. left_out: why they get none (yet)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="members")
    place = models.PositiveIntegerField()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    holder_name = models.CharField(max_length=80)
    id_type = models.CharField(max_length=20)
    id_masked = models.CharField(max_length=24, blank=True, default="")
    enterprise = models.ForeignKey("enterprises.Enterprise", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    employer = models.CharField(max_length=200, blank=True, default="")
    county_code = models.CharField(max_length=6)
    hours_tenths = models.PositiveIntegerField()
    score_tenths = models.PositiveIntegerField(null=True)
    left_out = models.CharField(max_length=200, blank=True, default="")
    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, null=True, related_name="membership")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issue", "person"], name="issue_member_once"),
            models.UniqueConstraint(fields=["issue", "place"], name="issue_place_once"),
        ]


class Change(models.Model):
    """A change to a certificate: proposed on a ground, with evidence attached; a revocation is heard and decided by a second person.

    legal_basis: the article a revocation rests on, open to everybody. outcome: how it was decided, or why it was dropped.
    corrected_…: the dates of the new certificate where a date was wrong.
    """

    LIFE_CYCLE = CHANGE_LIFE_CYCLE

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=24, unique=True)
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="changes")
    city_code = models.CharField(max_length=6)
    county_code = models.CharField(max_length=6)
    kind = models.CharField(max_length=12)
    ground = models.CharField(max_length=24)
    reason = SealedField()
    document_number = models.CharField(max_length=60, blank=True, default="")
    legal_basis = models.CharField(max_length=200, blank=True, default="")
    corrected_issued_date = models.DateField(null=True)
    corrected_expires_date = models.DateField(null=True)
    effective_date = models.DateField()
    statement = SealedField()
    statement_due = models.DateField(null=True)
    heard_at = models.DateTimeField(null=True)
    outcome = SealedField()
    replacement = models.OneToOneField(Certificate, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, default=ChangeState.PROPOSED.value)
    proposed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    provision = models.UUIDField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in ChangeKind]), name="change_kind_known"),
            models.CheckConstraint(condition=Q(state__in=[state.value for state in ChangeState]), name="change_state_known"),
            models.CheckConstraint(
                condition=~Q(kind="revoke") | Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")), name="change_revoked_by_two"
            ),
            models.UniqueConstraint(fields=["certificate"], condition=Q(state__in=["proposed", "heard"]), name="change_one_open_at_a_time"),
        ]
        indexes = [models.Index(fields=["city_code", "state", "proposed_at"], name="change_of_city")]

    def get_absolute_url(self) -> str:
        """The change's case page."""
        from django.urls import reverse

        return reverse("certificates:change", args=[self.number])


class Sheet(models.Model):
    """A numbered blank sheet of stock: which certificate was printed on it, or how it was lost or spoiled (作废、遗失说明)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    city_code = models.CharField(max_length=6)
    sheet_number = models.CharField(max_length=40)
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, null=True, related_name="sheets")
    state = models.CharField(max_length=12)
    ground = models.CharField(max_length=200, blank=True, default="")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[state.value for state in SheetState]), name="sheet_state_known"),
            models.UniqueConstraint(fields=["city_code", "sheet_number"], name="sheet_number_once"),
            models.UniqueConstraint(fields=["certificate"], condition=Q(state="printed"), name="sheet_of_certificate_once"),
        ]
