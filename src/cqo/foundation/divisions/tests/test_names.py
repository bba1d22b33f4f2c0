import pytest

from cqo.foundation.divisions.rules import names


@pytest.mark.parametrize(
    ("written", "looked_up"),
    [
        ("城固县", "城固县"),
        (" 城 固　县 ", "城固县"),
        ("陕西省/汉中市/城固县", "陕西省汉中市城固县"),
        ("汉中市-城固县", "汉中市城固县"),
        ("城固县（610722）", "城固县"),
        ("６１０７２２", "610722"),
        ("汉中经济技术开发区管理委员会", "汉中经济技术开发区"),
        ("　", ""),
    ],
)
def test_a_name_is_tidied_before_it_is_looked_up(written, looked_up):
    assert names.tidy(written) == looked_up


@pytest.mark.parametrize(
    ("full", "shorts"),
    [
        ("城固县", ("城固",)),
        ("汉台区", ("汉台",)),
        ("汉中市", ("汉中",)),
        ("陕西省", ("陕西",)),
        ("内蒙古自治区", ("内蒙古",)),
        ("广西壮族自治区", ("广西",)),
        ("新疆维吾尔自治区", ("新疆",)),
        ("香港特别行政区", ("香港",)),
        ("恩施土家族苗族自治州", ("恩施州", "恩施")),
        ("伊犁哈萨克自治州", ("伊犁州", "伊犁")),
        ("双江拉祜族佤族布朗族傣族自治县", ("双江县", "双江")),
        ("积石山保安族东乡族撒拉族自治县", ("积石山县", "积石山")),
        ("东乡族自治县", ("东乡县", "东乡")),
        ("鄂温克族自治旗", ("鄂温克旗", "鄂温克")),
        ("隆林各族自治县", ("隆林县", "隆林")),
        ("神农架林区", ("神农架",)),
        ("勉县", ()),
        ("郊区", ()),
        ("市辖区", ()),
        ("县", ()),
    ],
)
def test_short_names_follow_from_the_full_name(full, shorts):
    assert names.short_names(full) == shorts


@pytest.mark.parametrize(
    ("zone", "called"),
    [
        ("汉中经济技术开发区", ("经济技术开发区", "经济开发区", "经开区", "开发区")),
        ("汉中市经济开发区", ("经济开发区", "经开区", "开发区")),
        ("汉中高新技术产业开发区", ("高新技术产业开发区", "高新技术开发区", "高新技术产业园区", "高新区")),
        ("汉中航空经济开发区", ("航空经济开发区", "航空经开区", "航空开发区")),
        ("汉中综合保税区", ("综合保税区",)),
    ],
)
def test_a_zone_is_called_by_its_kind(zone, called):
    assert names.zone_names(zone, city_names=("汉中市", "汉中")) == called
