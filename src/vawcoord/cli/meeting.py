"""`meeting`: the schedule, agendas, minutes, decisions, calendars."""

from vawcoord.cli.agenda import agenda, answer, brief, item
from vawcoord.cli.app import Group
from vawcoord.cli.calendar import calendar
from vawcoord.cli.issue import issue_minutes
from vawcoord.cli.minutes import approve, attendance, correct, decide, decisions, minutes
from vawcoord.cli.receive import comment_command
from vawcoord.cli.schedule import cancel, list_, move, schedule
from vawcoord.cli.take import reply_command, take_command
from vawcoord.language import _

meeting = Group("meeting", help=_("The meetings: schedule, agenda, minutes, decisions, calendars."))
for one in (
    schedule,
    list_,
    move,
    cancel,
    agenda,
    item,
    answer,
    brief,
    minutes,
    issue_minutes,
    comment_command("meeting"),
    take_command("meeting"),
    reply_command("meeting"),
    decide,
    approve,
    correct,
    decisions,
    attendance,
    calendar,
):
    meeting.add_command(one)
