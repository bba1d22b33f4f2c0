"""What can be an answer to a question: one letter, several in order, or none. No key is known here."""

from collections.abc import Sequence

from cqo.qualification.exams.states import QuestionKind

LETTERS = "ABCDEFGHIJKL"


def letters(kind: QuestionKind, options: int) -> str:
    """The letters a question offers; true or false offers two whatever its options say."""
    return LETTERS[: 2 if kind == QuestionKind.TRUE_FALSE else options]


def is_possible(choice: str, *, kind: QuestionKind, options: int) -> bool:
    """Whether a choice can be given: letters of the question, in order, each once; one only but for several choices; none is "not answered"."""
    offered = letters(kind, options)
    if kind != QuestionKind.MULTIPLE and len(choice) > 1:
        return False
    return choice == "".join(letter for letter in offered if letter in choice)


def joined(ticked: Sequence[str]) -> str:
    """Ticked letters as they are stored: in order, each once."""
    return "".join(sorted(set(ticked)))
