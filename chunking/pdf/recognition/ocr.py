"""Recognizes page images with tesseract, in this process, through the tesserocr wheel.

The wheel includes the engine; its language data is where distributions install it, or in TESSDATA_PREFIX. Pages are
recognized in parallel, so threads within a page would only compete: the fork server sets OMP_THREAD_LIMIT=1.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pypdfium2 as pdfium
import tesserocr
from numpy.typing import NDArray
from PIL import Image

from chunking.document import Box

# Pixels per inch. More than 200 hardly improves the words of contracts, and 300 takes 40% longer.
RESOLUTION = 200
# The most pixels on a side, because a page of many metres would take gigabytes (A3 at 300 dpi has 4,961).
LONGEST_SIDE = 5000
# In radians. Tesseract loses lines that are skewed by 2 degrees; under a quarter of a degree, deskewing gains nothing.
SKEW = 0.0044
# A page is tried upside down if its confidence is lower: upside-down pages have about 0.4, upright ones 0.9.
UPSIDE_DOWN = 0.65
_DATA = (
    "usr/share/tesseract-ocr/*/tessdata",
    "usr/share/tessdata",
    "usr/local/share/tessdata",
    "opt/homebrew/share/tessdata",
)

Transform = NDArray[np.float64]  # 2 x 3: from pixels of the rotated image to pixels of the page as shown


class Recognized(NamedTuple):
    """A page's text with a box in points for each character, and the engine's mean confidence, from 0 to 1.

    ``sure`` has the confidence in each character's word."""

    text: str
    boxes: NDArray[np.float32]
    confidence: float
    sure: NDArray[np.float32]


class _Word(NamedTuple):
    text: str
    left: float
    right: float
    confidence: float


class _Line(NamedTuple):
    words: list[_Word]
    top: float
    bottom: float
    slope: float
    origin: float


@cache
def data_folder(languages: str) -> Path | None:
    """The folder with the engine's data for all of these languages ("eng+deu"), or None if it is not installed."""
    named = os.environ.get("TESSDATA_PREFIX")
    folders = [Path(named)] if named else [path for place in _DATA for path in sorted(Path("/").glob(place))]
    for folder in folders:
        if all((folder / f"{language}.traineddata").exists() for language in languages.split("+")):
            return folder
    return None


class Recognizer:
    """Reads pages in the given languages. Raises RuntimeError if their data is not installed."""

    def __init__(self, languages: str) -> None:
        folder = data_folder(languages)
        self._engine = tesserocr.PyTessBaseAPI(
            path=str(folder), lang=languages, oem=tesserocr.OEM.LSTM_ONLY, psm=tesserocr.PSM.AUTO
        )
        # Sends the engine's messages about noisy pages to standard error. It cannot open a log file in the sandbox,
        # and would crash.
        self._engine.SetVariable("debug_file", "")
        self._image: Image.Image | None = None

    def recognize(self, page: pdfium.PdfPage, area: Box | None = None) -> Recognized:
        """Renders the page or an area of it, turns the image upright, deskews and reads it. The boxes are positions on
        the page as shown."""
        scale, image = _rendered(page, RESOLUTION)
        if area is None:
            return self._recognize(image, scale)
        cut = [round(side * scale) for side in area]
        found = self._recognize(image.crop((cut[0], cut[1], cut[2], cut[3])), scale)
        solid = found.boxes[:, 2] > found.boxes[:, 0]
        found.boxes[solid] += np.array([area.x0, area.y0, area.x0, area.y0], dtype=np.float32)
        return found

    def recognize_lines(self, page: pdfium.PdfPage, lines: NDArray[np.float32], resolution: int) -> Recognized:
        """Reads only the lines in these boxes (n, 4), which takes a fraction of the time of the whole page."""
        scale, image = _rendered(page, resolution)
        only = Image.new(image.mode, image.size, 255)
        for box in np.rint(lines * scale).astype(int).clip(0, LONGEST_SIDE).tolist():
            only.paste(image.crop(box), box[:2])
        return self._recognize(only, scale)

    def _recognize(self, image: Image.Image, scale: float) -> Recognized:
        straight, back = self._straighten(image)
        read = self._read(straight, back, scale)
        if 0 < read.confidence < UPSIDE_DOWN:
            width, height = straight.size
            upside_down = _after(back, np.array([[-1.0, 0.0, width], [0.0, -1.0, height]]))
            other = self._read(straight.transpose(Image.Transpose.ROTATE_180), upside_down, scale)
            read = max(read, other, key=lambda result: result.confidence)
        return read

    def _orientation(self, image: Image.Image) -> tuple[bool, float]:
        """Whether most of the lines run up or down the image, and their skew in radians."""
        self._set(image)
        blocks = self._engine.AnalyseLayout()
        across = down = skew = 0.0
        while blocks:
            box = blocks.BoundingBox(tesserocr.RIL.BLOCK)
            orientation = blocks.Orientation()
            area = (box[2] - box[0]) * (box[3] - box[1]) if box else 0
            if orientation[1] == tesserocr.WritingDirection.TOP_TO_BOTTOM:
                down += area
            else:
                across += area
            skew = orientation[3]
            if not blocks.Next(tesserocr.RIL.BLOCK):
                break
        return down > across, skew

    def _straighten(self, image: Image.Image) -> tuple[Image.Image, Transform]:
        """The image with its lines level, and the transform from it back to the original."""
        back = np.eye(2, 3)
        sideways, skew = self._orientation(image)
        if sideways:
            back = np.array([[0.0, -1.0, image.width], [1.0, 0.0, 0.0]])
            image = image.transpose(Image.Transpose.ROTATE_90)
            _, skew = self._orientation(image)
        if abs(skew) > SKEW:
            turn = _rotation(-skew, image.size)
            image = image.transform(
                image.size, Image.Transform.AFFINE, turn.ravel().tolist(), Image.Resampling.BICUBIC, fillcolor=255
            )
            back = _after(back, turn)
        return image, back

    def _set(self, image: Image.Image) -> None:
        if image is self._image:  # the engine has it already, with its layout
            return
        self._image = image
        self._engine.SetImageBytes(image.tobytes(), image.width, image.height, 1, image.width)
        self._engine.SetSourceResolution(RESOLUTION)

    def _read(self, image: Image.Image, back: Transform, scale: float) -> Recognized:
        self._set(image)
        self._engine.Recognize()
        text: list[str] = []
        corners: list[tuple[float, float, float, float]] = []
        confidence: list[float] = []
        for line in _lines(self._engine.GetIterator()):
            for word in line.words:
                text.append(word.text + " ")
                corners += _character_boxes(word, line)
                confidence += [*([word.confidence] * len(word.text)), 0.0]
            text[-1] = text[-1][:-1] + "\r\n"
            corners.append((0.0, 0.0, 0.0, 0.0))
            confidence.append(0.0)
        sure, boxes = np.array(confidence, dtype=np.float32), _on_page(corners, back, scale)
        letters = boxes[:, 2] > boxes[:, 0]
        return Recognized("".join(text), boxes, float(sure[letters].mean()) if letters.any() else 0.0, sure)


