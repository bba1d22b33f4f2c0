"""Every power there is. No Django."""

from enum import StrEnum


class Can(StrEnum):
    """A power; `docs/reference/roles.md` lists who has it."""

    SEE_REGISTRY = "see_registry"
    KEEP_REGISTRY = "keep_registry"
    REVEAL_PERSONAL = "reveal_personal"
    EXPORT_REGISTRY = "export_registry"
    IMPORT_ROSTER = "import_roster"
    UNDO_IMPORT = "undo_import"
    MERGE_FILES = "merge_files"
    OVERRIDE_CODE = "override_code"
    KEEP_DESIGNATED_LIST = "keep_designated_list"
    PRINT_SLIPS = "print_slips"
    CHECK_CLAIM = "check_claim"
    ANSWER_REQUEST = "answer_request"
    MEND_OUTSIDER = "mend_outsider"
    SEND_MESSAGE = "send_message"
    DELEGATE = "delegate"
    KEEP_PROVISIONS = "keep_provisions"
    SEE_PROVISIONS = "see_provisions"
    KEEP_CALENDAR = "keep_calendar"
    KEEP_ACCOUNTS = "keep_accounts"
    KEEP_SECURITY = "keep_security"
    READ_RECORD = "read_record"
    APPLY = "apply"
    OWN_FIRM = "own_firm"
    MANAGE_FIRM_PEOPLE = "manage_firm_people"
    OWN_FILE = "own_file"
