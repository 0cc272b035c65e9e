"""A person with a phone: has a PDF printed at 300 dpi and scans every QR code on it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import zxingcpp

from tests.fakes.programs import needs

DPI = 300
QR_CODE = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def scanned(pdf: Path) -> list[list[str]]:
    """What the QR codes of each page hold."""
    pages = []
    for picture in _pictures(pdf):
        found = zxingcpp.read_barcodes(picture, formats=QR_CODE)
        pages.append(sorted(one.text for one in found))
    return pages


def size(pdf: Path) -> tuple[int, int]:
    """Width and height of the first page in mm."""
    height, width = _pictures(pdf)[0].shape
    return round(width * 25.4 / DPI), round(height * 25.4 / DPI)


def _pictures(pdf: Path) -> list[np.ndarray[tuple[int, int], np.dtype[np.uint8]]]:
    program = needs("poppler-utils", "pdftoppm")
    subprocess.run(  # noqa: S603  # because the paths are the tests' own
        [program, "-r", str(DPI), "-gray", str(pdf), str(pdf.with_suffix(""))], check=True
    )
    return [_grey(path) for path in sorted(pdf.parent.glob(f"{pdf.stem}-*.pgm"))]


def _grey(path: Path) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """A picture in PGM: three lines of head, then a byte for each point."""
    _, measures, _, points = path.read_bytes().split(b"\n", 3)
    width, height = map(int, measures.split())
    return np.frombuffer(points, np.uint8).reshape(height, width)
