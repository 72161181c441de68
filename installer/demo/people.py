# SPDX-License-Identifier: GPL-3.0-or-later
"""Who lives in the demo, and what they said this week. Plain data: no server, no network."""
import dataclasses
import datetime
import uuid
from xml.sax.saxutils import escape, quoteattr

SUPPORT, FIELD, CONTROL, PARTNERS = "Support desk", "Field crews", "Control room", "Partners"
GROUP, GROUP_TITLE, GROUP_SUBJECT = "north-crew", "North Crew", "Storm prep, Saturday"


@dataclasses.dataclass
class Person:
    name: str         # the local part of the address
    shown: str
    team: str
    show: str = ""    # RFC 6121, 4.7.2.1; "offline": not there
    status: str = ""
    idle: int = 0     # minutes, XEP-0319
    role: str = "member"


# The one whose window opens first, and the one in the second window.
MAIN = Person("mara", "Mara Lindqvist", CONTROL, role="admin")
SECOND = Person("tomas", "Tomas Berg", FIELD, "", "On site until 17:00")

OTHERS = [
    Person("sofia", "Sofia Marques", SUPPORT, "", "Phones and chat"),
    Person("daniel", "Daniel Okafor", SUPPORT, "chat", "Back from lunch"),
    Person("ingrid", "Ingrid Solheim", SUPPORT, "away", "Short break", 24),
    Person("leila", "Leila Haddad", SUPPORT, "dnd", "In the permit meeting"),
    Person("hana", "Hana Novak", FIELD, "", "East gates"),
    Person("owen", "Owen Achterberg", FIELD, "xa", "Driving, back at 14:30", 147),
    Person("ama", "Ama Boateng", FIELD, "away", "On call until 22:00", 25),
    Person("jonas", "Jonas Weiss", CONTROL, "", "Control desk until 22:00", role="owner"),
    Person("priya", "Priya Nair", CONTROL, "", "Shift lead", role="admin"),
    Person("yuki", "Yuki Tanaka", CONTROL, "offline"),
    Person("rui", "Rui Castro", CONTROL, "dnd", "On a call"),
    Person("elif", "Elif Demir", PARTNERS, "", "Kestrel Valves, service line"),
    Person("marek", "Marek Zielinski", PARTNERS, "away", "Delivery on Tuesday", 52),
    Person("chloe", "Chloe Dubois", PARTNERS, "offline"),
]
EVERYBODY = [MAIN, SECOND, *OTHERS]
GROUP_SPEAKER = next(person for person in OTHERS if person.name == "priya")

