from __future__ import annotations

import io

import numpy as np
from PIL import Image

from chunking.pdf.render import GREYS, LONGEST_SIDE, PIXELS_PER_POINT, OpenPictures


def render_pages(data: bytes, max_pages: int) -> list[bytes]:
    pictures = OpenPictures(data, max_pages)
    return [picture for index in range(pictures.pages) for picture in pictures.page_bytes(index)]


def opened(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture))


def test_every_page_is_a_png_at_the_scale_of_the_screen(draw):
    pictures = [opened(picture) for picture in render_pages(draw([(72, 72, "One")], [(72, 72, "Two")]), 10)]
    assert [picture.format for picture in pictures] == ["PNG", "PNG"]
    for picture in pictures:
        assert abs(picture.width - 612 * PIXELS_PER_POINT) <= 1 and abs(picture.height - 792 * PIXELS_PER_POINT) <= 1
        assert len(picture.getcolors() or []) <= GREYS


def test_the_ink_is_where_the_words_are(draw):
    (picture,) = render_pages(draw([(100, 200, "Indemnity")]), 10)
    dark = np.argwhere(np.asarray(opened(picture).convert("L")) < 128) / PIXELS_PER_POINT
    assert abs(dark[:, 1].min() - 100) < 3 and abs(dark[:, 0].max() - 202) < 4


def test_pages_over_the_limit_are_not_rendered(draw):
    assert len(render_pages(draw(*[[(72, 72, "x")]] * 4), 2)) == 2


def test_a_page_of_many_metres_is_rendered_small(draw):
    (picture,) = render_pages(draw([(72, 72, "x")], size=(400.0, 14000.0)), 10)
    assert max(opened(picture).size) <= LONGEST_SIDE + 1
