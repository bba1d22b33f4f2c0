"""Sign-ins of a city's people: where accounts are open. Addresses and phones never in full."""

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django_otp.plugins.otp_totp.models import TOTPDevice

from cqo.foundation.accounts.models import SignIn, User
from cqo.portal.entrance.lockouts import accounts_of


def with_sessions(users: QuerySet[User]) -> QuerySet[User]:
    """Users with `open_sessions`, how many browsers are signed in, and `has_second_step`."""
    device = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    return users.annotate(open_sessions=Count("sign_ins", filter=Q(sign_ins__ended_at__isnull=True)), has_second_step=Exists(device))


def named(city: str, text: str) -> QuerySet[User]:
    """The city's accounts whose name or sign-in name has a text in it, by name."""
    return with_sessions(accounts_of(city).filter(Q(name__contains=text) | Q(login_name__contains=text.lower()))).order_by("name", "pk")


def recent_sign_ins(city: str) -> QuerySet[SignIn]:
    """The city's sign-ins, newest first. Slice before showing."""
    return (
        SignIn.objects.filter(Exists(accounts_of(city).filter(pk=OuterRef("user"))))
        .select_related("user")
        .defer("session_key")
        .order_by("-pk")
    )


def sign_ins_of(user: User) -> QuerySet[SignIn]:
    """Somebody's sign-ins, open ones first. Slice before showing."""
    return SignIn.objects.filter(user=user).defer("session_key").order_by(F("ended_at").asc(nulls_first=True), "-pk")
