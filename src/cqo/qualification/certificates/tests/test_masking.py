"""How names are shown to strangers: golden pairs."""

import pytest

from cqo.qualification.certificates.rules.masking import mask_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张*"),
        ("张三丰", "张*丰"),
        ("欧阳修", "欧阳*"),
        ("欧阳晓明", "欧阳*明"),
        ("歐陽曉明", "歐陽*明"),
        ("东方", "东*"),
        ("司马相如子", "司马**子"),
        ("买买提·艾力", "买**·*力"),
        ("买买提•艾力", "买**•*力"),
        ("阿不都热西提·阿不力克木", "阿*****·****木"),
        ("𠮷田", "𠮷*"),
        ("王𬭎", "王*"),
        ("䶮㛃𮧵", "䶮*𮧵"),
        ("葛\U000e0100明", "葛\U000e0100*"),
        ("葛\U000e0100小明", "葛\U000e0100*明"),
        ("\ue863某某", "\ue863*某"),
        ("张", "*"),
        ("", "*"),
        ("  ", "*"),
        ("J", "*"),
        ("John Smith", "J*** S****"),
        ("Jean-Luc Picard", "J***-L** P*****"),
    ],
)
def test_masked_as_agreed(name: str, shown: str):
    assert mask_name(name) == shown


@pytest.mark.parametrize("name", ["赵晓燕", "张三", "欧阳晓明", "买买提·艾力", "John Smith", "𠮷田"])
def test_a_masked_name_never_holds_the_name(name: str):
    assert name not in mask_name(name)
    assert "*" in mask_name(name)