def _rendered(page: pdfium.PdfPage, resolution: int) -> tuple[float, Image.Image]:
    """The page as an image of this many pixels per inch (fewer if it is huge), and its pixels per point."""
    scale = min(resolution / 72, LONGEST_SIDE / max(*page.get_size(), 1.0))
    return scale, page.render(scale=scale, grayscale=True).to_pil()


def _rotation(skew: float, size: tuple[int, int]) -> Transform:
    """The transform from the deskewed image to the skewed one: a rotation about the center."""
    cosine, sine = np.cos(skew), np.sin(skew)
    x, y = size[0] / 2, size[1] / 2
    return np.array([[cosine, sine, x - cosine * x - sine * y], [-sine, cosine, y + sine * x - cosine * y]])


def _after(outer: Transform, inner: Transform) -> Transform:
    """The transform that applies ``inner``, then ``outer``."""
    square = np.vstack([inner, [0.0, 0.0, 1.0]])
    result: Transform = outer @ square
    return result


def _lines(words: tesserocr.PyResultIterator | None) -> Iterator[_Line]:
    """The engine's lines with their words, in its reading order."""
    while words and not words.Empty(tesserocr.RIL.WORD):
        if words.IsAtBeginningOf(tesserocr.RIL.TEXTLINE):
            line = _line(words)
        text = (words.GetUTF8Text(tesserocr.RIL.WORD) or "").strip()
        box = words.BoundingBox(tesserocr.RIL.WORD)
        if text and box:
            confidence = words.Confidence(tesserocr.RIL.WORD) / 100
            line.words.append(_Word(text, box[0], box[2], confidence))
        last = words.IsAtFinalElement(tesserocr.RIL.TEXTLINE, tesserocr.RIL.WORD)
        more = words.Next(tesserocr.RIL.WORD)
        if (last or not more) and line.words:
            yield line
        if not more:
            return


def _line(words: tesserocr.PyResultIterator) -> _Line:
    """The line that begins here, still without words: its baseline, and the height that its letters can have."""
    row = words.RowAttributes()
    baseline = words.Baseline(tesserocr.RIL.TEXTLINE)
    box = words.BoundingBox(tesserocr.RIL.TEXTLINE)
    if baseline is None:
        return _Line([], box[1], box[3], 0.0, 0.0)
    (x0, y0), (x1, y1) = baseline
    slope = (y1 - y0) / (x1 - x0) if x1 > x0 else 0.0
    below = abs(row["descenders"])
    above = row["row_height"] - below
    return _Line([], y0 - above, y0 + below, slope, x0)


def _character_boxes(word: _Word, line: _Line) -> Iterator[tuple[float, float, float, float]]:
    """A box for each character and an empty one for the space after the word. The engine gives only the word's box, so
    all characters have the same width."""
    step = (word.right - word.left) / len(word.text)
    for number in range(len(word.text)):
        left = word.left + number * step
        rise = line.slope * (left - line.origin)
        yield left, line.top + rise, left + step, line.bottom + rise
    yield 0.0, 0.0, 0.0, 0.0


def _on_page(corners: list[tuple[float, float, float, float]], back: Transform, scale: float) -> NDArray[np.float32]:
    """Converts boxes on the straightened image (pixels) to boxes on the page as shown (points)."""
    boxes = np.array(corners, dtype=np.float64).reshape(-1, 4)
    points = boxes[:, [0, 1, 2, 1, 0, 3, 2, 3]].reshape(-1, 4, 2)
    placed = points @ back[:, :2].T + back[:, 2]
    shown = np.concatenate([placed.min(axis=1), placed.max(axis=1)], axis=1) / scale
    shown[boxes[:, 2] <= boxes[:, 0]] = 0.0
    return shown.astype(np.float32)
