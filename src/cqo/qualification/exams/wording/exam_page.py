"""Sentences of the exam page that hold moments or are handed to its script."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from cqo.qualification.exams.rules.timing import Facts


def clock(seconds: float) -> str:
    """A rest of time as 1:29:59, below an hour as 48:16."""
    whole = int(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes:02d}:{whole % 60:02d}"


def rule_of_the_end(facts: Facts, at: datetime) -> str:
    """The rule by which the attempt ends, in one sentence; for an attempt that runs with its moment."""
    if facts.ends_at is not None:
        end = timezone.localtime(facts.ends_at).strftime("%H:%M:%S")
        return _("您的考试到 %(end)s 结束（服务器时间），到时自动交卷。") % {"end": end}
    given = {
        "minutes": facts.minutes + facts.extra_minutes,
        "close": _close(facts),
        "extra": facts.extra_minutes,
    }
    if facts.extra_minutes:
        return (
            _(
                "从开始起计 %(minutes)s 分钟（已含另加的 %(extra)s 分钟），但不超过全场结束时间 %(close)s 之后 %(extra)s 分钟，以先到者为准；到时自动交卷。"
            )
            % given
        )
    return _("从开始起计 %(minutes)s 分钟，但不超过全场结束时间 %(close)s，以先到者为准；到时自动交卷。") % given


def _close(facts: Facts) -> str:
    """The close of the sitting; with its day where that is not the day of the opening."""
    opens, closes = timezone.localtime(facts.opens_at), timezone.localtime(facts.closes_at)
    return closes.strftime("%H:%M" if opens.date() == closes.date() else "%Y-%m-%d %H:%M")


def of_the_exam() -> dict[str, str]:
    """What the script of the exam page says; {n} and {list} are filled in there."""
    return {
        "saved": _("已保存"),
        "saving": _("正在保存…"),
        "unsaved": _("未保存"),
        "unsaved_count": _("{n} 题未保存"),
        "offline": _("网络中断，有 {n} 题还没有存到服务器。答案已暂存在本机，正在反复重试；请不要清除浏览器数据，可以继续答题。"),
        "busy": _("服务器繁忙，有 {n} 题还没有存到服务器，正在重试。答案已暂存在本机。"),
        "storage": _("本机无法暂存答案：请在显示“已保存”之前不要关闭本页。"),
        "signed_out": _("登录已失效，有 {n} 题还没有存到服务器。请在新窗口重新登录，登录后回到本页会自动补交。"),
        "sign_in": _("重新登录"),
        "refused": _("服务器没有接受这份答案。请刷新页面。"),
        "other_device": _("另一台设备刚刚修改了第 {list} 题，本页已更新为最新答案。"),
        "extended": _("考试时间有变动，剩余时间已按服务器更新。"),
        "over": _("考试时间已到（服务器时间 {at}），系统自动交卷。"),
        "handed_in": _("这份答卷已经交卷，不能再修改。"),
        "called_off": _("本场考试已取消。"),
        "not_started": _("考试没有开始。请刷新页面。"),
        "lost": _("以下题目最后的修改在结束前没有送达服务器，未计入答卷：第 {list} 题。"),
        "wait_for_saves": _("还有 {n} 题没有存到服务器，存好后再交卷。"),
        "answered": _("已答"),
        "unanswered": _("未答"),
        "flagged": _("已标记"),
        "minutes_left": _("还剩 {n} 分钟。"),
        "separator": _("、"),
    }
