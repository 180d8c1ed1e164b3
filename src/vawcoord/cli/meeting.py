"""`meeting`: the schedule and the calendars."""

from vawcoord.cli.app import Group
from vawcoord.cli.calendar import calendar
from vawcoord.cli.schedule import cancel, list_, move, schedule
from vawcoord.language import _

meeting = Group("meeting", help=_("The meetings: schedule, moved and cancelled dates, calendars."))
for one in (schedule, list_, move, cancel, calendar):
    meeting.add_command(one)
