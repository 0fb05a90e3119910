"""Feeds to follow and calendars to subscribe to (Atom, RFC 4287; iCalendar, RFC 5545)."""

from .atom import feed_xml
from .calendar import Due, calendar, calendars, review_dates, write_calendars
from .write import feed_makers, write_feeds

__all__ = ["Due", "calendar", "calendars", "feed_makers", "feed_xml", "review_dates", "write_calendars", "write_feeds"]
