// SPDX-License-Identifier: GPL-3.0-or-later
// Contacts in files: what other programs write is read, and what is written is read again.
#include "roster/RosterFile.h"
#include "support/TestProgram.h"

#include <QtTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace roster_file_test {

RosterEntry entry(const QString &address, const QString &name = {}, const QStringList &groups = {})
{
    return {*BareJid::parse(address), name, groups};
}

class RosterFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QList<RosterEntry>>("entries");
        QTest::addColumn<int>("unreadable");
        const QList<RosterEntry> tomas{entry(u"tomas@harbor.example"_s, u"Tomas Berg"_s, {u"Crew"_s, u"North, deck"_s})};
        QTest::newRow("our own head") << QByteArray("address,name,groups\r\n\"tomas@harbor.example\",\"Tomas Berg\",\"Crew;North, deck\"\r\n") << tomas << 0;
        QTest::newRow("other names and order")
            << QByteArray("Name;JID;Group\nTomas Berg;xmpp:Tomas@Harbor.Example/ship;\"Crew;North, deck\"\n") << tomas << 0;
        QTest::newRow("no head, with a mark") << QByteArray("\xEF\xBB\xBFtomas@harbor.example,Tomas Berg,\"Crew;North, deck\"") << tomas << 0;
        QTest::newRow("quotes and line ends in fields")
            << QByteArray("address,name\nt@a.example,\"T \"\"the\nman\"\"\"\n") << QList{entry(u"t@a.example"_s, u"T \"the man\""_s)} << 0;
        QTest::newRow("twice, and no address") << QByteArray("a@a.example\nA@a.example\nnobody\n@@\n\n") << QList{entry(u"a@a.example"_s)} << 2;
        QTest::newRow("a domain is nobody") << QByteArray("a.example") << QList<RosterEntry>() << 1;
        QTest::newRow("cards") << QByteArray("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Tomas\r\n  Berg\r\nIMPP;PREF=1:xmpp:tomas@harbor.example\r\n"
                                             "CATEGORIES:Crew,North\\, deck\r\nEND:VCARD\r\n") << tomas << 0;
        QTest::newRow("older cards") << QByteArray("begin:vcard\nFN:Ann\nitem1.X-JABBER;type=HOME:ann@a.example\nend:vcard\n"
                                                   "begin:vcard\nFN:No address\nend:vcard\n") << QList{entry(u"ann@a.example"_s, u"Ann"_s)} << 1;
        QTest::newRow("nothing") << QByteArray() << QList<RosterEntry>() << 0;
    }
    void reads()
    {
        QFETCH(const QByteArray, file);
        QFETCH(const QList<RosterEntry>, entries);
        QFETCH(const int, unreadable);
        const RosterImport import = readRosterFile(file);
        QCOMPARE(import.entries.size(), entries.size());
        for (qsizetype i = 0; i < entries.size(); ++i) {
            QCOMPARE(import.entries[i].jid, entries[i].jid);
            QCOMPARE(import.entries[i].name, entries[i].name);
            QCOMPARE(import.entries[i].groups, entries[i].groups);
        }
        QCOMPARE(import.unreadable, unreadable);
        QVERIFY(!import.isCut);
    }

    void whatIsWrittenIsReadAgain()
    {
        Contact one;
        one.jid = *BareJid::parse(u"d_artagnan%x@a.example");
        one.name = u"D, \"A\"; \\ B"_s;
        one.groups = {u"A, B"_s, u"C"_s};
        Contact two;
        two.jid = *BareJid::parse(u"zoë@a.example");
        two.name = u"Zoë"_s;
        for (const QByteArray &file : {writeRosterCsv({one, two}), writeRosterCards({one, two})}) {
            const RosterImport import = readRosterFile(file);
            QCOMPARE(import.entries.size(), 2);
            QCOMPARE(import.entries[0].jid, one.jid);
            QCOMPARE(import.entries[0].name, one.name);
            QCOMPARE(import.entries[0].groups, one.groups);
            QCOMPARE(import.entries[1].jid, two.jid);
        }
    }

    void noFieldIsAFormula()
    {
        Contact one;
        one.jid = *BareJid::parse(u"a@a.example");
        one.name = u"=cmd|' /C calc'!A0"_s;
        QVERIFY(writeRosterCsv({one}).contains("\"'=cmd"));
    }

    void readsNoMoreThanItsLimits()
    {
        QByteArray many;
        for (int i = 0; i < int(maximumImport) + 5; ++i) {
            many += "p" + QByteArray::number(i) + "@a.example\n";
        }
        const RosterImport import = readRosterFile(many);
        QCOMPARE(import.entries.size(), maximumImport);
        QVERIFY(import.isCut);
        QCOMPARE(readRosterFile("a@a.example," + QByteArray(100'000, 'x')).entries.constFirst().name.size(), 200);
    }
};

JACKDAW_TEST(RosterFileTest)

} // namespace roster_file_test

#include "roster_file_test.moc"
