#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups in the real window, by keys alone: made, found, people asked in, talked in with somebody in another window, somebody
sent away and banned, settings changed, and left.

    groups_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import re

from window_case import SCREENSHOTS, WindowCase, run_tests
from desktop import wait_for  # after window_case, which says where it is


class GroupsTest(WindowCase):
    group_modules = ("muc_moderation",)

    def test_a_group_is_made_talked_in_and_left(self):
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        mara.place(0, 0, 1300, 820)
        tomas = self.start("tomas")
        self.sign_in(tomas, "tomas")
        tomas.place(100, 60, 1300, 820)

        # A channel, since anybody may come in by its address.
        mara.key("ctrl+shift+n")
        self.wait_focus(mara, "edit", "Group name")
        mara.type("Field crew")
        mara.key("Tab")
        mara.key("Down")
        wait_for("the choice", lambda: mara.find("radio", "Public channel").has_state("CHECKED"))
        self.shot("group-new-light")
        mara.key("Return")
        mara.find("edit", "Message Field crew", 30)
        mara.find("item", re.compile("^Field crew"))

        tomas.key("ctrl+shift+j")
        self.wait_focus(tomas, "edit", "Group address")
        tomas.type(f"field-crew@groups.{self.facts['domain']}")
        tomas.key("Return")
        tomas.find("edit", "Message Field crew", 30)
        wait_for("both to be there", lambda: tomas.has("label", re.compile("2 here$")), 30)

        # What is said has its name; our own is sent when the group showed it to us.
        mara.activate()
        mara.type("Who takes the east gate?")
        mara.key("Return")
        self.wait_message(mara, "^You, Who takes the east gate.*Sent")
        self.wait_message(tomas, "^mara, Who takes the east gate")
        for text in ("I do.", "Until 14:00."):
            tomas.activate()
            tomas.type(text)
            tomas.key("Return")
            self.wait_message(mara, f"^tomas, {re.escape(text)}")
        self.shot("group-talk-light")

        # One message is taken away for everybody, by the owner, with a reason.
        mara.activate()
        self.choose_message(mara, "^tomas, Until 14:00")
        self.desktop.run(["xdotool", "key", "--delay", "120", "shift+F10", "Up", "Return"])
        self.wait_focus(mara, "edit", "Reason")
        mara.type("Wrong time")
        self.shot("group-moderate-light")
        self.walk_to(mara, "button", "Remove message")
        self.desktop.run(["xdotool", "key", "space"])
        mara.wait_gone("edit", "Reason")
        for each in (mara, tomas):
            wait_for("it to be gone", lambda: not each.find_all("item", re.compile("Until 14:00")), 30)
        self.wait_message(tomas, "^You, I do")

        # And all the rest of that person, by a tick in the same question.
        self.choose_message(mara, "^tomas, I do")
        self.desktop.run(["xdotool", "key", "--delay", "120", "shift+F10", "Up", "Return"])
        self.wait_focus(mara, "edit", "Reason")
        self.walk_to(mara, "check", re.compile("^Remove all other messages of .?tomas"))
        self.desktop.run(["xdotool", "key", "space"])
        self.shot("group-moderate-all-light")
        self.walk_to(mara, "button", "Remove message")
        self.desktop.run(["xdotool", "key", "space"])
        mara.wait_gone("edit", "Reason")
        for each in (mara, tomas):
            wait_for("them to be gone", lambda: not each.find_all("item", re.compile("I do")), 30)
        self.wait_message(mara, "^You, Who takes the east gate")

        # Who is there, beside the messages.
        mara.activate()
        mara.key("alt+Return")
        mara.find("item", re.compile("^mara, Owner, Available.*, you$"))
        mara.find("item", re.compile("^tomas, Available"))
        self.wait_focus(mara, "edit", "Find a member")
        self.shot("group-members-light")
        self.choose_theme(mara, "Dark")
        mara.activate()
        self.assert_dark(self.shot("group-members-dark"))
        self.walk_to(mara, "edit", "Find a member")
        mara.key("Escape")
        mara.wait_gone("edit", "Find a member")

        # Left for good, after a question: it says so, and the other one is alone.
        self.reach(mara, "button", "More actions for this chat")
        self.desktop.run(["xdotool", "key", "space"])
        self.desktop.run(["xdotool", "key", "--delay", "80", "Up", "Return"])  # the last
        mara.find("button", "Leave group")
        self.reach_in_dialog(mara, "Leave group")
        self.desktop.run(["xdotool", "key", "space"])
        mara.find("any", re.compile("^Group: You are not in this group"), 30)
        self.shot("group-left-dark")
        tomas.activate()
        wait_for("one to be left", lambda: tomas.has("label", re.compile("(^| )1 here$")), 30)

    def test_people_are_asked_in_and_sent_away(self):
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        mara.place(0, 0, 1300, 820)
        tomas = self.start("tomas")
        self.sign_in(tomas, "tomas")
        tomas.place(100, 60, 1300, 820)

        # A private group, and somebody asked into it from beside its members.
        mara.key("ctrl+shift+n")
        self.wait_focus(mara, "edit", "Group name")
        mara.type("East gate")
        mara.key("Return")
        mara.find("edit", "Message East gate", 30)
        mara.key("alt+Return")
        self.wait_focus(mara, "edit", "Find a member")
        self.walk_to(mara, "button", "Add people", "shift+Tab")
        self.desktop.run(["xdotool", "key", "space"])
        self.wait_focus(mara, "edit", "Find a contact")
        mara.type("guest")
        mara.find("label", re.compile("^No contact is called so"))
        self.shot("group-invite-nobody-light")
        mara.type("@elsewhere.example")
        mara.find("item", "guest@elsewhere.example, none of your contacts")
        self.shot("group-invite-address-light")
        mara.key("ctrl+a")
        mara.type("tomas")
        mara.key("Return")
        mara.find("label", "1 person chosen")
        self.walk_to(mara, "edit", "Reason")
        mara.type("Who takes it tonight?")
        self.shot("group-invite-light")
        mara.key("Return")
        mara.wait_gone("edit", "Find a contact")

        # It waits above the chats, with who asks and why.
        tomas.activate()
        join = tomas.find("button", re.compile("^Join (East gate|east-gate.*)$"), 30)
        tomas.find("label", re.compile("Mara Lind.* invites you to this group"))
        tomas.find("label", re.compile("Who takes it tonight"))
        self.shot("group-invitation-light")
        self.walk_to(tomas, "button", join.name)
        self.desktop.run(["xdotool", "key", "space"])
        tomas.find("edit", re.compile("^Message "), 30)
        tomas.wait_gone("button", join.name)
        wait_for("both to be there", lambda: tomas.has("label", re.compile("2 here$")), 30)

        # Speaking to somebody by the first letters of their name.
        tomas.type("@ma")
        tomas.find("item", re.compile("^mara"))
        tomas.key("Tab")
        tomas.type("I do")
        tomas.key("Return")
        self.wait_message(mara, "^tomas, @mara I do")

        # What mara writes is seen by tomas, whose program says so to a private group.
        mara.activate()
        mara.key("ctrl+shift+t")
        mara.type("Thank you")
        mara.key("Return")
        self.wait_message(tomas, "^mara, Thank you")
        tomas.activate()
        self.wait_message(mara, "^You, Thank you.*Displayed")
        mara.activate()
        self.shot("group-seen-light")

        # The topic, and what one is told of.
        mara.activate()
        self.open_more(mara, 3)
        self.wait_focus(mara, "edit", "Name")
        self.walk_to(mara, "edit", "Topic")
        mara.type("Storm prep")
        self.shot("group-settings-light")
        mara.key("Return")
        mara.wait_gone("edit", "Topic")
        wait_for("the topic", lambda: tomas.has("label", re.compile("^.?Storm prep")), 30)

        # Between what was said stands what happened.
        said = self.wait_message(mara, "^tomas, @mara I do")
        wait_for("who joined", lambda: re.search("tomas.? joined", said.description), 30)
        said = self.wait_message(mara, "^You, Thank you")
        wait_for("who saw it", lambda: re.search("Seen by .?tomas", said.description), 30)
        wait_for("the topic", lambda: re.search("mara.? changed the topic to .*Storm prep", said.description), 30)
        self.shot("group-lines-light")

        # Who somebody there is: a contact's page, and back to the group.
        self.act_on_member(mara, "tomas", ["Down", "Down", "Down"])
        mara.find("button", "Copy address")
        self.shot("group-member-profile-light")
        mara.key("ctrl+1")
        mara.find("edit", re.compile("^Message East gate"))

        # Sent away with a reason, which is said where it is read; and back again.
        self.act_on_member(mara, "tomas", ["Up", "Up"])
        self.wait_focus(mara, "edit", "Reason")
        mara.type("Wrong gate")
        self.shot("group-kick-light")
        mara.key("Return")
        mara.wait_gone("edit", "Reason")
        tomas.find("any", re.compile("^Group: .*removed.*Wrong gate"), 30)
        tomas.activate()
        self.shot("group-kicked-light")
        self.walk_to(tomas, "button", "Join again")
        self.desktop.run(["xdotool", "key", "space"])
        wait_for("both to be there", lambda: tomas.has("label", re.compile("2 here$")), 30)

        # Banned: no Return in the reason does that.
        mara.activate()
        mara.find("item", re.compile("^tomas, .*Available"), 30)
        self.act_on_member(mara, "tomas", ["Up"])
        self.wait_focus(mara, "edit", "Reason")
        mara.key("Return")
        self.walk_to(mara, "button", re.compile("^Ban .?tomas"))
        self.shot("group-ban-light")
        self.desktop.run(["xdotool", "key", "space"])
        mara.wait_gone("edit", "Reason")
        tomas.find("any", re.compile("^Group: You are banned from this group"), 30)

        # And the ban lifted.
        self.choose_theme(mara, "Dark")
        mara.activate()
        self.open_more(mara, 4)
        mara.find("item", re.compile("^tomas@harbor.example"))
        self.shot("group-bans-dark")
        self.walk_to(mara, "button", "Lift ban")
        self.desktop.run(["xdotool", "key", "space"])
        mara.find("label", "Nobody is banned.")

    def test_a_channel_is_found_by_its_name(self):
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        tomas = self.start("tomas")
        self.sign_in(tomas, "tomas")
        mara.activate()
        mara.key("ctrl+shift+n")
        self.wait_focus(mara, "edit", "Group name")
        mara.type("Harbor lounge")
        mara.key("Tab")
        mara.key("Down")
        mara.key("Return")
        mara.find("edit", "Message Harbor lounge", 30)

        tomas.activate()
        tomas.key("ctrl+shift+j")
        self.wait_focus(tomas, "edit", "Group address")
        self.walk_to(tomas, "button", "Find channels")
        self.desktop.run(["xdotool", "key", "space"])
        self.wait_focus(tomas, "edit", "Find a channel")
        tomas.find("item", re.compile("^Harbor lounge, "), 30)
        tomas.type("lounge")
        self.shot("group-find-light")
        tomas.key("Return")
        tomas.find("edit", "Message Harbor lounge", 30)

        # Only groups in the list.
        self.walk_to(tomas, "radio", re.compile("^(All|Unread) chats$|^Mentions$|^Group chats$"), "shift+Tab")
        for _ in range(3):
            tomas.key("Right")
        wait_for("the filter", lambda: tomas.find("radio", "Group chats").has_state("CHECKED"))
        tomas.find("item", re.compile("^Harbor lounge"))
        self.shot("group-filter-light")

    def test_pinned_groups_stand_in_ones_own_order(self):
        """By keys, by the menu and by the mouse, and on one's other device too."""
        desk = self.start("desk")
        self.sign_in(desk, "mara")
        desk.place(0, 0, 1200, 820)
        laptop = self.start("laptop")
        self.sign_in(laptop, "mara")
        laptop.place(200, 60, 1200, 820)
        names = ("Anchor", "Bridge", "Cargo")
        for name in names:
            desk.activate()
            desk.key("ctrl+shift+n")
            self.wait_focus(desk, "edit", "Group name")
            desk.type(name)
            desk.key("Return")
            desk.find("edit", f"Message {name}", 30)
            self.focus_row(desk, name)
            self.desktop.run(["xdotool", "key", "--delay", "120", "shift+F10", "Down", "Down", "Down", "Return"])
            wait_for(f"{name} on the other device", lambda: laptop.has("item", re.compile(f"^{name}")), 30)
        # Nobody has put them anywhere: the newest is the first.
        self.wait_order(desk, ["Cargo", "Bridge", "Anchor"])

        self.focus_row(desk, "Cargo")
        self.desktop.run(["xdotool", "key", "--delay", "400", "ctrl+shift+Down", "ctrl+shift+Down"])
        for each in (desk, laptop):
            self.wait_order(each, ["Bridge", "Anchor", "Cargo"])
        # By the menu, on the other device: the last but the way into spaces.
        laptop.activate()
        self.focus_row(laptop, "Anchor")
        self.desktop.run(["xdotool", "key", "--delay", "120", "shift+F10"])
        self.desktop.screenshot(SCREENSHOTS / "group-move-light.png")
        self.desktop.run(["xdotool", "key", "--delay", "120", "Up", "Up", "Up", "Return"])
        for each in (desk, laptop):
            self.wait_order(each, ["Anchor", "Bridge", "Cargo"])

        # By the mouse, which shows where it would stand, and opens nothing.
        desk.activate()
        places = {name: desk.find("item", re.compile(f"^{name}")).place() for name in names}
        middle = {name: (place[0] + place[2] // 2, place[1] + place[3] // 2) for name, place in places.items()}
        self.desktop.run(["xdotool", "mousemove", *map(str, middle["Anchor"]), "mousedown", "1"])
        for y in (middle["Anchor"][1] + 20, middle["Bridge"][1], middle["Cargo"][1] + 6):
            self.desktop.run(["xdotool", "mousemove", str(middle["Anchor"][0]), str(y)])
        self.desktop.screenshot(SCREENSHOTS / "group-drag-light.png")
        self.desktop.run(["xdotool", "mouseup", "1"])
        self.desktop.mouse_away()
        for each in (desk, laptop):
            self.wait_order(each, ["Bridge", "Cargo", "Anchor"])
        self.assertTrue(desk.has("edit", "Message Cargo"))

    def focus_row(self, program, name):
        program.activate()
        program.key("ctrl+l")
        program.key("Home")
        for _ in range(8):
            if any(row.is_focused() for row in program.find_all("item", re.compile(f"^{name}"))):
                return
            program.key("Down")
        self.fail(f"the row {name} is not reached")

    def wait_order(self, program, names):
        def order():
            rows = program.find_all("item", re.compile("^(Anchor|Bridge|Cargo)"))
            return [re.split(",", row.name)[0] for row in sorted(rows, key=lambda row: row.place()[1])]
        wait_for(f"the order {names}", lambda: order() == names, 30)

    def test_what_one_is_told_of_is_chosen(self):
        """The rule (XEP-0492) goes with the account: another device has it."""
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        mara.place(0, 0, 1300, 820)
        laptop = self.start("laptop")
        self.sign_in(laptop, "mara")
        laptop.place(100, 60, 1300, 820)
        mara.key("ctrl+shift+n")
        self.wait_focus(mara, "edit", "Group name")
        mara.type("Night shift")
        mara.key("Return")
        mara.find("edit", "Message Night shift", 30)
        laptop.find("item", re.compile("^Night shift"), 30)
        laptop.activate()
        laptop.key("ctrl+k")
        laptop.type("Night")
        laptop.key("Return")
        laptop.find("edit", "Message Night shift", 30)

        # A private group tells of all that is said, until one says otherwise.
        def rule(program):
            self.open_more(program, 3)
            self.wait_focus(program, "edit", "Name")
            choices = ("All messages", "Only messages that mention you", "Nothing")
            chosen = [name for name in choices if program.find("radio", name).has_state("CHECKED")]
            self.assertEqual(len(chosen), 1)
            return chosen[0]

        def close(program):
            program.key("Escape")
            program.wait_gone("edit", "Topic")

        self.assertEqual(rule(laptop), "All messages")
        close(laptop)
        for choice, downs in (("Only messages that mention you", 1), ("Nothing", 1), ("All messages", -2)):
            mara.activate()
            self.assertNotEqual(rule(mara), choice)
            self.walk_to(mara, "radio", re.compile("^(All messages|Only messages that mention you|Nothing)$"))
            self.desktop.run(["xdotool", "key", "--delay", "120", *(["Down"] * downs or ["Up"] * -downs)])
            wait_for("the choice", lambda: mara.find("radio", choice).has_state("CHECKED"))
            if downs > 0:
                self.shot(f"group-notify-{choice.split()[0].lower()}-light")
            self.walk_to(mara, "button", "Save")
            self.desktop.run(["xdotool", "key", "space"])
            mara.wait_gone("edit", "Topic")

            def is_there():
                laptop.activate()
                there = rule(laptop)
                close(laptop)
                return there == choice
            wait_for(f"{choice} on the other device", is_there, 60, pause=0.5)

    def choose_message(self, program, pattern):
        """Makes the message current in the timeline, by keys."""
        program.activate()
        self.wait_message(program, pattern)
        program.key("ctrl+shift+t")
        self.desktop.run(["xdotool", "key", "Tab"])

        def reached():
            if any(item.is_focused() for item in program.find_all("item", re.compile(pattern))):
                return True
            self.desktop.run(["xdotool", "key", "Up"])
            return False
        wait_for(f"the message {pattern}", reached, pause=0.3)

    def open_more(self, program, downs):
        """An entry of the header's menu, so far down: its names are read by nobody before one is active."""
        self.reach(program, "button", "More actions for this chat")
        self.desktop.run(["xdotool", "key", "space"])
        self.desktop.run(["xdotool", "key", "--delay", "120", *["Down"] * downs, "Return"])

    def act_on_member(self, program, nick, keys):
        """Opens the menu of somebody in the member list, and takes the entry that these keys lead to."""
        if not program.has("edit", "Find a member"):
            program.key("alt+Return")
        find = program.find("edit", "Find a member")
        self.walk_to(program, "edit", "Find a member")
        program.key("ctrl+a")
        program.type(nick)
        wait_for("one row", lambda: len(program.find_all("item", re.compile(f"^{nick}, "))) == 1 or find.text() == nick)
        program.key("Tab")
        program.key("End")
        self.desktop.run(["xdotool", "key", "--delay", "120", "shift+F10", *keys, "Return"])

    def walk_to(self, program, role, name, key="Tab"):
        """Key by key, as somebody without a pointer gets there."""
        program.activate()

        def reached():
            if any(each.is_focused() for each in program.find_all(role, name)):
                return True
            self.desktop.run(["xdotool", "key", key])
            return False
        wait_for(f"{name} to be reached", reached, 60, pause=0.2)

    def wait_focus(self, program, role, name):
        element = program.find(role, name)
        wait_for(f"{name} to have the focus", element.is_focused)

    def reach(self, program, role, name):
        """Tab by Tab, as somebody without a pointer gets there."""
        program.find("edit", re.compile("^Message "))
        program.key("ctrl+shift+t")

        def reached():
            if any(each.is_focused() for each in program.find_all(role, name)):
                return True
            self.desktop.run(["xdotool", "key", "Tab"])
            return False
        wait_for(f"{name} to be reached", reached, 60, pause=0.2)

    def reach_in_dialog(self, program, name):
        def reached():
            if any(each.is_focused() for each in program.find_all("button", name)):
                return True
            self.desktop.run(["xdotool", "key", "Tab"])
            return False
        wait_for(f"{name} to be reached", reached, pause=0.3)


if __name__ == "__main__":
    run_tests()
