// SPDX-License-Identifier: GPL-3.0-or-later
// Who could be taken for whom among the contacts of all accounts.
#include "roster/ContactListModel.h"
#include "support/ModelWatch.h"
#include "support/TestProgram.h"

#include <QSignalSpy>
#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace contact_looks_test {

const AccountId own(1), work(2);
const BareJid tomas = BareJid::fromPrepared(u"tomas@harbor.example"_s);
const BareJid other = BareJid::fromPrepared(u"tb@evil.example"_s);

Contact contactOf(AccountId account, const BareJid &jid, const QString &name, const QString &ownName = {})
{
    Contact contact;
    contact.account = account;
    contact.jid = jid;
    contact.name = name;
    contact.ownName = ownName;
    return contact;
}

class ContactLooksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twoPeople_data()
    {
        QTest::addColumn<BareJid>("jid");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("ownName");
        QTest::addColumn<bool>("alike");
        const auto at = [](const QString &jid) { return BareJid::fromPrepared(jid); };
        QTest::newRow("the same name") << other << u"Tomas Berg"_s << QString() << true;
        QTest::newRow("Cyrillic letters") << other << u"T\u043Em\u0430s Berg"_s << QString() << true;
        QTest::newRow("as they call themselves") << other << QString() << u"TOMAS BERG"_s << true;
        QTest::newRow("an address for a name") << other << u"tomas@harbor.example"_s << QString() << true;
        QTest::newRow("an address of a look-alike domain")
            << at(u"tomas@h\u0430rbor.example"_s) << u"Somebody"_s << QString() << true;
        QTest::newRow("an address of look-alike letters")
            << at(u"t0mas@harbor.example"_s) << u"Somebody"_s << QString() << true;
        QTest::newRow("another name") << other << u"Thomas Berg"_s << QString() << false;
        QTest::newRow("the same person") << tomas << u"Tomas Berg"_s << QString() << false;
    }
    /// Of one account, and of two.
    void twoPeople()
    {
        QFETCH(BareJid, jid);
        QFETCH(QString, name);
        QFETCH(QString, ownName);
        QFETCH(bool, alike);
        for (const AccountId account : {own, work}) {
            if (account == own && jid == tomas)
                continue;
            ContactListModel contacts;
            contacts.changeContacts({contactOf(own, tomas, u"Tomas Berg"_s), contactOf(account, jid, name, ownName)});
            QVERIFY(isThrough(contacts));
            QCOMPARE(contacts.lookAlikeOf(account, jid), alike ? tomas : BareJid());
            QCOMPARE(contacts.lookAlikeOf(own, tomas), alike ? jid : BareJid());
        }
    }

    void namesComeAndGo()
    {
        ContactListModel contacts;
        test::ModelWatch watch(&contacts);
        contacts.changeContacts({contactOf(own, tomas, u"Tomas Berg"_s), contactOf(work, other, u"Somebody"_s)});
        QVERIFY(isThrough(contacts));
        QVERIFY(!contacts.lookAlikeOf(own, tomas).isValid());
        const auto isMarked = [&] {
            for (int row = 0; row < contacts.rowCount(); ++row) {
                if (contacts.row(row).contact.jid == tomas)
                    return contacts.row(row).lookAlike == other;
            }
            return false;
        };
        QSignalSpy changed(&contacts, &ContactListModel::lookAlikesChanged);
        contacts.changeContacts({contactOf(work, other, {}, u"Tomas Berg"_s)}); // as they call themselves from here on
        QTRY_COMPARE(changed.size(), 1);
        QVERIFY(isMarked());
        contacts.changeContacts({contactOf(work, other, u"Tricia"_s)});
        QTRY_COMPARE(changed.size(), 2);
        QVERIFY(!isMarked());
        contacts.changeContacts({contactOf(work, other, u"Tomas Berg"_s)});
        QTRY_COMPARE(changed.size(), 3);
        QVERIFY(isMarked());
        contacts.removeAccount(work);
        QTRY_COMPARE(changed.size(), 4);
        QVERIFY(!isMarked());
    }

    void strangersAreCompared()
    {
        ContactListModel contacts;
        contacts.changeContacts({contactOf(own, tomas, u"Tomas Berg"_s)});
        QVERIFY(isThrough(contacts));
        QCOMPARE(contacts.lookAlikeOf(work, BareJid::fromPrepared(u"t\u043Emas@harbor.example"_s)), tomas);
        QVERIFY(!contacts.lookAlikeOf(work, BareJid::fromPrepared(u"thomas@harbor.example"_s)).isValid());
    }

    /// Who asked before anybody was looked at, and is like a contact who is like no other one.
    void whatIsFoundOfAStrangerIsTold()
    {
        ContactListModel contacts;
        contacts.changeContacts({contactOf(own, tomas, u"Tomas Berg"_s)});
        contacts.flush();
        const BareJid stranger = BareJid::fromPrepared(u"t\u043Emas@harbor.example"_s);
        QSignalSpy changed(&contacts, &ContactListModel::lookAlikesChanged);
        QVERIFY(!contacts.lookAlikeOf(work, stranger).isValid());
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(contacts.lookAlikeOf(work, stranger), tomas);
    }

    /// More than are looked at in one turn.
    void manyAreAllLookedAt()
    {
        ContactListModel contacts;
        QList<Contact> all;
        for (int i = 0; i < 1'000; ++i)
            all << contactOf(own, BareJid::fromPrepared(u"person%1@harbor.example"_s.arg(i)), u"Person %1"_s.arg(i));
        contacts.replaceRoster(own, all);
        contacts.changeContacts({contactOf(work, other, u"Person 7"_s)});
        QVERIFY(isThrough(contacts));
        QCOMPARE(contacts.lookAlikeOf(work, other), all.at(7).jid);
        QCOMPARE(contacts.lookAlikeOf(own, all.at(7).jid), other);
        QVERIFY(!contacts.lookAlikeOf(own, all.at(8).jid).isValid());
    }

private:
    /// Two who are alike among the rest: so that it is told when all were looked at.
    static bool isThrough(ContactListModel &contacts)
    {
        const BareJid one = BareJid::fromPrepared(u"one@first.example"_s);
        const BareJid two = BareJid::fromPrepared(u"two@second.example"_s);
        contacts.changeContacts({contactOf(own, one, u"The Same"_s), contactOf(own, two, u"The Same"_s)});
        contacts.flush();
        QSignalSpy changed(&contacts, &ContactListModel::lookAlikesChanged);
        return !contacts.lookAlikeOf(own, one).isValid() && changed.wait() && contacts.lookAlikeOf(own, one).isValid();
    }
};

JACKDAW_TEST(ContactLooksTest)

} // namespace contact_looks_test

#include "contact_looks_test.moc"
