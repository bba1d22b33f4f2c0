"""The authenticator as a row of django-otp, whose secret is sealed."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from django_otp.plugins.otp_totp.models import TOTPDevice

from cqo.foundation.sealing import sealing


class Authenticator(TOTPDevice):
    """django-otp's table keeps the secret in clear; here it is sealed, so that a copy of the database opens nobody's second step."""

    class Meta:
        proxy = True

    @property
    def bin_key(self) -> bytes:
        """The secret. Raises SealBroken when the stored one was tampered with."""
        return sealing.open_bytes(urlsafe_b64decode(self.key))

    @staticmethod
    def sealed(secret: bytes) -> str:
        """A secret as it is kept."""
        return urlsafe_b64encode(sealing.seal_bytes(secret)).decode()
