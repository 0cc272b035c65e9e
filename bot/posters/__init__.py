"""Printable sheets: a question in the parent's own language and a QR code that opens its card."""

from bot.posters.address import Address, address
from bot.posters.fonts import without_font
from bot.posters.page import Format, Page, page, page_of_languages
from bot.posters.poster import Brand, Poster, PosterError, PosterMaker
from bot.posters.printing import PrintingError, print_pdf

__all__ = [
    "Address",
    "Brand",
    "Format",
    "Page",
    "Poster",
    "PosterError",
    "PosterMaker",
    "PrintingError",
    "address",
    "page",
    "page_of_languages",
    "print_pdf",
    "without_font",
]