# Chats of two: {other: [(days ago, "HH:MM", who speaks first, [lines…])]}. A line that begins with "<" is the other's,
# one that begins with ">" is Mara's. Lines of one talk follow each other by a minute or two.
TALKS = {
    "tomas": [
        (6, "08:05", ["<Morning Mara. Starting with the culverts on Mill Road today.", ">Morning. The sheet from last autumn "
                      "is in the folder, names are the old ones.", "<Found it. Culvert 3 is half blocked, photos later."]),
        (6, "15:40", ["<All six done. 3 and 5 need the jet, the rest is fine.", ">Thanks. I'll put both on Monday's list."]),
        (4, "09:12", ["<Truck 2 has a warning light again.", ">Engine or brakes?", "<Brakes. I'd rather not take it up the "
                      "hill.", ">Take the spare, keys are with Sofia. I'll book the workshop.", "<Will do."]),
        (4, "13:58", [">Workshop can take truck 2 tomorrow at 7.", "<Perfect, I'll drop it off on my way in."]),
        (2, "10:20", ["<Do we have the new gasket size for PS4? DN150 or DN125?", ">DN150, both flanges.",
                      "<Good, then the box in the store is right."]),
        (1, "16:31", [">Can you be at Pump Station 4 by 13:00 tomorrow?", "<Yes. I'll go straight from the depot.",
                      ">Leila is waiting for the permit, might take until 15:00.", "<No problem, enough to look at."]),
        (0, "-75", ["<Morning. I'm at Pump Station 4 now, road is clear past the bridge.",
                    "<Inlet pressure reads 3.8 bar, which is lower than the sheet says.",
                    ">Is that before or after the strainer? The sheet uses the value after it.",
                    ">Here is the drawing with both taps marked: https://files.harbor.example/ps4/taps"]),
        (0, "-20", ["<Before. After the strainer it's 3.2, so the strainer is fine.", "<Gauge at the outlet, 2.41 m",
                    ">That's what I hoped. I'll update the sheet.", ">Can you stay until Leila's permit is through?"]),
    ],
    "leila": [
        (5, "11:02", ["<The permit office moved to the new building, in case you send somebody.", ">Good to know, thanks."]),
        (3, "09:30", [">Do they need the drawing of the east gates as well?", "<Only the plan with the two access roads.",
                      ">Sending it now.", "<Got it, thank you."]),
        (1, "14:45", ["<They asked for the insurance number again. Third time.", ">H-2291-07. Shall I call them?",
                      "<No, I'll be there tomorrow anyway."]),
        (0, "-33", ["<Meeting starts. I'll write when I have it.", ">Fingers crossed."]),
    ],
    "priya": [
        (6, "12:15", ["<Shift plan for the storm weekend is up, please check yours.", ">Looks fine. I can swap with Yuki if "
                      "that helps.", "<It would, actually. Saturday night?", ">Saturday night is fine."]),
        (3, "17:05", ["<Who has the key of the radio room?", ">Rui had it this morning.", "<Found it, thanks."]),
        (0, "-95", ["<Numbers for the report: 14 sites checked, 2 open.", ">Perfect, thank you"]),
    ],
    "owen": [
        (4, "07:50", ["<On my way to gate 3, the motor trips again.", ">After how long?", "<Ten seconds, every time.",
                      ">Close it by hand for now, please. Ama can look at the relay."]),
        (1, "11:20", ["<Spare relay arrived, I have it in the van.", ">Great. Can you bring it to the east gates?"]),
    ],
    "ama": [
        (4, "10:10", [">Gate 3 motor trips after ten seconds. Could it be the relay?", "<Sounds like it. Or the limit switch. "
                      "I'll measure both.", "<Relay. Contacts are burnt."]),
        (2, "15:25", ["<I'm on call this weekend, number as always.", ">Good. See you on Monday"]),
    ],
    "jonas": [
        (5, "06:10", ["<Quiet night. Level at gauge 7 was 2.12 m at six.", ">Thanks, sleep well."]),
        (2, "21:40", ["<Rain radar shows a front for Saturday evening.", ">How sure is that?", "<Two models agree.",
                      ">Then we prepare. I'll tell the crews tomorrow."]),
        (1, "22:05", ["<Handover is written, Hana has the details."]),
    ],
    "sofia": [
        (3, "08:40", ["<Three callers about low pressure in Harbour Street.", ">That's us, we flush the line until ten.",
                      "<Then I'll tell them ten thirty."]),
        (1, "09:15", ["<Harbour Street is happy again.", ">🎉"]),
    ],
    "rui": [
        (6, "16:20", [">Has Kestrel sent the quote?", "<Yes: Quote 2291, valid until the end of the month.", ">Price?",
                      "<Four percent above last year."]),
    ],
    "elif": [
        (2, "13:05", ["<The DN150 valves leave our warehouse on Monday.", ">Can the driver call before he comes? The gate is "
                      "locked.", "<I'll put it on the order."]),
    ],
    "hana": [
        (5, "18:30", ["<Handover notes are in.", ">Read them, thanks. Very clear."]),
        (0, "-50", ["<East gate 2 is closed, moving on to 3.", ">Bring the crank, the motor is still out.", "<Have it."]),
    ],
}

# Tomas's own chats, so that the second window is not empty.
SECOND_TALKS = {
    "owen": [
        (3, "12:02", ["<Can I have the spare truck on Friday?", ">Until three, then I need it.", "<Three is fine."]),
        (0, "-110", ["<Bridge is open again, left lane only.", ">Thanks, saves me the detour."]),
    ],
    "ama": [(2, "08:30", [">Do you have the torque wrench?", "<In my locker, second shelf."])],
}

GROUP_TALKS = [
    (5, "09:00", [("priya", "Good morning all. This group is for the storm weekend, please keep it short."),
                  ("jonas", "Gauge 7 is our reference, I post it here every two hours."), ("hana", "Here.")]),
    (3, "14:10", [("owen", "East gates need grease before Saturday."), ("tomas", "I have a bucket in truck 2."),
                  ("mara", "Truck 2 is in the workshop until tomorrow, take the one from the store.")]),
    (1, "17:20", [("jonas", "Level at gauge 7 is 2.20 m, rising slowly."), ("priya", "Then we go with plan B, as written."),
                  ("ama", "I check all cabinets at seven.")]),
    (0, "-45", [("jonas", "Rain radar moved the front to 18:00. We have about four hours before the inlet rises."),
                ("priya", "Splitting the list then. Owen and Hana take the east gates, Tomas stays at PS4."),
                ("priya", "Ama is on call for anything electrical until 22:00."),
                ("mara", "Good. I moved the tanker to 16:00 so it's out before that."),
                ("owen", "East gate 2 is closed. Gate 3 motor trips after ten seconds."),
                ("owen", "Closing it by hand for now.")]),
]

