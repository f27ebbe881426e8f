"""How much one form may bring: looked at before the first byte is kept, so that nobody fills the disk."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from jiuzhu.ground import files
from jiuzhu.ground.refusals import BadInput


class Bounded(FileUploadHandler):
    """Stands before the handlers that keep; lets every chunk through and counts. Too much is answered with 413."""

    _received = 0

    def handle_raw_input(
        self, input_data: Any, meta: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        """The announced length first."""
        self._refuse_beyond(content_length)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Then what really comes."""
        self._received += len(raw_data)
        self._refuse_beyond(self._received)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Nothing is kept here."""

    def _refuse_beyond(self, size: int) -> None:
        if size > settings.UPLOAD_MAX_BYTES:
            raise RequestDataTooBig("a form with its files is larger than UPLOAD_MAX_BYTES")


def whole(upload: Any, field: str = "") -> bytes:
    """An upload's bytes; one that is too large is not read into memory."""
    if upload.size > files.MAX_BYTES:
        raise BadInput(
            f"文件有 {upload.size / 1e6:.1f} MB，最大 {files.MAX_BYTES / 1e6:.0f} MB。请压缩或重新拍照。", field=field
        )
    upload.seek(0)
    data: bytes = upload.read()
    return data
