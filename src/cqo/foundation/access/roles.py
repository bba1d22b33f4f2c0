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
        Can.CHECK_SIGN_UP,
        Can.SEE_TALENTS,
    }
)
_HOLDING = frozenset(
    {Can.HOLD_CLASS, Can.PUBLISH_RESULTS, Can.KEEP_QUESTIONS, Can.RUN_SITTING, Can.ISSUE_CERTIFICATES, Can.CHANGE_CERTIFICATES}
)

POWERS: dict[Role, frozenset[Can]] = {
    Role.CITY_OFFICER: _COUNTY
    | _HOLDING
    | {Can.MERGE_FILES, Can.OVERRIDE_CODE, Can.KEEP_DESIGNATED_LIST, Can.KEEP_PROVISIONS, Can.KEEP_TEMPLATES},
    Role.COUNTY_OFFICER: _COUNTY | _HOLDING,
    Role.ZONE_OFFICER: _COUNTY,
    Role.PROVINCE_READER: frozenset({Can.SEE_REGISTRY, Can.SEE_PROVISIONS, Can.SEE_TALENTS}),
    Role.SYSTEM_ADMIN: frozenset({Can.KEEP_ACCOUNTS, Can.KEEP_CALENDAR, Can.SEE_PROVISIONS, Can.KEEP_SIGNING_KEYS}),
    Role.SECURITY_ADMIN: frozenset({Can.KEEP_SECURITY}),
    Role.AUDIT_ADMIN: frozenset({Can.READ_RECORD}),
    Role.ENTERPRISE_ADMIN: frozenset({Can.OWN_FIRM, Can.MANAGE_FIRM_PEOPLE, Can.SIGN_UP}),
    Role.ENTERPRISE_STAFF: frozenset({Can.OWN_FIRM, Can.SIGN_UP}),
    Role.PERSON: frozenset({Can.OWN_FILE, Can.SIGN_UP, Can.SIT_EXAM}),
}