# What is said once the first window is signed in, and has not been read there: (who, to the group or to whoever sits there, what).
NEWS = [
    ("leila", MAIN.name, "The permit came through, sending it over in a minute."),
    ("hana", GROUP, "I'm two minutes away, I'll bring the crank."),
    ("priya", GROUP, "@Mara Lindqvist can you confirm that the crew has the new gate code?"),
]


def moments(days, clock, count, now):
    """`count` times a minute or two apart. `clock` is HH:MM, or minutes before now, which keeps today in the past."""
    if clock.startswith("-"):
        start = now + datetime.timedelta(minutes=int(clock))
    else:
        hours, minutes = map(int, clock.split(":"))
        start = (now - datetime.timedelta(days=days)).replace(hour=hours, minute=minutes, second=0)
    step = datetime.timedelta(seconds=70)
    return [start + index * step + datetime.timedelta(seconds=7 * index % 23) for index in range(count)]


def chat_stanza(sender, recipient, ident, body):
    return (f"<message from={quoteattr(sender + '/demo')} to={quoteattr(recipient)} type='chat' id={quoteattr(ident)}>"
            f"<body>{escape(body)}</body><origin-id xmlns='urn:xmpp:sid:0' id={quoteattr(ident)}/>"
            "<request xmlns='urn:xmpp:receipts'/><markable xmlns='urn:xmpp:chat-markers:0'/></message>")


def displayed_stanza(sender, recipient, of):
    return (f"<message from={quoteattr(sender + '/demo')} to={quoteattr(recipient)} type='chat' id={quoteattr(str(uuid.uuid4()))}>"
            f"<displayed xmlns='urn:xmpp:chat-markers:0' id={quoteattr(of)}/><store xmlns='urn:xmpp:hints'/></message>")


def fill(server, now=None):
    """Puts people, contacts, chats and the group into a Prosody that has not started yet. Returns {name: password}."""
    now = now or datetime.datetime.now().astimezone()
    passwords = {person.name: str(uuid.uuid4()) for person in EVERYBODY}
    for person in EVERYBODY:
        server.add_account(person.name, passwords[person.name])
        for other in EVERYBODY:
            if other is not person:
                server.set_contact(person.name, other.name, other.shown, [other.team])

    rows = {person.name: [] for person in EVERYBODY}
    for owner, talks in ((MAIN.name, TALKS), (SECOND.name, SECOND_TALKS)):
        for other, conversations in talks.items():
            for days, clock, lines in conversations:
                for moment, line in zip(moments(days, clock, len(lines), now), lines):
                    sender, recipient = (other, owner) if line[0] == "<" else (owner, other)
                    ident = str(uuid.uuid4())
                    rows[owner].append((moment.timestamp(), other, chat_stanza(
                        server.jid(sender), server.jid(recipient), ident, line[1:])))
                    rows[other].append((moment.timestamp(), owner, rows[owner][-1][2]))
                    # What was answered was seen.
                    seen = displayed_stanza(server.jid(recipient), server.jid(sender), ident)
                    rows[owner].append((moment.timestamp() + 5, other, seen))
                    rows[other].append((moment.timestamp() + 5, owner, seen))
    for name, entries in rows.items():
        entries.sort(key=lambda entry: entry[0])
        server.add_archive(name, [(when, server.jid(other), stanza) for when, other, stanza in entries])

    server.add_room(GROUP, GROUP_TITLE, "Field crews and control room", subject=GROUP_SUBJECT, members=[
        (person.name, person.role) for person in EVERYBODY if person.team in (FIELD, CONTROL)])
    room, lines = f"{GROUP}@{server.groups}", []
    shown = {person.name: person.shown for person in EVERYBODY}
    for days, clock, talk in GROUP_TALKS:
        for moment, (who, text) in zip(moments(days, clock, len(talk), now), talk):
            lines.append((moment.timestamp(), "message<groupchat",
                          f"<message from={quoteattr(room + '/' + shown[who])} type='groupchat' id='{uuid.uuid4()}'>"
                          f"<body>{escape(text)}</body><occupant-id xmlns='urn:xmpp:occupant-id:0' "
                          f"id={quoteattr(server.occupant_id(GROUP, who))}/></message>"))
    server.add_archive(GROUP, sorted(lines), room=True)
    return passwords
