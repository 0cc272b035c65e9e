"""The Telegram channel."""

import os

# The library then gives every span of time as a timedelta, and warns nobody about it.
os.environ.setdefault("PTB_TIMEDELTA", "1")
