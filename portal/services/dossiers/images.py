"""Images: drawn anew from their pixels, so that nothing else of the file is kept."""

from __future__ import annotations

import io
import struct

from PIL import Image, ImageOps

MOST_PIXELS = 40_000_000
"""What a large camera takes."""

_MODES = frozenset({"L", "RGB", "RGBA"})
_QUALITY = 90
_UNREADABLE = (
    OSError,
    SyntaxError,
    EOFError,
    OverflowError,
    TypeError,
    struct.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
"""What Pillow raises for what is no sound image."""


def redrawn(content: bytes, image_format: str) -> bytes:
    """Return an image of that format with the same pixels, upright; ``ValueError`` for all else.

    Place, device and date of a photograph are gone, and whatever was hidden in the file.
    """
    try:
        with Image.open(io.BytesIO(content), formats=[image_format]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise ValueError("the image has too many pixels")
            return _written(_plain(ImageOps.exif_transpose(image)), image_format)
    except _UNREADABLE as error:
        raise ValueError("not an image") from error


def _plain(image: Image.Image) -> Image.Image:
    """Return the pixels alone, in a mode that every format has."""
    if image.mode not in _MODES or "transparency" in image.info:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.info = {}
    return image


def _written(image: Image.Image, image_format: str) -> bytes:
    if image_format == "JPEG" and image.mode == "RGBA":
        image = image.convert("RGB")
    out = io.BytesIO()
    image.save(out, image_format, quality=_QUALITY)
    return out.getvalue()
