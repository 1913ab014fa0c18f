"""Images: drawn anew from their pixels, so that nothing else of the file is kept."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

MOST_PIXELS = 40_000_000
"""What a large camera takes."""

_MODES = frozenset({"L", "RGB", "RGBA"})
_QUALITY = 90


def redrawn(content: bytes, image_format: str) -> bytes:
    """Return an image of that format with the same pixels, upright; ``ValueError`` for all else.

    Place, device and date of a photograph are gone, and whatever was hidden in the file.
    """
    try:
        with Image.open(io.BytesIO(content), formats=[image_format]) as image:
            _refuse_vast(image)
            return _written(_plain(ImageOps.exif_transpose(image)), image_format)
    except Exception as error:
        # Pillow raises whatever its parsers stumble on, down to AttributeError.
        raise ValueError("not an image") from error


def _refuse_vast(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise ValueError("the image has too many pixels")


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
