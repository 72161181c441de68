#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Does ledger.py see what it is there for? A stand-in for the driver writes a database and says what it has taken."""
import pathlib
import tempfile
import time
import unittest

from ledger import Person, judge

# Takes three messages a life. What it says of the last one is not true where the profile holds a file "forgetful".
DRIVER = """#!/usr/bin/env python3
import json, pathlib, sqlite3, sys, time
options = dict(zip(sys.argv[1::2], sys.argv[2::2]))
profile = pathlib.Path(options["--profile"])
connection = sqlite3.connect(profile / "history.sqlite")
connection.execute("CREATE TABLE IF NOT EXISTS message (id INTEGER PRIMARY KEY, body TEXT)")
first = int(options["--first"])
for number in range(first, first + 3):
    body = f"{options['--prefix']} {number}"
    if number < first + 2 or not (profile / "forgetful").exists():
        connection.execute("INSERT INTO message (body) VALUES (?)", (body,))
        connection.commit()
    word = {"event": "accepted", "number": number} if number % 2 else {"event": "stored", "body": body}
    print(json.dumps(word), flush=True)
print(json.dumps({"event": "waiting", "count": 0}), flush=True)
time.sleep(600)
"""


class LedgerTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="jackdaw-ledger-test-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "mara").mkdir()
        driver = self.folder / "driver"
        driver.write_text(DRIVER)
        driver.chmod(0o755)
        server = {"domain": "harbor.example", "host": "127.0.0.1", "port": 1, "authority": ""}
        self.mara = Person(str(driver), "mara", "tomas", server, self.folder, 10)

    def live(self):
        """One life, to its end by a signal."""
        self.mara.start()
        self.addCleanup(self.mara.process.stdout.close)
        self.addCleanup(self.mara.process.stdin.close)
        end = time.monotonic() + 30
        while self.mara.waiting is None:
            self.assertLess(time.monotonic(), end, "the stand-in says nothing")
            time.sleep(0.01)
        self.mara.kill()

    def test_what_was_shown_and_is_there_is_no_fault(self):
        for _ in range(3):
            self.live()
        self.assertEqual(self.mara.look_for_shown(), list(range(9)))
        self.assertEqual((self.mara.shown, self.mara.vanished), (set(range(9)), set()))

    def test_less_traffic_than_asked_for_is_seen(self):
        self.live()
        self.assertGreater(self.mara.seconds, 0)  # from its first message on, not from the start of the program
        for written, enough in ((100, True), (90, True), (89, False), (0, False)):
            self.mara.seconds = 10.0
            self.assertEqual(self.mara.writes_enough(written), enough, written)
        self.mara.seconds = 0.0
        self.assertFalse(self.mara.writes_enough(0))

    def test_what_was_shown_and_then_lost_is_seen_though_its_number_comes_again(self):
        self.live()
        (self.folder / "mara/forgetful").touch()
        self.live()
        (self.folder / "mara/forgetful").unlink()
        self.live()
        self.assertEqual(self.mara.look_for_shown(), list(range(8)))
        self.assertEqual(self.mara.vanished, {5})

    def test_what_was_lost_at_the_end_is_seen(self):
        (self.folder / "mara/forgetful").touch()
        self.live()
        self.mara.look_for_shown()
        self.assertEqual(self.mara.vanished, {2})

    def test_lost_doubled_and_out_of_order_are_told(self):
        self.assertEqual(judge("here", "mara", [0, 1, 2], [0, 1, 2]), [])
        self.assertEqual(judge("here", "mara", [0, 2, 1, 1], [0, 1, 2, 3]),
                         ["here lost 1 of mara: [3]", "here doubled 1 of mara: [1]", "here has 1 of mara out of order"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
