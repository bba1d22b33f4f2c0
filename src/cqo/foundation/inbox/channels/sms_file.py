"""The adapter that writes what would be sent: for installations without a provider, for tests and for the demo.

One file for each SMS under `outbox/sms`, readable by the service's user only. The number stands in it sealed, and masked for reading.
"""

import base64
import json
import os
from collections.abc import Mapping
from uuid import UUID

from django.conf import settings

from cqo.foundation.inbox import rules
from cqo.foundation.inbox.channels import Receipt
from cqo.foundation.inbox.channels.sms import Template, full_text
from cqo.foundation.sealing import masks
from cqo.foundation.sealing.sealing import seal_bytes


class FileAdapter:
    """Writes each SMS into a file; the same key gives the same file, so a second attempt sends nothing twice."""

    def send(self, *, key: UUID, template: Template, signature: str, phone: str, params: Mapping[str, str]) -> Receipt:
        """Write the SMS, with the price it would have."""
        text = full_text(template, signature)
        cost = rules.parts(text) * settings.SMS_PRICE_FEN
        masked = masks.phone(phone)
        folder = settings.OUTBOX / "sms"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / f"{key}-{masked.replace('*', 'x')}.json"
        content = {
            "template": template.code,
            "signature": signature,
            "text": text,
            "params": dict(params),
            "phone_masked": masked,
            "phone_sealed": base64.b64encode(seal_bytes(phone.encode())).decode(),
            "parts": rules.parts(text),
            "cost_fen": cost,
            "reference": str(key),
        }
        draft = path.with_suffix(".part")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False, indent=2)
        draft.replace(path)
        return Receipt(reference=str(key), cost_fen=cost)
