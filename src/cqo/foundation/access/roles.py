"""Which role has which powers. `wording.ROLE_SENTENCES` says each role in a sentence a minister can read. No Django."""

from cqo.foundation.access.capabilities import Can
from cqo.foundation.accounts.states import Role

EVERYONE = frozenset({Can.APPLY})

_COUNTY = frozenset(
    {
        Can.SEE_REGISTRY,
        Can.KEEP_REGISTRY,
        Can.REVEAL_PERSONAL,
        Can.EXPORT_REGISTRY,
        Can.IMPORT_ROSTER,
        Can.UNDO_IMPORT,
        Can.PRINT_SLIPS,
        Can.CHECK_CLAIM,
        Can.ANSWER_REQUEST,
        Can.MEND_OUTSIDER,
        Can.SEND_MESSAGE,
        Can.DELEGATE,
        Can.SEE_PROVISIONS,
    }
)

POWERS: dict[Role, frozenset[Can]] = {
    Role.CITY_OFFICER: _COUNTY | {Can.MERGE_FILES, Can.OVERRIDE_CODE, Can.KEEP_DESIGNATED_LIST, Can.KEEP_PROVISIONS},
    Role.COUNTY_OFFICER: _COUNTY,
    Role.ZONE_OFFICER: _COUNTY,
    Role.PROVINCE_READER: frozenset({Can.SEE_REGISTRY, Can.SEE_PROVISIONS}),
    Role.SYSTEM_ADMIN: frozenset({Can.KEEP_ACCOUNTS, Can.KEEP_CALENDAR, Can.SEE_PROVISIONS}),
    Role.SECURITY_ADMIN: frozenset({Can.KEEP_SECURITY}),
    Role.AUDIT_ADMIN: frozenset({Can.READ_RECORD}),
    Role.ENTERPRISE_ADMIN: frozenset({Can.OWN_FIRM, Can.MANAGE_FIRM_PEOPLE}),
    Role.ENTERPRISE_STAFF: frozenset({Can.OWN_FIRM}),
    Role.PERSON: frozenset({Can.OWN_FILE}),
}
