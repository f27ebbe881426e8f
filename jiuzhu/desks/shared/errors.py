"""Pages for what went wrong: Chinese, what to do, and a number to quote. They need neither database nor session."""

import logging
import sys

from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from jiuzhu.ground.logs import request_id

log = logging.getLogger(__name__)
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
DATABASE_GONE = (OperationalError, InterfaceError)

# status: (title, what to do)
SENTENCES = {
    400: ("提交的内容不能用", "请返回上一页检查填写的内容，再提交一次。什么都没有保存。"),
    403: ("您不能办这件事", "这件事由别的岗位办理，或者您要换一个岗位登录。"),
    404: ("没有这个页面", "地址可能写错了，或者您要看的不属于您所在的街道（乡镇）。请从待办或搜索进入。"),
    405: ("这个地址不能这样用", "请从页面上的按钮或链接进入，不要直接输入地址。"),
    409: ("现在不能这样办", "这件事刚被别人办过，或者还缺前面的步骤。请刷新页面看最新情况。"),
    413: ("提交的内容太大", "请减少附件或把照片压缩后再提交。什么都没有保存。"),
    429: ("试得太频繁", "请过 15 分钟再试。急用请找本单位管理员。"),
    500: ("系统出错了", "不是您的问题，刚才的操作没有保存。请过一会儿再试；还不行，请把下面的编号告诉管理员。"),
    503: ("系统暂时不能用", "数据库没有应答，刚才的操作没有保存。请过一两分钟再试；还不行，请把下面的编号告诉管理员。"),
}


def page(status: int, sentence: str = "", *, title: str = "") -> HttpResponse:
    """The page of a status; `sentence` replaces the general advice by the reason of this very refusal."""
    heading, advice = SENTENCES.get(status, SENTENCES[500 if status >= 500 else 400])
    body = render_to_string(
        "shared/error.html",
        {
            "status": status,
            "title": title or heading,
            "sentence": sentence or advice,
            "number": request_id.get(),
            "again": status >= 500,
        },
    )
    return ours(HttpResponse(body, status=status))


def ours(response: HttpResponse) -> HttpResponse:
    """Mark an answer as made by this house, so that `plain_errors` leaves it as it is."""
    response.made_here = True  # type: ignore[attr-defined]
    return response


def page_like(response: HttpResponse) -> HttpResponse:
    """Our page instead of the framework's bare answer, with the headers and cookies that answer carried."""
    instead = page(response.status_code)
    if "Allow" in response:
        instead["Allow"] = response["Allow"]
    instead.cookies = response.cookies
    return instead


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400: unusable requests, and those that are too large."""
    return page(413 if isinstance(exception, TOO_MUCH) else 400)


def forbidden(request: HttpRequest, exception: PermissionDenied | None = None) -> HttpResponse:
    """handler403."""
    return page(403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler404."""
    return page(404)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: a fault of ours, or a database that is gone (503). The trace goes to the log, never to the page."""
    return page(503 if isinstance(sys.exc_info()[1], DATABASE_GONE) else 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from an outdated page, or from elsewhere."""
    log.info("form refused: no valid token")
    return page(
        403,
        "这个页面打开得太久，或者浏览器不收 Cookie。请按“后退”回到那一页，刷新后再提交。什么都没有保存。",
        title="页面已过期",
    )
