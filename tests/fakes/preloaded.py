"""Makes what reminder replicas share, before they fork, so that one starts in no time."""

from tests.fakes.reminder_replica import dialogue

dialogue()
