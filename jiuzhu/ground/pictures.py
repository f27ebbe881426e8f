"""A photographed page as it is read: upright, turned, cropped, small enough for a page, without the camera's data."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from jiuzhu.ground.refusals import BadInput

LONGEST_SIDE = 2200  # pixels: A4 at about 190 dpi, small print stays readable
FULL = 1000  # a crop is given in per mille of each side
QUARTERS = {
    90: Image.Transpose.ROTATE_270,  # Pillow turns against the clock
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
BROKEN = (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError)


@dataclass(frozen=True, slots=True)
class Crop:
    """The part that is shown, in per mille of the upright, turned picture."""

    left: int = 0
    top: int = 0
    right: int = FULL
    bottom: int = FULL

    def turned(self) -> "Crop":
        """The same part after a quarter turn to the right."""
        return Crop(FULL - self.bottom, self.left, FULL - self.top, self.right)


def readable(data: bytes, turn: int = 0, crop: Crop | None = None) -> bytes:
    """A JPEG for the eye. `turn`: degrees to the right, in quarters. A picture that can't be read whole is refused."""
    crop = crop or Crop()
    try:
        with Image.open(BytesIO(data)) as picture:
            if crop == Crop():
                picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # JPEG only: decoded at a half, a quarter …
            upright = ImageOps.exif_transpose(picture)
            turned = upright.transpose(QUARTERS[turn]) if turn else upright
            return _as_jpeg(turned.crop(_box(turned.size, crop)))
    except BROKEN:
        raise BadInput("图片不完整或者已经损坏，请重新拍照或扫描。") from None


def _box(size: tuple[int, int], crop: Crop) -> tuple[int, int, int, int]:
    width, height = size
    left, top = width * crop.left // FULL, height * crop.top // FULL
    right, bottom = width * crop.right // FULL, height * crop.bottom // FULL
    return left, top, max(right, left + 1), max(bottom, top + 1)


def _as_jpeg(picture: Image.Image) -> bytes:
    if picture.has_transparency_data:
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture.convert("RGBA"))
    plain = picture.convert("RGB")
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = BytesIO()
    plain.save(out, "JPEG", quality=82, exif=b"", icc_profile=None)
    return out.getvalue()
