"""The catalogue of findings: one tuple, by family. A code is never used again for another thing."""

from vawcoord.finding import Code, Finding, Severity
from vawcoord.language import marked
from vawcoord.where import Where

_ERROR: Severity = "error"
_WARNING: Severity = "warning"
_NOTE: Severity = "note"

# fmt: off - one entry reads best as a heading with its reason below it
CODES: tuple[Code, ...] = (
    # FOL: the folder and its files
    Code(
        "FOL001",
        _ERROR,
        marked("A file cannot be read"),
        marked("What cannot be read is left out of everything the tool makes, so somebody must look at it."),
    ),
    Code(
        "FOL002",
        _ERROR,
        marked("A file is not plain UTF-8 text"),
        marked("Text in another encoding loses letters on its way into Word; the tool does not guess."),
    ),
    Code(
        "FOL003",
        _ERROR,
        marked("A file is not valid TOML"),
        marked("The record in the file is left out until the mistake is mended."),
    ),
    Code(
        "FOL004",
        _ERROR,
        marked("An unfinished merge"),
        marked("Two people changed the same lines. Until one version is chosen, neither can be trusted."),
    ),
    Code(
        "FOL005",
        _ERROR,
        marked("A key has a value that it cannot have"),
        marked("The value is left out, so documents and lists would be wrong without anybody noticing."),
    ),
    Code(
        "FOL006",
        _WARNING,
        marked("A key that is not known"),
        marked("Most unknown keys are slips of the pen; what they say is nowhere used."),
    ),
    Code(
        "FOL007",
        _ERROR,
        marked("A key that must be there is missing"),
        marked("The record cannot be used without it and is left out."),
    ),
    Code(
        "FOL008",
        _ERROR,
        marked("A file name that is no id"),
        marked("Ids are file names on every system: lower-case letters a to z, digits, single hyphens, at most 48 characters."),
    ),
    Code(
        "FOL009",
        _WARNING,
        marked("A symbolic link"),
        marked("Links could lead to files that are none of the committee's; they are not followed."),
    ),
    Code(
        "FOL010",
        _ERROR,
        marked("A reference to a record that is not there"),
        marked("Documents and lists built from it would be incomplete."),
    ),
    Code(
        "FOL011",
        _WARNING,
        marked("Invisible or misleading characters in a name"),
        marked(
            "Characters that change the reading direction, or letters of two scripts in one word, can make one name look "
            "like another."
        ),
    ),
    Code(
        "FOL012",
        _WARNING,
        marked("A file where none belongs"),
        marked("The tool does not read it, so what it says has no effect."),
    ),
    Code(
        "FOL013",
        _ERROR,
        marked("A scan that is not there"),
        marked("The record names a scan under attachments/ as its proof, and the file is missing."),
    ),
    Code(
        "FOL014",
        _WARNING,
        marked("Two states for one item on one date"),
        marked("Entries are read by date, then by their place in the file: the later one counts, perhaps by accident."),
    ),
    Code(
        "FOL015",
        _WARNING,
        marked("A date that cannot be right"),
        marked("An end before its beginning makes every list built from it wrong."),
    ),
    # COM: the committee itself
    Code(
        "COM001",
        _WARNING,
        marked("An office that nobody holds"),
        marked("Without a chair and a secretary nobody can call a meeting or sign its minutes."),
        ("L2.2.5",),
    ),
    Code(
        "COM002",
        _ERROR,
        marked("A term of office that has passed"),
        marked("Decisions signed by an officer whose term has ended can be contested."),
        ("L2.2.5",),
    ),
    Code(
        "COM003",
        _NOTE,
        marked("A term of office that ends soon"),
        marked("An election needs notice; sixty days leave room for it."),
        ("L2.2.5",),
    ),
    Code(
        "COM004",
        _ERROR,
        marked("An officer who represents no member"),
        marked("Officers are representatives of member agencies; this one is not in any agency's file."),
        ("L2.2.5",),
    ),
    Code(
        "COM005",
        _WARNING,
        marked("A critical sector without an active member"),
        marked(
            "Module 5 names victims/survivors and their representatives, social services, health, legal aid, police, "
            "prosecutors and judges as critical parties (its footnote 8)."
        ),
        ("L2.2.2", "N3.1.10"),
    ),
    Code(
        "COM006",
        _ERROR,
        marked("A quorum that asks for a sector nobody is in"),
        marked("With this rule no meeting can ever decide."),
        ("L2.2.7",),
    ),
    Code(
        "COM007",
        _ERROR,
        marked("A time zone that is not known"),
        marked("Calendars need the name of a zone, such as Africa/Nairobi."),
    ),
    Code(
        "COM008",
        _WARNING,
        marked("Mission or vision is missing"),
        marked("Module 5 asks for a mission and vision on a common understanding of violence against women."),
        ("L2.2.1",),
    ),
    Code(
        "COM009",
        _WARNING,
        marked("Something still to be completed"),
        marked("The mark [to be completed: …] stands for what nobody knew yet."),
    ),
    # MEM: member agencies and their people
    Code(
        "MEM001",
        _WARNING,
        marked("A representative without authority to decide"),
        marked(
            "Module 5 requires that agency representatives have decision making authority for their agencies; a letter shows it."
        ),
        ("L2.2.3",),
    ),
    Code(
        "MEM002",
        _WARNING,
        marked("An authority that has run out"),
        marked("A vote given without authority can be contested."),
        ("L2.2.3",),
    ),
    Code(
        "MEM003",
        _NOTE,
        marked("An authority that runs out soon"),
        marked("A new letter takes weeks; sixty days leave room for it."),
        ("L2.2.3",),
    ),
    Code(
        "MEM004",
        _WARNING,
        marked("An agency without a lead representative"),
        marked("Nobody can be asked, and nobody can vote for the agency."),
        ("L2.2.4",),
    ),
    Code(
        "MEM005",
        _NOTE,
        marked("An agency without an alternate"),
        marked("When the representative is away, the agency is absent."),
        ("L2.2.4",),
    ),
    Code(
        "MEM006",
        _WARNING,
        marked("An agency without a signatory"),
        marked("Agreements need to know who may bind the agency."),
        ("L2.2.3",),
    ),
    Code(
        "MEM007",
        _ERROR,
        marked("An address where none may stand"),
        marked("The location is confidential: an address in the folder travels with every copy of it. It can cost a life."),
    ),
    Code(
        "MEM008",
        _ERROR,
        marked("A seat that names a person"),
        marked("A seat stands in place of a name and a post, so that a survivor who takes part cannot be found."),
    ),
    Code(
        "MEM009",
        _WARNING,
        marked("A survivor-led agency's representative by name"),
        marked("For survivor-led organisations the safer default is a seat; a name should stand only when she asked for it."),
        ("N3.1.3", "N4.1.6"),
    ),
    Code(
        "MEM010",
        _WARNING,
        marked("An agency without responsibilities"),
        marked("Module 5 asks to define roles and responsibilities; documents print a mark to be completed."),
        ("L2.2.4",),
    ),
    Code(
        "MEM011",
        _WARNING,
        marked("An agency that left without a decision or reason"),
        marked("Who left, how and by which decision is what a successor and a court ask first."),
        ("L2.2.2",),
    ),
    Code(
        "MEM012",
        _WARNING,
        marked("A confidentiality undertaking is missing"),
        marked("Everybody who attends signs one; Module 5 asks for group rules such as confidentiality."),
        ("L2.2.10",),
    ),
    Code(
        "MEM013",
        _WARNING,
        marked("A confidentiality undertaking has run out"),
        marked("An undertaking is renewed after its date."),
        ("L2.2.10",),
    ),
    Code("MEM014", _ERROR, marked("A representative without name or seat"), marked("Lists and documents would print nothing.")),
    Code(
        "MEM015",
        _ERROR,
        marked("Two people with one id"),
        marked("Attendance, offices and actions could not tell them apart."),
    ),
    # DOC: agreements, MOUs, SOPs
    Code(
        "DOC001",
        _ERROR,
        marked("A document without front matter"),
        marked("The lines between two +++ say who is party and from when it is in force; without them it cannot be signed."),
    ),
    Code(
        "DOC002",
        _ERROR,
        marked("A clause id that stands twice"),
        marked("References, reservations and returned copies could not tell the two clauses apart."),
    ),
    Code(
        "DOC003",
        _ERROR,
        marked("A clause id that is no id"),
        marked("Ids hold lower-case letters a to z, digits and single hyphens, at most 48 characters."),
    ),
    Code(
        "DOC004",
        _ERROR,
        marked("A required clause is missing"),
        marked("The template says that this clause may not be left out."),
    ),
    Code("DOC005", _ERROR, marked("A required clause is empty"), marked("A heading without a text binds nobody.")),
    Code("DOC006", _ERROR, marked("A party that is no member"), marked("Parties are named by the id of a member agency.")),
    Code(
        "DOC007",
        _WARNING,
        marked("A review that is past its date"),
        marked("Module 5 asks for a review process with time frames; the agreement itself names the day."),
        ("L2.2.9",),
    ),
    Code(
        "DOC008",
        _WARNING,
        marked("Signatures for an earlier version"),
        marked("The text was changed after it was signed. Those signatures do not count for the text as it stands."),
    ),
    Code(
        "DOC009",
        _WARNING,
        marked("Something still to be completed"),
        marked("A text with such marks cannot be issued or signed."),
    ),
    Code(
        "DOC010",
        _ERROR,
        marked("A reference to a clause that is not there"),
        marked("The printed text would point nowhere."),
    ),
    Code(
        "DOC011",
        _WARNING,
        marked("An item that the standard does not have"),
        marked("Clauses name the items of Module 5 that they answer, such as L2.2.3."),
    ),
    Code(
        "DOC012",
        _WARNING,
        marked("A template that is not there"),
        marked("Without its template, required clauses cannot be checked and updates cannot come in."),
    ),
    Code(
        "DOC013",
        _ERROR,
        marked("A reservation that fits nothing"),
        marked("A reservation names a party and a clause of its document."),
    ),
    Code(
        "DOC014",
        _WARNING,
        marked("A party without a signature block"),
        marked("The printed agreement has no place for this party to sign."),
    ),
    Code(
        "DOC015",
        _ERROR,
        marked("A signature of somebody who is no party"),
        marked("The log holds a signature for an agency that the text does not bind."),
    ),
    Code(
        "DOC016",
        _WARNING,
        marked("An agreement past its end"),
        marked("It binds nobody any more; practice goes on without a basis."),
    ),
    Code(
        "DOC017",
        _ERROR,
        marked("A text as signed that is missing or changed"),
        marked("What was signed is kept under issued/ and must stay as it was; it is the proof."),
    ),
    Code(
        "DOC018",
        _WARNING,
        marked("A party that is no active member"),
        marked("An agency that left, or never joined, still stands among the parties."),
    ),
    Code(
        "DOC019",
        _NOTE,
        marked("A signature without a scan"),
        marked("The signature is stated, not shown: nobody can see the signed page in the folder."),
    ),
    Code(
        "DOC020",
        _NOTE,
        marked("A picture or raw HTML in a text"),
        marked("Both are printed as plain characters; documents hold text and tables."),
    ),
    Code(
        "DOC022",
        _NOTE,
        marked("A review that comes soon"),
        marked("Reviews need a meeting; sixty days leave room for it."),
        ("L2.2.9",),
    ),
    Code("DOC023", _NOTE, marked("A newer template"), marked("The template has moved on since the document was made.")),
    # LAN: texts in several languages
    Code(
        "LAN001",
        _ERROR,
        marked("A clause that a translation lacks"),
        marked("People who sign the two texts would not agree to the same thing."),
        ("N6.3.3",),
    ),
    Code(
        "LAN002",
        _WARNING,
        marked("A clause that only a translation has"),
        marked("People who sign the two texts would not agree to the same thing."),
        ("N6.3.3",),
    ),
    Code(
        "LAN003",
        _WARNING,
        marked("A translation older than its text"),
        marked("The text was changed after it was translated."),
        ("N6.3.3",),
    ),
    Code(
        "LAN004",
        _WARNING,
        marked("A language that is signed but not there"),
        marked("The document says that this language is authentic, and there is no text in it."),
        ("N6.3.3",),
    ),
    Code(
        "LAN005",
        _WARNING,
        marked("A translation that does not say what it translates"),
        marked("Without the key `of` nobody can tell whether it is still true to the text."),
        ("N6.3.3",),
    ),
    # CAL: the schedule of meetings
    Code(
        "CAL001",
        _ERROR,
        marked("A series without a meeting"),
        marked("Everybody believes that there is a next meeting, and there is none."),
        ("L2.2.6",),
    ),
    Code(
        "CAL002",
        _WARNING,
        marked("A meeting in an hour that the clock skips"),
        marked("The clock is put forward over this time: nobody can come at it, and calendars show different hours."),
    ),
    Code(
        "CAL003",
        _NOTE,
        marked("A meeting in an hour that the clock shows twice"),
        marked("The clock is put back over this time: half of the members may come an hour late."),
    ),
    Code(
        "CAL004",
        _WARNING,
        marked("A meeting on a day without meetings"),
        marked("The day is a closure or on the weekend; the agencies that matter most may be closed."),
    ),
    Code(
        "CAL005",
        _WARNING,
        marked("A series on the weekend"),
        marked("All its meetings fall on a day that the committee keeps free."),
    ),
    Code(
        "CAL006",
        _ERROR,
        marked("A meeting moved or cancelled that is none"),
        marked("The change reaches nobody: the meeting that was meant still stands in all calendars."),
    ),
    Code(
        "CAL007",
        _ERROR,
        marked("A meeting or series twice in the schedule"),
        marked("Two entries with one id contradict each other, and only one of them counts."),
    ),
    Code(
        "CAL008",
        _ERROR,
        marked("An extra meeting of no series"),
        marked("An extra meeting takes its kind, its invitations and its id from its series; without one it is left out."),
    ),
    Code(
        "CAL009",
        _ERROR,
        marked("A rule edited after a meeting was held"),
        marked("Past meetings change their days in all calendars. A rule gets an end, and a new series begins."),
    ),
    Code(
        "CAL010",
        _WARNING,
        marked("A title that tells what a meeting is about"),
        marked("Titles stand on telephones and shared screens; a violent partner may read them."),
    ),
    Code(
        "CAL011",
        _ERROR,
        marked("A meeting that ends before it begins"),
        marked("Calendars refuse such a meeting, or show it at another time."),
    ),
    Code(
        "CAL012",
        _ERROR,
        marked("A series in an unknown time zone"),
        marked("No calendar can be made of it: the hour of its meetings cannot be told."),
    ),
    Code(
        "CAL013",
        _WARNING,
        marked("Two meetings at one time"),
        marked("Agencies that belong to both can come to one only."),
    ),
    # PLN: the action plan and its journal
    Code(
        "PLN001",
        _ERROR,
        marked("An activity that stands twice"),
        marked("The journal, the minutes and other activities could not tell the two apart. Numbers are never used again."),
        ("L2.1.5",),
    ),
    Code(
        "PLN002",
        _WARNING,
        marked("An adopted plan changed without a word in the journal"),
        marked(
            "Since the plan was adopted, days, agencies and dropping change by a line with its reason: the past stays readable."
        ),
        ("L2.1.5",),
    ),
    Code(
        "PLN003",
        _WARNING,
        marked("An activity that came after the plan was adopted and does not say so"),
        marked("Nobody could tell afterwards what the committee adopted and what came later."),
        ("L2.1.5",),
    ),
    Code(
        "PLN004",
        _ERROR,
        marked("An adopted plan's text that is missing or changed"),
        marked("What was adopted is kept under issued/ and must stay as it was; it is the proof."),
    ),
    Code(
        "PLN005",
        _NOTE,
        marked("A plan that has moved on since it was adopted"),
        marked("Titles, goals, indicators or resources say something else than what the committee adopted."),
        ("L2.1.5",),
    ),
    Code(
        "PLN006",
        _ERROR,
        marked("Activities that wait for one another"),
        marked("Each waits for the next, and the last for the first: none could ever begin."),
    ),
    Code(
        "PLN007",
        _WARNING,
        marked("A step outside its activity"),
        marked("A step lies between the first day of its activity and the day it is due; outside, it is missed without notice."),
    ),
    Code(
        "PLN008",
        _WARNING,
        marked("An activity without an agency or a day"),
        marked("Module 5 asks for activities with timelines and agency responsibilities: what nobody answers for stays undone."),
        ("L2.1.5",),
    ),
    Code(
        "PLN009",
        _NOTE,
        marked("Activities without an indicator"),
        marked("Module 5 asks for indicators with each activity: without one nobody can say whether it worked."),
        ("L2.1.5",),
    ),
    Code(
        "PLN010",
        _NOTE,
        marked("Activities without resources"),
        marked(
            "Module 5 asks for the resources of each activity and where they could come from; nothing needed is an answer too."
        ),
        ("L2.1.5", "L2.1.6"),
    ),
    Code(
        "PLN011",
        _NOTE,
        marked("Activities without a need"),
        marked("Module 5 asks for a plan that answers local needs and gaps; the register of needs says which."),
        ("L2.1.2",),
    ),
    Code(
        "PLN012",
        _NOTE,
        marked("A need without an activity"),
        marked("It was written down that this is missing, and the plan holds nothing that brings it."),
        ("L2.1.2",),
    ),
    Code(
        "PLN013",
        _NOTE,
        marked("Open activities of a plan that was replaced"),
        marked("They count as superseded and nobody decided so; some may go on in the new plan, with their history."),
    ),
    Code(
        "PLN014",
        _WARNING,
        marked("An activity led by an agency that is no member"),
        marked("The agency left or has not joined: nobody answers for what it was to do."),
        ("L2.1.5",),
    ),
    Code(
        "PLN015",
        _WARNING,
        marked("A line of the journal without its reason"),
        marked(
            "Another day, another agency, dropping, or a colour set by hand says why: the committee had decided something else."
        ),
    ),
    Code(
        "PLN016",
        _ERROR,
        marked("Two new days or agencies on one day"),
        marked("Nobody could tell which of the two lines holds."),
    ),
    Code(
        "PLN017",
        _ERROR,
        marked("A goal of another plan"),
        marked("The activity stands under no goal of its own plan, and is listed apart."),
    ),
    Code(
        "PLN018",
        _WARNING,
        marked("A line of the journal from before the plan"),
        marked("Nothing can have happened to an activity before its plan began; the day is a slip of the pen."),
    ),
)
# fmt: on

_BY_CODE = {one.code: one for one in CODES}


def code(name: str) -> Code | None:
    """Return what the catalogue says about a code, or None."""
    return _BY_CODE.get(name)


def finding(name: str, where: Where, message: str, mend: str = "") -> Finding:
    """Return a finding of a code of the catalogue, with the severity and the items that stand there."""
    one = _BY_CODE[name]
    return Finding(name, one.severity, where, message, mend, one.guideline)
