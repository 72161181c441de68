#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program in a window, used as a person with a screen reader and a keyboard would: found by accessible names
(design/ui.md), clicked and typed at with real input events, against a private Prosody.

    window_test.py PROGRAM SCREENSHOTS [unittest options]
"""
import re

from window_case import WindowCase, brightness, run_tests
from desktop import NotSeen, wait_for  # after window_case, which says where it is


class WindowTest(WindowCase):
    def test_first_start_wrong_password_right_one(self):
        program = self.start("mara")
        program.find("edit", "XMPP address")
        for role, name in (("edit", "Password"), ("any", "Show password"), ("check", "Keep me signed in on this computer"),
                           ("button", "Connection options"), ("button", "Sign in"), ("button", "Create an account"),
                           ("button", "Try the local demo")):
            self.assertTrue(program.find(role, name, 5), f"the sign-in page has no {role} named {name}")
        program.place(0, 0, 1440, 900)
        self.shot("signin-light")
        program.fill("XMPP address", f"mara@{self.facts['domain']}")
        program.fill("Password", "wrong")
        self.reach_server(program)
        program.click("button", "Sign in")
        program.find("any", "Password not accepted. Check it, or reset it with your provider.", 30)
        self.shot("signin-wrong-password")
        program.fill("Password", "secret")
        program.key("Return")
        program.find("tab", "Chats", 40)
        wait_for("the list, or that it is empty",
                 lambda: program.has("list", "Chat list") or program.has("label", "No chats yet"))
        self.assertFalse(program.has("edit", "XMPP address"))
        self.shot("first-start-empty")

    def test_a_screen_reader_may_ask_for_a_scroll_bar_that_has_gone(self):
        program = self.start("asking")
        program.click("button", "Connection options")
        program.find("edit", "Server")
        # Who holds the page: it scrolls while its options are open.
        area = next(each.node for each in program.walk()
                    if any(bar.role == "scroll bar" for bar in program.walk(each.node, 39)))
        areas = [area.get_parent(), area]
        program.click("button", "Connection options")
        program.wait_gone("edit", "Server")
        for node in areas:
            for index in range(8):
                node.get_child_at_index(index)
        program.assert_alive()

    def test_the_xml_console_shows_the_stream_and_takes_a_stanza(self):
        program = self.start("mara")
        self.sign_in(program, "mara")
        program.key("F12")
        self.assertFalse(program.has("list", "Stanzas"), "the console opens though nobody switched it on")
        program.key("ctrl+comma")
        program.find("list", "Settings pages")
        program.click("item", "Advanced")
        program.click("check", "XML console")
        self.shot("settings-advanced-light")
        self.desktop.run(["xdotool", "key", "Escape"])
        program.wait_gone("list", "Settings pages")
        program.activate()
        program.key("F12")
        program.find("list", "Stanzas")
        for role, name in (("edit", "Filter"), ("button", "Clear"), ("edit", "Stanza to send"), ("button", "Send stanza")):
            self.assertTrue(program.find(role, name, 5), f"the console has no {role} named {name}")
        self.assertTrue(program.find("any", "Pause", 5))
        program.find("edit", "Stanza to send").click()
        program.type("<iq type='get'><nothing/></iq>")
        self.desktop.run(["xdotool", "key", "ctrl+Return"])
        program.find("label", re.compile("^Not sent"))
        self.desktop.run(["xdotool", "key", "ctrl+a"])
        program.type("<iq type='get' to='harbor.example'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>")
        self.desktop.run(["xdotool", "key", "ctrl+Return"])
        program.find("label", "Sent.")
        answer = program.find("item", re.compile("^<iq .*disco#info.*identity"), 30, within=("list", "Stanzas"))
        answer.click()
        wait_for("the whole of it", lambda: "<identity" in program.find("any", "Whole stanza").text())
        self.shot("xml-console-light")
        self.desktop.run(["xdotool", "key", "Escape"])
        program.wait_gone("list", "Stanzas")

    def test_unknown_server_is_said(self):
        program = self.start("mara")
        program.fill("XMPP address", "mara@no-such-server.invalid")
        program.fill("Password", "secret")
        program.click("button", "Sign in")
        program.find("any", "no-such-server.invalid was not found. Check the part after the @, or set the server under "
                            "Connection options.", 40)

    def test_account_is_created_from_an_invitation_managed_and_removed(self):
        link = self.server.add_invitation("welcome-token", "tomas")
        self.assertEqual(link, f"xmpp:tomas@{self.facts['domain']}?roster;preauth=welcome-token;ibr=y")
        program = self.start("guest")
        program.place(0, 0, 1440, 900)
        program.click("button", "Create an account")
        program.find("edit", "Provider or invitation link")
        self.shot("create-provider-light")
        program.fill("Provider or invitation link", "xmpp:harbor.example?message;body=hi")
        program.key("Return")
        program.find("any", "This link is no invitation. Check that you copied all of it.")
        program.fill("Provider or invitation link", link)
        self.reach_server(program)
        program.click("button", "Continue")
        program.find("edit", "User name", 40)
        self.shot("create-form-light")
        program.fill("User name", "tomas")
        program.fill("Password", "Calliope")
        program.click("button", "Create account")
        program.find("any", "This name is taken. Choose another one.", 30)
        self.shot("create-taken-light")
        program.fill("User name", "guest")
        program.click("button", "Create account")
        program.find("tab", "Chats", 40)
        wait_for("being online", lambda: program.has("any", re.compile("^Account and status, .*guest.*, Available$")), 30)
        program.key("ctrl+2")
        program.find("item", re.compile("^tomas"), 30)

        # Its page: another password, a name, and its end.
        program.key("ctrl+comma")
        program.find("list", "Settings pages")
        program.click("item", "Accounts")
        program.click("button", f"Manage guest@{self.facts['domain']}")
        program.find("edit", "Name of this account")
        self.shot("account-light")
        program.click("button", "Change password…")
        program.fill("New password", "Urania")
        program.fill("New password again", "Urania")
        self.shot("change-password-light")
        program.key("Return")
        program.wait_gone("edit", "New password again", 30)
        program.click("button", "Remove from this computer")
        program.find("any", f"Remove guest@{self.facts['domain']} from Jackdaw?")
        self.shot("remove-account-light")
        program.key("Escape")
        program.wait_gone("button", f"Remove guest@{self.facts['domain']}")
        program.click("button", "Remove from this computer")
        program.click("button", f"Remove guest@{self.facts['domain']}")
        program.find("button", "Create an account", 30)
        # The settings stand before the window, and may be closed already.
        if program.has("list", "Settings pages"):
            program.key("Escape")
            program.wait_gone("list", "Settings pages")
        # The account itself is still there, under its new password.
        program.activate()
        self.sign_in(program, "guest", "Urania")

    def test_two_accounts_say_whose_chat_it_is(self):
        program = self.start("two")
        self.sign_in(program, "mara")
        self.open_chat(program, f"tomas@{self.facts['domain']}")
        described = lambda: {each.description for each in program.find_all("item", re.compile("^Tomas Berg"))}
        self.assertEqual(described(), {""})
        program.key("ctrl+comma")
        program.find("list", "Settings pages")
        program.click("item", "Accounts")
        program.click("button", "Add account")
        program.fill("XMPP address", f"leila@{self.facts['domain']}")
        program.fill("Password", "secret")
        self.reach_server(program)
        program.click("button", "Sign in")
        wait_for("the account beside the chat", lambda: described() == {f"mara@{self.facts['domain']}"}, 30)
        program.key("ctrl+comma")
        program.click("item", "Accounts")
        program.click("button", f"Manage mara@{self.facts['domain']}")
        program.fill("Name of this account", "Harbour work")
        program.key("Return")
        program.click("radio", "Rust")
        program.key("Escape")
        wait_for("its new name", lambda: described() == {"Harbour work"}, 30)
        program.find("item", re.compile("^Tomas Berg")).click()
        program.find("any", "Account Harbour work")
        program.place(0, 0, 1440, 900)
        self.shot("two-accounts-light")

    def test_two_windows_chat_close_and_find_their_history(self):
        mara, tomas = self.start("mara"), None
        self.sign_in(mara, "mara")
        tomas = self.start("tomas")
        self.sign_in(tomas, "tomas")
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        self.say(mara, "Morning. I am at Pump Station 4 now.")
        self.wait_message(mara, "Pump Station 4.*(Delivered|Displayed)")
        # The other window shows it in the list, and opening it says so to the sender.
        tomas.activate()
        tomas.find("item", re.compile("^Mara Lind.*1 unread")).click()
        self.wait_message(tomas, "Pump Station 4")
        self.say(tomas, "Good. Read the gauge, please.")
        mara.activate()
        self.wait_message(mara, "Read the gauge")
        self.wait_message(mara, "Pump Station 4.*Displayed")
        mara.place(0, 0, 1440, 900)
        self.shot("chat-light")

        # A draft and the history are there after a restart, before any network.
        mara.find("edit", re.compile("^Message ")).click()
        mara.type("half a thou")
        mara.key("ctrl+q")
        wait_for("the program to end", lambda: mara.process.poll() is not None)
        self.assertEqual(mara.process.returncode, 0)
        mara = self.start("mara")
        self.wait_message(mara, "Read the gauge")
        field = mara.find("edit", re.compile("^Message "))
        wait_for("the draft", lambda: field.text() == "half a thou")
        self.provide_password(mara)
        wait_for("being online", lambda: mara.has("any", re.compile("^Account and status, .*Available$")), 30)
        field.click()
        mara.key("ctrl+a")
        mara.type("Back again.")
        mara.key("Return")
        self.wait_message(mara, "Back again.*(Delivered|Displayed)")
        self.wait_message(tomas, "Back again")

    def test_a_chat_in_a_window_of_its_own(self):
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        mara.place(0, 0, 760, 780)
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        main = mara.window()
        row = mara.find("item", re.compile("^Tomas Berg"))
        row.click(3)
        # The first entry opens it here, the second elsewhere.
        self.desktop.run(["xdotool", "key", "--delay", "60", "Down", "Down", "Return"])
        wait_for("a second window", lambda: mara.window() != main)
        mara.find("any", "No chat selected")
        mara.place(800, 60, 620, 720)
        self.say(mara, "Said in a window of its own.")
        self.wait_message(mara, "Said in a window of its own.*(Sent|Delivered)")
        self.shot("own-window-light")
        # Its row raises it; closed, the chat opens in the main window again.
        mara.key("ctrl+w")
        wait_for("one window", lambda: mara.window() == main)
        mara.click("item", re.compile("^Tomas Berg"))
        self.wait_message(mara, "Said in a window of its own")

    def test_what_is_written_offline_waits_and_goes_out(self):
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        self.server.stop()
        try:
            mara.find("any", re.compile("^Connection: .*offline"), 20)
            self.say(mara, "Written without a network.")
            self.wait_message(mara, "Written without a network.*Waiting")
            mara.place(0, 0, 1440, 900)
            self.shot("offline-light")
        finally:
            self.server.start()
        for button in mara.find_all("button", "Try now"):  # unless it has come back by itself
            try:
                button.click()
            except (NotSeen, self.desktop.glib.Error):
                break
        self.wait_message(mara, "Written without a network.*(Sent|Delivered)", 60)

    def test_dark_theme_narrow_window_and_keyboard(self):
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        self.open_chat(mara, f"leila@{self.facts['domain']}")
        self.say(mara, "Hello Leila")
        self.wait_message(mara, "Hello Leila")
        mara.key("ctrl+comma")
        mara.find("list", "Settings pages")
        mara.click("item", "Appearance")
        mara.click("radio", "Dark")
        self.shot("settings-dark")
        mara.key("Escape")
        mara.wait_gone("list", "Settings pages")
        mara.place(0, 0, 1440, 900)
        # The window grows a moment after it was told to, and until then what is beside it is in the picture.
        wait_for("a dark window of the new size", lambda: brightness(self.shot("chat-dark")) < 80, pause=0.3)
        for width in (1000, 700, 360):
            mara.place(0, 0, width, 780)
            self.shot(f"width-{width}")
        # One pane: the chat with a way back, then the list.
        mara.click("button", "Back")
        mara.find("list", "Chat list")
        self.shot("width-360-list")
        mara.place(0, 0, 1180, 780)
        mara.key("ctrl+k")
        mara.find("edit", "Go to chat or action")
        mara.find("list", "Suggestions")
        mara.type("tomas")
        self.shot("switcher-dark")
        mara.key("Escape")
        mara.key("ctrl+2")
        mara.find("list", "Contacts")
        mara.find("item", re.compile("^Tomas Berg"))
        self.shot("contacts-dark")


    def test_panes_come_and_go_right_at_the_widths_of_the_design(self):
        mara = self.start("mara")
        self.sign_in(mara, "mara")
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        self.say(mara, "The gauge reads 2.41 m.")
        self.wait_message(mara, "The gauge reads")

        def width(pixels):
            mara.place(0, 0, pixels, 780)

        def field():
            x, _, size, _ = mara.find("edit", re.compile("^Message ")).place()
            return x, x + size

        def shown(what, *asked):
            wait_for(what, lambda: mara.has(*asked))

        def hidden(what, *asked):
            wait_for(what, lambda: not mara.has(*asked))

        # From 1200 on the details stand beside the messages, below it over them.
        width(1200)
        mara.key("alt+Return")
        details = lambda: mara.find("label", "Address").place()[0]
        wait_for("the details beside the field at 1200", lambda: field()[1] <= details())
        self.shot("width-1200-details")
        width(1199)
        wait_for("the details over the field at 1199", lambda: field()[1] > details() > field()[0])
        self.shot("width-1199-details")
        width(900)
        wait_for("the details over the field at 900", lambda: field()[1] > details() > field()[0])
        mara.key("Escape")
        mara.wait_gone("button", "Copy address")

        # From 900 on the rail has words, the list its search and filters, the header its buttons.
        rail = lambda: mara.find("tab", "Chats").place()[2]
        shown("the field for searching at 900", "edit", "Search chats and messages")
        shown("the filters at 900", "radio", "Unread chats")
        shown("finding in the header at 900", "button", "Find in this chat")
        self.assertGreater(rail(), 56)
        width(899)
        hidden("the field for searching at 899", "edit", "Search chats and messages")
        hidden("the filters at 899", "radio", "Unread chats")
        hidden("finding in the header at 899", "button", "Find in this chat")
        shown("the button for searching at 899", "button", "Search")
        wait_for("a rail without words", lambda: rail() <= 52)
        self.assertEqual(mara.find("list", "Chat list").place()[2], 221)  # 222 with the line behind it
        shown("the encryption at 899", "button", re.compile("^Encryption: "))

        # From 640 on there are two panes, below it one.
        width(640)
        shown("the list at 640", "list", "Chat list")
        shown("the field at 640", "edit", re.compile("^Message "))
        self.assertFalse(mara.has("button", "Back"))
        self.assertGreaterEqual(field()[1] - field()[0], 150)
        self.shot("width-640")
        width(639)
        shown("the way back at 639", "button", "Back")
        hidden("the list at 639", "list", "Chat list")
        hidden("the rail at 639", "tab", "Chats")
        mara.click("button", "Back")
        shown("the list alone at 639", "list", "Chat list")
        shown("the menu at 639", "button", "Menu")
        shown("the button of the filters at 639", "button", "Filter chats")
        hidden("the field at 639", "edit", re.compile("^Message "))
        width(640)
        shown("both again at 640", "edit", re.compile("^Message "))
        shown("both again at 640", "list", "Chat list")

        # Down to 360, where nothing reaches out of the window, and the microphone stands in for the emoji (picture 10).
        width(360)
        mara.click("item", re.compile("^Tomas Berg"))
        shown("the way back at 360", "button", "Back")
        for role, name in (("button", "Back"), ("button", re.compile("^Encryption: ")), ("button", "More actions for this chat"),
                           ("button", "Attach file"), ("edit", re.compile("^Message ")), ("button", "Record voice message"),
                           ("button", "Send message")):
            x, _, size, _ = mara.find(role, name).place()
            self.assertTrue(0 <= x and x + size <= 360, f"{name} reaches from {x} to {x + size}")

    def test_every_page_in_both_themes(self):
        mara = self.start("mara")
        mara.find("edit", "XMPP address")
        mara.place(0, 0, 1440, 900)
        self.choose_theme_at_sign_in(mara, "Dark")
        wait_for("the dark sign-in page", lambda: brightness(self.shot("signin-dark")) < 80)
        self.choose_theme_at_sign_in(mara, "Light")
        self.sign_in(mara, "mara")
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        self.say(mara, "The gauge reads 2.41 m.")
        self.wait_message(mara, "The gauge reads")
        for theme in ("Light", "Dark"):
            self.choose_theme(mara, theme)
            self.look_at_pages(mara, theme)
        self.server.stop()
        try:
            mara.find("any", re.compile("^Connection: "), 30)
            self.say(mara, "Written without a network.")
            self.wait_message(mara, "Written without a network.*Waiting")
            for theme in ("Dark", "Light"):
                self.choose_theme(mara, theme)
                self.shot(f"banner-{theme.lower()}")
                mara.key("ctrl+shift+o")
                mara.find("button", "Open chat with Tomas Berg")
                self.shot(f"waiting-{theme.lower()}")
                self.desktop.run(["xdotool", "key", "Escape"])
                mara.wait_gone("button", "Open chat with Tomas Berg")
        finally:
            self.server.start()

    def test_find_in_a_chat_and_search_everywhere_by_keyboard(self):
        mara = self.start("mara")
        mara.place(0, 0, 1440, 900)
        self.sign_in(mara, "mara")
        self.open_chat(mara, f"leila@{self.facts['domain']}")
        self.say(mara, "New strainer baskets arrived")
        self.wait_message(mara, "^You, New strainer baskets arrived")
        self.open_chat(mara, f"tomas@{self.facts['domain']}")
        for text in ("Before or after the strainer", "The gauge says 3.2", "After the strainer it is lower, the strainer is fine",
                     "Caf\u00e9 at noon", "https://upload.example.org/x/Strainer_order.pdf"):
            self.say(mara, text)
        self.wait_message(mara, "^You, https://upload.example.org")
        for theme in ("Light", "Dark"):
            self.choose_theme(mara, theme)
            mara.key("ctrl+f")
            wait_for("the focus in the field", lambda: mara.find("edit", "Find in this chat").is_focused())
            mara.key("ctrl+a")
            mara.type("strainer")
            # Three in the texts, one in the name of the file.
            mara.find("label", "4 of 4")
            mara.key("F3")
            mara.find("label", "1 of 4")
            mara.key("shift+F3")
            mara.key("shift+F3")
            mara.find("label", "3 of 4")
            self.shot(f"find-{theme.lower()}")
            mara.key("Escape")
            mara.wait_gone("edit", "Find in this chat")

            mara.key("ctrl+shift+f")
            wait_for("the focus in the search", lambda: mara.find("edit", "Search chats and messages").is_focused())
            mara.type("straine")
            mara.find("item", re.compile("^Leila|^You to .*leila.*New strainer baskets arrived", re.I), within=("list", "Search results"))
            mara.find("item", re.compile(r"^Strainer_order\.pdf, Tomas Berg"), within=("list", "Search results"))
            self.shot(f"search-{theme.lower()}")
            # Accents do not matter, and an operator becomes a filter that can be taken away.
            mara.key("ctrl+a")
            mara.type("cafe from:me in:tomas ")
            mara.find("item", re.compile("^You to .*Tomas Berg.*, Caf\u00e9 at noon"), within=("list", "Search results"))
            mara.find("button", re.compile("^Remove filter: From you"))
            mara.find("button", re.compile("^Remove filter: In .*tomas"))
            self.shot(f"search-filters-{theme.lower()}")
            mara.key("ctrl+a")
            mara.type("has:cats ")
            mara.find("label", re.compile("has:cats.* is not known. Use has:file, has:link, has:image or has:voice."))
            self.shot(f"search-wrong-{theme.lower()}")
            mara.key("ctrl+a")
            mara.key("BackSpace")
            mara.key("BackSpace")
            mara.key("BackSpace")
            mara.wait_gone("button", re.compile("^Remove filter"))
            mara.type("baskets")
            mara.find("item", re.compile("New strainer baskets arrived"), within=("list", "Search results"))
            mara.key("Down")
            mara.key("Return")
            # The chat is there, and the search goes on in it.
            mara.find("edit", re.compile("^Message .*leila", re.I))
            mara.find("label", "1 of 1")
            mara.key("Escape")
            mara.key("ctrl+1")
            mara.wait_gone("list", "Search results")
            mara.find("item", re.compile("^Tomas Berg"), within=("list", "Chat list")).click()

    def look_at_pages(self, program, theme):
        program.key("ctrl+comma")
        program.find("list", "Settings pages")
        for page in ("Accounts", "Appearance", "Keyboard"):
            program.click("item", page)
            self.shot(f"settings-{page.lower()}-{theme.lower()}")
        self.desktop.run(["xdotool", "key", "Escape"])
        program.wait_gone("list", "Settings pages")
        program.key("ctrl+k")
        program.find("list", "Suggestions")
        program.type("t")
        program.find("item", re.compile("^Tomas Berg"), within=("list", "Suggestions"))
        shot = self.shot(f"switcher-{theme.lower()}")
        if theme == "Dark":
            self.assert_dark(shot)
        program.key("Escape")
        program.wait_gone("list", "Suggestions")
        program.key("ctrl+2")
        program.click("item", re.compile("^Tomas Berg"))
        program.find("button", "Remove…")
        self.shot(f"contact-{theme.lower()}")
        # Keys that are about chats lead back to them.
        program.key("ctrl+shift+f")
        wait_for("the focus in the search", lambda: program.find("edit", "Search chats and messages").is_focused())
        program.key("ctrl+shift+l")
        program.find("dialog", re.compile("^Encryption with .*Tomas Berg"))
        self.shot(f"encryption-{theme.lower()}")
        self.desktop.run(["xdotool", "key", "Escape"])
        program.wait_gone("dialog", re.compile("^Encryption with"))


if __name__ == "__main__":
    run_tests()
