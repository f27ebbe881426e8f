"""The file behind a page: only through its case, with the case's scope, noted in the access log."""

from django.http import HttpRequest, HttpResponse

from jiuzhu.desks.papers.pages.found import page_of
from jiuzhu.desks.shared.access import READ, page
from jiuzhu.ground import files
from jiuzhu.ground.models import StoredFile
from jiuzhu.ground.refusals import NotFound

ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}


@page(desk="papers", duty="cases.may_see", methods={"GET": READ})
def picture(request: HttpRequest, number: str, paper: int) -> HttpResponse:
    """The page as it is read."""
    return _answer(page_of(request, number, paper).shown, f"{number}-{paper}")


@page(desk="papers", duty="cases.may_see", methods={"GET": READ})
def original(request: HttpRequest, number: str, paper: int) -> HttpResponse:
    """The upload as it came."""
    return _answer(page_of(request, number, paper).original, f"{number}-{paper}-original")


def _answer(row: StoredFile, title: str) -> HttpResponse:
    try:
        data = files.read(row)
    except OSError:
        raise NotFound("这个文件在存储里找不到。请联系系统管理员从备份恢复。") from None
    response = HttpResponse(data, content_type=row.kind)  # nosniff comes with every answer
    response["Content-Disposition"] = f'inline; filename="{title}.{ENDINGS.get(row.kind, "bin")}"'
    return response
