"""Users and organisations: open, mend, close; consent. Who may do so is asked in `access.operations` and above."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction

from cqo.foundation.accounts import phones, queries
from cqo.foundation.accounts.models import Consent, Organisation, User
from cqo.foundation.accounts.operations import sign_ins
from cqo.foundation.accounts.states import OrganisationKind
from cqo.foundation.audit import operations as audit
from cqo.foundation.audit.signature import Signatory
from cqo.foundation.refusal import NotPossible


@transaction.atomic
def open_user(
    *,
    login_name: str,
    name: str,
    phone: str,
    password: str,
    by: Signatory,
    at: datetime,
    city: str,
    must_change_password: bool = False,
    email: str = "",
) -> User:
    """Make a sign-in; without a sign-in name it gets one of its own, and its owner signs in by phone.

    Raises NotPossible ("account.login_taken", "account.phone_taken") and ValidationError for a weak password.
    """
    user = User(
        login_name=login_name.strip().lower(),
        name=name.strip(),
        email=email,
        created_at=at,
        must_change_password=must_change_password,
        **phones.columns(phone),
    )
    user.login_name = user.login_name or f"u{user.pk.hex[-12:]}"
    validate_password(password, user)
    if User.objects.filter(login_name=user.login_name).exists():
        raise NotPossible("account.login_taken")
    if user.phone_hash and User.objects.filter(phone_hash=user.phone_hash).exists():
        raise NotPossible("account.phone_taken")
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as race:
        raise NotPossible("account.login_taken") from race
    audit.record("account.opened", by=by, at=at, city=city, kind="user", key=str(user.pk))
    return user


@transaction.atomic
def set_password(
    *, user: User, password: str, by: Signatory, at: datetime, city: str, temporary: bool = False, keep_session: str = ""
) -> None:
    """Set a new password and end every other open session. Raises ValidationError for a weak one."""
    validate_password(password, user)
    user.set_password(password)
    user.must_change_password = temporary
    user.save(update_fields=["password", "must_change_password"])
    sign_ins.end_all(user=user, at=at, but=keep_session)
    audit.record("account.password_set", by=by, at=at, city=city, kind="user", key=str(user.pk), facts={"temporary": temporary})


@transaction.atomic
def mend_phone(*, user: User, phone: str, ground: str, by: Signatory, at: datetime, city: str) -> None:
    """Put a new phone in place of a lost or changed one after an identity check; `ground` is the code of how it was checked.

    Raises NotPossible("account.phone_taken") when another account has the number.
    """
    columns = phones.columns(phone)
    if columns["phone_hash"] and User.objects.filter(phone_hash=columns["phone_hash"]).exclude(pk=user.pk).exists():
        raise NotPossible("account.phone_taken")
    for column, value in columns.items():
        setattr(user, column, value)
    user.save(update_fields=list(columns))
    audit.record("account.phone_mended", by=by, at=at, city=city, kind="user", key=str(user.pk), facts={"ground": ground})


@transaction.atomic
def close_user(*, user: User, ground: str, by: Signatory, at: datetime, city: str) -> None:
    """Close a sign-in: it can sign in no more; everything it did stays on the record."""
    User.objects.filter(pk=user.pk).update(is_active=False)
    sign_ins.end_all(user=user, at=at)
    audit.record("account.closed", by=by, at=at, city=city, kind="user", key=str(user.pk), facts={"ground": ground})


def forget_contacts(*, user: User) -> None:
    """Forget the phone and e-mail of a closed account (个人信息保护法, Art. 47); the phone is free for another one."""
    User.objects.filter(pk=user.pk, is_active=False).update(**phones.columns(""), email="")


@transaction.atomic
def give_consent(*, user: User, notice_version: str, optional_contact: bool, by: Signatory, at: datetime, city: str) -> None:
    """Record that the privacy notice was shown and taken note of, with the optional part as chosen."""
    Consent.objects.create(user=user, notice_version=notice_version, optional_contact=optional_contact, given_at=at)
    User.objects.filter(pk=user.pk).update(consented_version=notice_version)
    audit.record(
        "account.consented",
        by=by,
        at=at,
        city=city,
        kind="user",
        key=str(user.pk),
        facts={"notice": notice_version, "optional_contact": optional_contact},
    )


@transaction.atomic
def withdraw_optional(*, user: User, by: Signatory, at: datetime, city: str) -> None:
    """Take back the optional part of the consent (个人信息保护法, Art. 15)."""
    consent = queries.latest_consent(user)
    if consent is None or not consent.optional_contact:
        raise NotPossible("account.nothing_to_withdraw")
    Consent.objects.filter(pk=consent.pk).update(withdrawn_at=at)
    Consent.objects.create(user=user, notice_version=consent.notice_version, optional_contact=False, given_at=at)
    audit.record("account.consent_withdrawn", by=by, at=at, city=city, kind="user", key=str(user.pk))


def open_organisation(
    *, key: UUID | None, kind: OrganisationKind, name: str, credit_code: str | None, division_code: str, zone: UUID | None, city_code: str
) -> Organisation:
    """The organisation of that key, made where it is absent (an enterprise gets one when somebody first signs in for it or it is first written to)."""
    if key is not None and (found := Organisation.objects.filter(pk=key).first()):
        return found
    fields = {
        "kind": kind.value,
        "name": name,
        "credit_code": credit_code,
        "division_id": division_code,
        "zone_id": zone,
        "city_code": city_code,
    }
    if key is None:
        return Organisation.objects.create(**fields)
    return Organisation.objects.get_or_create(pk=key, defaults=fields)[0]
