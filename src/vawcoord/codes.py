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
    # AGE: agendas of meetings to come
    Code(
        "AGE001",
        _ERROR,
        marked("An agenda without the survivors' item"),
        marked("Survivors and the community have a place in every meeting. The item may be moved; it is never left out."),
        ("L2.1.3",),
    ),
    Code(
        "AGE002",
        _WARNING,
        marked("Items that take longer than the meeting"),
        marked("What comes last is dropped then, and that is seldom what the agenda's makers would have dropped."),
        ("L2.2.6",),
    ),
    Code(
        "AGE003",
        _WARNING,
        marked("The agenda of a meeting that does not take place"),
        marked("What agencies asked for would be lost with it."),
        ("L2.2.6",),
    ),
    Code(
        "AGE004",
        _ERROR,
        marked("Two items with one id"),
        marked("Minutes, quorum and actions point at items by their ids; nobody could tell which of the two is meant."),
    ),
    Code(
        "AGE005",
        _WARNING,
        marked("An answer that does not count"),
        marked("The chair would reckon with a quorum that is not there."),
        ("L2.2.3",),
    ),
    Code(
        "AGE006",
        _WARNING,
        marked("Notice and agenda are due"),
        marked("Agencies need the days that the committee agreed on to prepare and to send somebody who can decide."),
        ("L2.2.6",),
    ),
    Code(
        "AGE007",
        _NOTE,
        marked("The notice went out late"),
        marked("Whoever did not come may say that the decisions were made without them."),
        ("L2.2.6",),
    ),
    # MTG: minutes, decisions and actions
    Code(
        "MTG001",
        _ERROR,
        marked("A line of minutes that cannot be read"),
        marked("What looks like a decision or an action and is not read as one is lost: nobody is held to it."),
        ("L2.2.8",),
    ),
    Code(
        "MTG002",
        _ERROR,
        marked("An action for an agency that is no member"),
        marked("Nobody answers for it; an agency that is not at the table has not agreed to it."),
        ("L2.1.5",),
    ),
    Code(
        "MTG003",
        _ERROR,
        marked("An action without a day on which it can be done"),
        marked("Without a day, or with one before the meeting, it is never late and never reminded of."),
        ("L2.1.5",),
    ),
    Code(
        "MTG004",
        _WARNING,
        marked("A roster that is not ticked"),
        marked("Without it nobody can tell whether the meeting had a quorum; memories fade within days."),
    ),
    Code(
        "MTG005",
        _WARNING,
        marked("A proposal that waits to be confirmed"),
        marked("It was made without a quorum. Whoever acts on it acts without the committee."),
        ("L2.2.7",),
    ),
    Code(
        "MTG006",
        _WARNING,
        marked("Minutes that wait too long for approval"),
        marked(
            "A later meeting was held and did not approve them; the longer ago it is, the less anybody can say whether they are right."
        ),
    ),
    Code(
        "MTG007",
        _ERROR,
        marked("Approved minutes were changed"),
        marked("A meeting has approved another text. Corrections are decided by a later meeting, and stand beside the text."),
    ),
    Code(
        "MTG008",
        _ERROR,
        marked("A number that stands twice in minutes"),
        marked("Decisions and actions are pointed at by their numbers; with two of them nobody knows which is meant."),
    ),
    Code(
        "MTG009",
        _WARNING,
        marked("Somebody in a roster who did not speak for the agency"),
        marked("Whether the agency was represented, and its vote counts, hangs on it."),
        ("L2.2.3",),
    ),
    Code(
        "MTG010",
        _WARNING,
        marked("An agency absent three times in a row"),
        marked(
            "Domain practice: after three absences without an apology the committee asks, and if need be asks for another representative."
        ),
        ("L2.2.3",),
    ),
    Code(
        "MTG011",
        _ERROR,
        marked("An agenda item that the minutes do not have"),
        marked("Who was there at which item, and so the quorum, cannot be told."),
    ),
    Code(
        "MTG012",
        _WARNING,
        marked("Minutes of a cancelled meeting"),
        marked("Calendars say that it did not take place; one of the two is wrong."),
    ),
    Code(
        "MTG013",
        _ERROR,
        marked("A name of a survivor-led organisation in a roster"),
        marked("Who speaks for survivors stands in no paper by name: a seat is enough, and harms nobody."),
    ),
    Code(
        "MTG014",
        _ERROR,
        marked("More votes than agencies"),
        marked("An agency has one vote and an observer none; a vote that does not add up does not hold."),
        ("L2.2.7",),
    ),
    Code(
        "MTG015",
        _WARNING,
        marked("A decision that its votes do not carry"),
        marked("By the committee's own rule it was not decided."),
        ("L2.2.7",),
    ),
    Code(
        "MTG016",
        _WARNING,
        marked("A meeting taken up again that need not be"),
        marked("Only a meeting without a quorum is taken up again; the rule may ask less of such a meeting."),
    ),
    Code(
        "MTG017",
        _ERROR,
        marked("Minutes in the folder of another meeting"),
        marked("Everything that points at the meeting's decisions would point at the wrong ones."),
    ),
    # STD: the standard: who vouches, who sees it differently, what is set aside
    Code(
        "STD001",
        _ERROR,
        marked("An item that the standard does not have"),
        marked("Nobody finds what was meant; the entry has no effect."),
    ),
    Code(
        "STD002",
        _ERROR,
        marked("An attestation without evidence"),
        marked("Whoever vouches says on what; a bare word counts for nothing and the item stays where it was."),
    ),
    Code(
        "STD003",
        _WARNING,
        marked("An attestation that has run out"),
        marked("It counts no longer, because practice changes; somebody has to look again."),
    ),
    Code(
        "STD004",
        _ERROR,
        marked("An attestation by whoever keeps the record"),
        marked("Nobody vouches for her own papers: the secretary's agency never does."),
    ),
    Code(
        "STD005",
        _ERROR,
        marked("An item about survivors vouched for by somebody else"),
        marked(
            "Whether survivors are safe and have a part, only a survivor-led or survivor-support member can say, by seat; an "
            "authority cannot say it for them."
        ),
        ("L2.3.1", "L2.3.2"),
    ),
    Code(
        "STD006",
        _ERROR,
        marked("An attestation by no member, or from no seat of it"),
        marked("Only a named member vouches, from a seat that it has; the attestation does not count."),
    ),
    Code(
        "STD007",
        _WARNING,
        marked("An attestation that rests on the member's own records alone"),
        marked("Somebody else has to see the record too; the attestation does not count."),
    ),
    Code(
        "STD008",
        _ERROR,
        marked("An item that cannot be set aside"),
        marked("The safety or the rights of women and girls depend on it; it counts as before."),
    ),
    Code(
        "STD009",
        _WARNING,
        marked("A set-aside that has run out"),
        marked("The item counts again, and nobody may have noticed."),
    ),
    Code(
        "STD010",
        _ERROR,
        marked("A standard that is not there or cannot be read"),
        marked("Without it nobody can say how far the committee meets what it answers to."),
    ),
    # REG: what stands in registers
    Code(
        "REG001",
        _WARNING,
        marked("A register entry whose day is not that of its name"),
        marked("Entries are found and counted by their day; two days for one entry make it late or valid at the wrong time."),
    ),
    Code(
        "REG002",
        _WARNING,
        marked("A day before that of the entry"),
        marked("Nothing can be answered, closed or run out before it was entered; one of the two days is a slip of the pen."),
    ),
    Code(
        "REG003",
        _WARNING,
        marked("Something in a register is late"),
        marked("What was promised with a day and not done is what people remember of a committee."),
        ("L2.2.8",),
    ),
    Code(
        "REG004",
        _WARNING,
        marked("No independent address for complaints"),
        marked(
            "Nobody complains about the chair to the chair: one of two addresses lies outside the agencies of chair and secretary."
        ),
        ("L2.2.8",),
    ),
    Code(
        "REG005",
        _NOTE,
        marked("A complaint whose days do not fit its stage"),
        marked("How long complaints take can only be told when each step has its day."),
        ("L2.2.8",),
    ),
    Code(
        "REG006",
        _WARNING,
        marked("A consultation that was not made safe"),
        marked("To be asked can put a woman in danger; the risk is weighed first, and everybody can leave without a reason."),
        ("L2.1.3", "N3.1.3", "N4.1.6"),
    ),
    Code(
        "REG007",
        _ERROR,
        marked("Published figures that count killings"),
        marked("A killing is a known event: any number about it points to the family."),
        ("N3.3.7",),
    ),
    # SVC: providers of services
    Code(
        "SVC001",
        _ERROR,
        marked("A service that the package does not have"),
        marked("The map of services counts by the list of the package; what is not on it is offered by nobody."),
        ("L2.4.1",),
    ),
    Code(
        "SVC002",
        _WARNING,
        marked("A provider that nobody looked at for twelve months"),
        marked("Hours, telephones and costs change, and she would stand before a closed door."),
        ("L2.4.1",),
    ),
    Code(
        "SVC003",
        _ERROR,
        marked("A secret place that is not marked so"),
        marked("The member keeps its place secret; a file without the mark would print it in the directory."),
        ("L2.3.1",),
    ),
    Code(
        "SVC004",
        _WARNING,
        marked("A provider that nobody can reach"),
        marked("Its place is secret and nothing says where to ask, so nobody can be sent there."),
        ("L2.4.3",),
    ),
    Code(
        "SVC005",
        _ERROR,
        marked("An address that gives a secret place away"),
        marked("Whoever reads where the one is knows where the other is."),
        ("L2.3.1",),
    ),
    Code(
        "SVC006",
        _WARNING,
        marked("A part of the area that is not known"),
        marked("The map shows from where nothing can be reached; a slip of the pen hides it."),
        ("L2.3.3",),
    ),
    Code(
        "SVC007",
        _WARNING,
        marked("A service of an agency that left"),
        marked("Nobody at the table answers any more for what stands here."),
        ("L2.4.1",),
    ),
    # IND: the indicators, and figures of agencies
    Code(
        "IND001",
        _ERROR,
        marked("A figure that cannot be computed"),
        marked("The indicator stays without a value."),
    ),
    Code(
        "IND002",
        _NOTE,
        marked("An indicator without a start"),
        marked("Without the value at the start nobody can tell what changed."),
        ("L2.6.4",),
    ),
    Code(
        "IND003",
        _WARNING,
        marked("A count of people that can be misread"),
        marked(
            "More reports are not failure, and a figure that does not say which forms of violence it covers is read as all of them."
        ),
        ("L2.6.2",),
    ),
    Code(
        "IND004",
        _ERROR,
        marked("An indicator that counts killings"),
        marked("A killing is a known event: any number about it points to the family."),
        ("N3.3.7",),
    ),
    Code(
        "IND005",
        _ERROR,
        marked("A figure for an indicator or part that is not there"),
        marked("The figure is counted nowhere."),
        ("L2.6.5",),
    ),
    Code(
        "IND006",
        _ERROR,
        marked("A figure that stands twice"),
        marked("Nobody can tell which one is right, and sums count both."),
        ("L2.6.5",),
    ),
    Code(
        "IND007",
        _WARNING,
        marked("A figure that cannot be right"),
        marked("A total that is not the sum of its parts, or more than a hundred in a hundred: somebody counted otherwise."),
        ("L2.6.5",),
    ),
    Code(
        "IND008",
        _WARNING,
        marked("A typed figure where one is computed"),
        marked("What follows from the committee's own papers is computed, so that nobody can make it look better."),
        ("L2.6.5",),
    ),
    Code(
        "IND009",
        _WARNING,
        marked("Figures of an agency that does not return them"),
        marked("Nobody agreed that this agency counts this; the file may bear the wrong name."),
        ("L2.6.5",),
    ),
    Code(
        "IND010",
        _WARNING,
        marked("Figures for a period that does not fit"),
        marked("They are compared with periods of another length, or with one that is not over."),
        ("L2.6.5",),
    ),
    Code(
        "IND011",
        _NOTE,
        marked("Figures that are late"),
        marked("Agencies agreed to return them by a day; without them the sum cannot be told."),
        ("L2.6.5",),
    ),
    # RPT: reports and what was published
    Code(
        "RPT001",
        _WARNING,
        marked("A report to the oversight body that is due"),
        marked("The body can only help with what it knows; thirty days after the end of its time is a local choice."),
        ("L2.6.9",),
    ),
    Code(
        "RPT002",
        _ERROR,
        marked("Published figures that were changed"),
        marked("New figures are tested against what people have seen; with another file the test proves nothing."),
        ("N3.3.7",),
    ),
    Code(
        "RPT003",
        _WARNING,
        marked("Published figures without an entry"),
        marked("Nobody can tell whether they went out, when and in which report."),
        ("N3.3.7",),
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
