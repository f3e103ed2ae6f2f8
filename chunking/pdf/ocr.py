"""Recognises page images with tesseract, in this process, through the tesserocr wheel.

The wheel includes the engine; its language data is where distributions install it, or in TESSDATA_PREFIX. Pages are
recognised in parallel, so threads within a page would only compete: the fork server sets OMP_THREAD_LIMIT=1.
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

# Pixels per inch: from 200 on the words of contracts hardly get better, and 300 takes 40% longer.
RESOLUTION = 200
# A page of many metres would be gigabytes of pixels: at most so many on a side (A3 at 300 dpi is 4,961).
LONGEST_SIDE = 5000
# Tesseract loses lines from 2 degrees on; under a quarter of one nothing is gained by turning. Radians.
SKEW = 0.0044
# Upside down, recognition is 0.4 sure of itself; upright, 0.9.
UPSIDE_DOWN = 0.65
_DATA = (
    "usr/share/tesseract-ocr/*/tessdata",
    "usr/share/tessdata",
    "usr/local/share/tessdata",
    "opt/homebrew/share/tessdata",
)

Transform = NDArray[np.float64]  # 2 x 3: pixels of a turned picture to pixels of the page as it is shown


class Recognised(NamedTuple):
    """A page's text with a box in points for each character, and how sure the engine is of its words, from 0 to 1."""

    text: str
    boxes: NDArray[np.float32]
    confidence: float


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
    """Where the engine's data for all of these languages ("eng+deu") lies, or None where OCR is not installed."""
    named = os.environ.get("TESSDATA_PREFIX")
    folders = [Path(named)] if named else [path for place in _DATA for path in sorted(Path("/").glob(place))]
    for folder in folders:
        if all((folder / f"{language}.traineddata").exists() for language in languages.split("+")):
            return folder
    return None


class Recogniser:
    """Reads pages in the given languages. Raises RuntimeError where their data is not there."""

    def __init__(self, languages: str) -> None:
        folder = data_folder(languages)
        self._engine = tesserocr.PyTessBaseAPI(
            path=str(folder), lang=languages, oem=tesserocr.OEM.LSTM_ONLY, psm=tesserocr.PSM.AUTO
        )
        # What it says of noisy pages goes to the standard error: a file for it cannot be opened in the sandbox, and
        # the engine crashes where it cannot.
        self._engine.SetVariable("debug_file", "")
        self._picture: Image.Image | None = None

    def recognise(self, page: pdfium.PdfPage, place: Box | None = None) -> Recognised:
        """Turns the picture of the page, or of one place on it, upright and straight, reads it, and puts the boxes back
        where the words stand."""
        scale = min(RESOLUTION / 72, LONGEST_SIDE / max(*page.get_size(), 1.0))
        picture = page.render(scale=scale, grayscale=True).to_pil()
        if place is None:
            return self._recognise(picture, scale)
        cut = [round(side * scale) for side in place]
        found = self._recognise(picture.crop((cut[0], cut[1], cut[2], cut[3])), scale)
        solid = found.boxes[:, 2] > found.boxes[:, 0]
        found.boxes[solid] += np.array([place.x0, place.y0, place.x0, place.y0], dtype=np.float32)
        return found

    def _recognise(self, picture: Image.Image, scale: float) -> Recognised:
        turned, back = self._straighten(picture)
        read = self._read(turned, back, scale)
        if 0 < read.confidence < UPSIDE_DOWN:
            width, height = turned.size
            over = _after(back, np.array([[-1.0, 0.0, width], [0.0, -1.0, height]]))
            other = self._read(turned.transpose(Image.Transpose.ROTATE_180), over, scale)
            read = max(read, other, key=lambda result: result.confidence)
        return read

    def _look(self, picture: Image.Image) -> tuple[bool, float]:
        """Whether most of the lines run up or down the picture, and the angle in radians that they are skewed by."""
        self._set(picture)
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

    def _straighten(self, picture: Image.Image) -> tuple[Image.Image, Transform]:
        """The picture with its lines level, and the way back to the one that was given."""
        back = np.eye(2, 3)
        sideways, skew = self._look(picture)
        if sideways:
            back = np.array([[0.0, -1.0, picture.width], [1.0, 0.0, 0.0]])
            picture = picture.transpose(Image.Transpose.ROTATE_90)
            _, skew = self._look(picture)
        if abs(skew) > SKEW:
            turn = _rotation(-skew, picture.size)
            picture = picture.transform(
                picture.size, Image.Transform.AFFINE, turn.ravel().tolist(), Image.Resampling.BICUBIC, fillcolor=255
            )
            back = _after(back, turn)
        return picture, back

    def _set(self, picture: Image.Image) -> None:
        if picture is self._picture:  # the engine knows it, and how its lines lie, by now
            return
        self._picture = picture
        self._engine.SetImageBytes(picture.tobytes(), picture.width, picture.height, 1, picture.width)
        self._engine.SetSourceResolution(RESOLUTION)

    def _read(self, picture: Image.Image, back: Transform, scale: float) -> Recognised:
        self._set(picture)
        self._engine.Recognize()
        text: list[str] = []
        corners: list[tuple[float, float, float, float]] = []
        sure = weight = 0.0
        for line in _lines(self._engine.GetIterator()):
            for word in line.words:
                text.append(word.text + " ")
                corners += _character_boxes(word, line)
                sure += word.confidence * len(word.text)
                weight += len(word.text)
            text[-1] = text[-1][:-1] + "\r\n"
            corners.append((0.0, 0.0, 0.0, 0.0))
        return Recognised("".join(text), _place(corners, back, scale), sure / weight if weight else 0.0)


def _rotation(skew: float, size: tuple[int, int]) -> Transform:
    """Where each pixel of the levelled picture lies in the skewed one: about the middle, which stays."""
    cosine, sine = np.cos(skew), np.sin(skew)
    x, y = size[0] / 2, size[1] / 2
    return np.array([[cosine, sine, x - cosine * x - sine * y], [-sine, cosine, y + sine * x - cosine * y]])


def _after(outer: Transform, inner: Transform) -> Transform:
    """First ``inner``, then ``outer``."""
    square = np.vstack([inner, [0.0, 0.0, 1.0]])
    result: Transform = outer @ square
    return result


def _lines(words: tesserocr.PyResultIterator | None) -> Iterator[_Line]:
    """The engine's lines in its reading order, each with its words."""
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
    """The line that begins here, without words: as high as its letters can be, along the line that they stand on."""
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
    """A box a character, all as wide (the engine knows no better), and an empty one for the space after the word."""
    step = (word.right - word.left) / len(word.text)
    for number in range(len(word.text)):
        left = word.left + number * step
        rise = line.slope * (left - line.origin)
        yield left, line.top + rise, left + step, line.bottom + rise
    yield 0.0, 0.0, 0.0, 0.0


def _place(corners: list[tuple[float, float, float, float]], back: Transform, scale: float) -> NDArray[np.float32]:
    """Boxes on the turned picture (pixels) to boxes on the page as it is shown (points)."""
    boxes = np.array(corners, dtype=np.float64).reshape(-1, 4)
    points = boxes[:, [0, 1, 2, 1, 0, 3, 2, 3]].reshape(-1, 4, 2)
    placed = points @ back[:, :2].T + back[:, 2]
    shown = np.concatenate([placed.min(axis=1), placed.max(axis=1)], axis=1) / scale
    shown[boxes[:, 2] <= boxes[:, 0]] = 0.0
    return shown.astype(np.float32)
