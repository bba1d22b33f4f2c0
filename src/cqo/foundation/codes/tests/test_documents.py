"""Documents of people from elsewhere."""

import pytest

from cqo.foundation.codes import documents, resident_id
from cqo.foundation.codes.documents import Fault, Kind

PERMIT = "83000019900101001" + resident_id.check_character("83000019900101001")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("居民身份证", Kind.RESIDENT_ID),
        ("二代身份证", Kind.RESIDENT_ID),
        ("港澳居民来往内地通行证", Kind.HK_MACAU_PERMIT),
        ("回乡证", Kind.HK_MACAU_PERMIT),
        ("台胞证", Kind.TAIWAN_PERMIT),
        ("台湾居民来往大陆通行证", Kind.TAIWAN_PERMIT),
        ("港澳台居民居住证", Kind.RESIDENCE_PERMIT),
        ("台湾居民居住证", Kind.RESIDENCE_PERMIT),
        ("护 照", Kind.PASSPORT),
        ("军官证", None),
        ("", None),
    ],
)
def test_kind_is_read_from_its_name(words, kind):
    assert documents.kind_named(words) == kind


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("11010519491231002X", Kind.RESIDENT_ID),
        (PERMIT, Kind.RESIDENCE_PERMIT),
        ("H12345678", Kind.HK_MACAU_PERMIT),
        ("M0123456701", Kind.HK_MACAU_PERMIT),
        ("E12345678", Kind.PASSPORT),
        ("EA1234567", Kind.PASSPORT),
        ("12345678", Kind.RESIDENT_ID),
        ("6.10729E+17", Kind.RESIDENT_ID),
    ],
)
def test_kind_is_guessed_only_where_the_form_leaves_no_doubt(number, kind):
    assert documents.kind_of(number) == kind


@pytest.mark.parametrize(
    ("kind", "number", "fault"),
    [
        (Kind.RESIDENT_ID, "11010519491231002X", None),
        (Kind.RESIDENT_ID, "110105194912310021", Fault.CHECKSUM),
        (Kind.RESIDENT_ID, "6.10729197406105E+17", Fault.DAMAGED),
        (Kind.RESIDENT_ID, "610702190002300010", Fault.FORMAT),
        (Kind.RESIDENT_ID, PERMIT, Fault.FORMAT),
        (Kind.RESIDENCE_PERMIT, PERMIT, None),
        (Kind.RESIDENCE_PERMIT, "11010519491231002X", Fault.FORMAT),
        (Kind.HK_MACAU_PERMIT, "H12345678", None),
        (Kind.HK_MACAU_PERMIT, "H1234567", Fault.FORMAT),
        (Kind.TAIWAN_PERMIT, "12345678", None),
        (Kind.TAIWAN_PERMIT, "0123456701(B)", None),
        (Kind.TAIWAN_PERMIT, "1234567", Fault.FORMAT),
        (Kind.PASSPORT, "E12345678", None),
        (Kind.PASSPORT, "护照", Fault.FORMAT),
        (Kind.PASSPORT, "6.10729E+17", Fault.DAMAGED),
    ],
)
def test_number_is_checked_by_its_kind(kind, number, fault):
    assert documents.fault(kind, number) == fault
