// SPDX-License-Identifier: GPL-3.0-or-later
// Who may be shown by the name that they give themselves.
#include "roster/OwnNames.h"
#include "support/TestProgram.h"

#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace own_names_test {

BareJid at(const QString &local)
{
    return BareJid::fromPrepared(local + u"@harbor.example"_s);
}

class OwnNamesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theUsersNameCounts()
    {
        OwnNames names(at(u"mara"_s));
        names.setContact(at(u"x17"_s), {});
        names.setOwnName(at(u"x17"_s), u"Owen Achterberg"_s);
        QCOMPARE(names.shown(at(u"x17"_s)), u"Owen Achterberg"_s);
        names.setContact(at(u"x17"_s), u"Owen"_s);
        QCOMPARE(names.shown(at(u"x17"_s)), QString());
        names.setContact(at(u"x17"_s), {}); // taken away again
        QCOMPARE(names.shown(at(u"x17"_s)), u"Owen Achterberg"_s);
        names.setOwnName(at(u"nobody"_s), u"Nobody"_s);
        QCOMPARE(names.shown(at(u"nobody"_s)), QString());
    }

    void nobodyWearsAnothersName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("shown");
        QTest::newRow("of nobody") << u"Owen"_s << true;
        QTest::newRow("of a contact, to the letter") << u"Tomas Berg"_s << false;
        QTest::newRow("of a contact, with Cyrillic letters") << u"T\u043Em\u0430s B\u0435rg"_s << false;
        QTest::newRow("of a contact, in capitals") << u"TOMAS  BERG"_s << false;
        QTest::newRow("what somebody else is shown by") << u"leila"_s << false;
        QTest::newRow("ours") << u"Mara"_s << false;
        QTest::newRow("an address") << u"tomas@harbor.example"_s << false;
        QTest::newRow("like an address") << u"tomas\uFF20harbor.example"_s << false;
        QTest::newRow("their own") << u"X17"_s << true;
    }
    void nobodyWearsAnothersName()
    {
        QFETCH(const QString, name);
        QFETCH(const bool, shown);
        OwnNames names(at(u"mara"_s));
        names.setContact(at(u"tomas"_s), u"Tomas Berg"_s);
        names.setContact(at(u"leila"_s), {});
        names.setContact(at(u"x17"_s), {});
        names.setOwnName(at(u"x17"_s), name);
        QCOMPARE(names.shown(at(u"x17"_s)), shown ? name : QString());
    }

    void nobodyIsShownByWhatTheUserIsCalled()
    {
        OwnNames names(at(u"mara"_s));
        names.setSelfName(u"Mara Lind"_s);
        names.setContact(at(u"x17"_s), {});
        names.setOwnName(at(u"x17"_s), u"M\u0430ra LIND"_s);
        QCOMPARE(names.shown(at(u"x17"_s)), QString());
        names.takeChanged();
        names.setSelfName(u"Mara"_s);
        QCOMPARE(names.takeChanged(), QSet{at(u"x17"_s)});
        QCOMPARE(names.shown(at(u"x17"_s)), u"M\u0430ra LIND"_s);
        names.setSelfName(u"mara lind"_s); // learnt later
        QCOMPARE(names.takeChanged(), QSet{at(u"x17"_s)});
        QCOMPARE(names.shown(at(u"x17"_s)), QString());
    }

    void ofTwoWithOneLookNeitherIsShownByIt()
    {
        OwnNames names(at(u"mara"_s));
        names.setContact(at(u"a1"_s), {});
        names.setContact(at(u"b2"_s), {});
        QCOMPARE(names.takeChanged().size(), 2);
        names.setOwnName(at(u"a1"_s), u"Alex Kim"_s);
        QCOMPARE(names.takeChanged(), QSet{at(u"a1"_s)});
        QCOMPARE(names.shown(at(u"a1"_s)), u"Alex Kim"_s);
        names.setOwnName(at(u"b2"_s), u"alex kim"_s);
        QCOMPARE(names.takeChanged(), (QSet{at(u"a1"_s), at(u"b2"_s)})); // the first is told of, too
        QCOMPARE(names.shown(at(u"a1"_s)), QString());
        QCOMPARE(names.shown(at(u"b2"_s)), QString());
        names.removeContact(at(u"b2"_s));
        QVERIFY(names.takeChanged().contains(at(u"a1"_s)));
        QCOMPARE(names.shown(at(u"a1"_s)), u"Alex Kim"_s);
        names.setContact(at(u"c3"_s), u"Alex Kim"_s); // the user's word for somebody else
        QVERIFY(names.takeChanged().contains(at(u"a1"_s)));
        QCOMPARE(names.shown(at(u"a1"_s)), QString());
    }

    void oursStaysOursWhoeverIsAContact()
    {
        // Some have themselves among their contacts, to send notes to.
        OwnNames names(at(u"mara"_s));
        names.setContact(at(u"mara"_s), {});
        names.setContact(at(u"x17"_s), {});
        names.setOwnName(at(u"x17"_s), u"Mara"_s);
        QCOMPARE(names.shown(at(u"x17"_s)), QString());
        names.setContact(at(u"mara"_s), u"Notes to self"_s);
        QCOMPARE(names.shown(at(u"x17"_s)), QString());
        names.setContact(at(u"mara"_s), {});
        names.removeContact(at(u"mara"_s));
        QCOMPARE(names.shown(at(u"x17"_s)), QString());
        names.setOwnName(at(u"x17"_s), u"Owen"_s);
        QCOMPARE(names.shown(at(u"x17"_s)), u"Owen"_s);
    }
};

JACKDAW_TEST(OwnNamesTest)

} // namespace own_names_test

#include "own_names_test.moc"
