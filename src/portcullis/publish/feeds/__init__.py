"""Feeds to follow and calendars to subscribe to (Atom, RFC 4287; iCalendar, RFC 5545)."""

from .calendar import Due, calendar, review_dates, write_calendars
from .write import write_feeds

__all__ = ["Due", "calendar", "review_dates", "write_calendars", "write_feeds"]
