"""`python -m bot` is the same as `ouderbot`."""

from bot.cli import main

main()
