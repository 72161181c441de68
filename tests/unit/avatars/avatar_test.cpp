// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of people: whose word counts, what is fetched and believed, what is kept on disk, and how one's own goes out.
#include "chat/OccupantKey.h"
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"
#include "xmpp/Avatar.h"

#include <QDomDocument>
#include <QSignalSpy>
#include <QXmlStreamWriter>

#include <algorithm>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace avatar_test {

const QByteArray png = QByteArray("\x89PNG\r\n\x1a\n") + "of tomas";
const QByteArray other = QByteArray("\x89PNG\r\n\x1a\n") + "of somebody else";

QByteArray idOf(const QByteArray &bytes)
{
    return avatarId(bytes).toLatin1();
}

QByteArray metadata(const QByteArray &inside)
{
    return "<metadata xmlns='urn:xmpp:avatar:metadata'>" + inside + "</metadata>";
}

QByteArray info(const QByteArray &bytes, const QByteArray &more = {})
{
    return "<info id='" + idOf(bytes) + "' type='image/png' bytes='" + QByteArray::number(bytes.size()) + "' width='64' height='64'" + more + "/>";
}

/// XEP-0084, 4.2: what a contact's server tells.
QByteArray pepEvent(const QByteArray &from, const QByteArray &inside)
{
    return "<message from='" + from + "' to='mara@harbor.example' type='headline'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
           "<items node='urn:xmpp:avatar:metadata'><item id='x'>" + metadata(inside) + "</item></items></event></message>";
}

QByteArray presence(const QByteArray &from, const QByteArray &photo, const QByteArray &more = {})
{
    return "<presence from='" + from + "' to='mara@harbor.example'><x xmlns='vcard-temp:x:update'>" + photo + "</x>" + more + "</presence>";
}

QByteArray photo(const QByteArray &bytes)
{
    return "<photo>" + idOf(bytes) + "</photo>";
}

QDomElement element(const QByteArray &xml)
{
    static QList<QDomDocument> kept;
    QDomDocument document;
    document.setContent(xml, QDomDocument::ParseOption::UseNamespaceProcessing);
    kept.append(document);
    return document.documentElement();
}

/// Gives what it has to who asks for it.
struct PictureServer
{
    QByteArray node = png;
    QByteArray card = png;

    ScriptedServer::Script script()
    {
        ScriptedServer::Script script;
        script.payload = [this](const QByteArray &iq) -> QByteArray {
            const qsizetype to = iq.indexOf(" to=\"") + 5;
            const QByteArray from = to < 5 ? QByteArray() : " from='" + iq.sliced(to, iq.indexOf('"', to) - to) + "'"; // RFC 6120, 8.1.2.1
            if (iq.contains("<publish ")) {
                return "type='result'>";
            }
            if (iq.contains("<items ") && iq.contains("urn:xmpp:avatar:data")) {
                return "type='result'" + from + "><pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:avatar:data'><item id='x'>"
                       "<data xmlns='urn:xmpp:avatar:data'>" + node.toBase64() + "</data></item></items></pubsub>";
            }
            return iq.contains("vcard-temp") ? "type='result'" + from + "><vCard xmlns='vcard-temp'><PHOTO><TYPE>image/png</TYPE><BINVAL>"
                       + card.toBase64() + "</BINVAL></PHOTO></vCard>" : QByteArray();
        };
        return script;
    }
};

class AvatarTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void metadataNameAPictureThatMayBeFetched_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<bool>("isRead");
        QTest::addColumn<QString>("id");
        const QString id = avatarId(png);
        QTest::newRow("one") << metadata(info(png)) << true << id;
        QTest::newRow("none any more") << metadata({}) << true << QString();
        QTest::newRow("in the web first") << metadata(info(other, " url='https://web.example/p.png'") + info(png)) << true << id;
        QTest::newRow("in the web alone") << metadata(info(png, " url='https://web.example/p.png'")) << false << QString();
        QTest::newRow("no hash") << metadata("<info id='../../x' type='image/png' bytes='9'/>") << false << QString();
        QTest::newRow("no such kind") << metadata("<info id='" + id.toLatin1() + "' type='image/svg+xml' bytes='9'/>") << false << QString();
        QTest::newRow("too large") << metadata("<info id='" + id.toLatin1() + "' type='image/png' bytes='9000000'/>") << false << QString();
        QTest::newRow("something else") << QByteArray("<metadata xmlns='urn:example:x'/>") << false << QString();
    }
    void metadataNameAPictureThatMayBeFetched()
    {
        QFETCH(QByteArray, said);
        QFETCH(bool, isRead);
        QFETCH(QString, id);
        const auto read = readAvatarMetadata(element(said));
        QCOMPARE(read.has_value(), isRead);
        if (read) {
            QCOMPARE(read->id, id);
        }
    }

    void bytesAreBase64OfBoundedLength()
    {
        const auto data = [](const QByteArray &text) {
            return readAvatarData(element("<data xmlns='urn:xmpp:avatar:data'>" + text + "</data>"));
        };
        QCOMPARE(data(" " + png.toBase64().first(8) + "\n" + png.toBase64().sliced(8) + "\n"), png);
        QCOMPARE(data("no base64!"), QByteArray());
        QCOMPARE(data(QByteArray(maximumAvatarBytes + 1, 'x').toBase64()), QByteArray());
    }

    void aPresenceSaysWhichOrThatThereIsNone()
    {
        const auto hash = [](const QByteArray &inside) { return readPhotoHash(element(presence("tomas@harbor.example/x", inside))); };
        QCOMPARE(hash(photo(png)), avatarId(png));
        QCOMPARE(hash("<photo/>"), QString());
        QVERIFY(!hash("")); // XEP-0153, 4.1: not ready
        QVERIFY(!hash("<photo>../../../etc/passwd</photo>"));
    }

    void aContactsPictureIsFetchedWhenItIsWanted()
    {
        PictureServer server;
        ScriptedAccount account(server.script());
        QVERIFY(account.isReady());
        AvatarService &avatars = account.features->avatars;
        QSignalSpy changed(&avatars, &AvatarService::changed);
        account.server.say(pepEvent("tomas@harbor.example", info(png)));
        QTRY_COMPARE(changed.size(), 1);
        const Avatar told = changed.at(0).at(0).value<QList<Avatar>>().constFirst();
        QCOMPARE(told, (Avatar{account.id, account.peer("tomas"), avatarId(png), false}));
        QVERIFY(account.isThrough());
        QVERIFY(!account.server.heard().contains("urn:xmpp:avatar:data")); // nobody wants to see it yet
        avatars.want(account.peer("tomas"));
        QTRY_COMPARE(changed.size(), 2);
        QVERIFY(changed.at(1).at(0).value<QList<Avatar>>().constFirst().isHere);
        const QString path = avatars.folder().pathOf(avatarId(png));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), png);
        QCOMPARE(file.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup | QFileDevice::WriteOther),
                 QFileDevice::Permissions());
        // There is none any more.
        account.server.say(pepEvent("tomas@harbor.example", {}));
        QTRY_COMPARE(changed.size(), 3);
        QCOMPARE(changed.at(2).at(0).value<QList<Avatar>>().constFirst().hash, QString());
    }

    void aStrangersWordIsDropped()
    {
        PictureServer server;
        ScriptedAccount account(server.script());
        QVERIFY(account.isReady());
        AvatarService &avatars = account.features->avatars;
        account.server.say(pepEvent("mallory@harbor.example", info(png)));
        account.server.say(presence("mallory@harbor.example/x", photo(png)));
        account.server.say(pepEvent("tomas@harbor.example/phone", info(png))); // a device speaks for no account (XEP-0163, 4.3)
        account.server.say(presence("harbour@rooms.example/leila", photo(png))); // a room that we are not in
        QVERIFY(account.isThrough());
        for (const BareJid &who : {account.peer("mallory"), account.peer("tomas"), BareJid::fromPrepared(u"harbour@rooms.example"_s)}) {
            QCOMPARE(avatars.hashOf(who), QString());
            avatars.want(who);
        }
        QVERIFY(account.isThrough());
        QVERIFY(!account.server.heard().contains("urn:xmpp:avatar:data"));
        QCOMPARE(avatars.folder().entries().size(), 0);
    }

    void bytesThatHaveAnotherHashAreNotKept()
    {
        PictureServer server;
        server.node = other;
        ScriptedAccount account(server.script());
        QVERIFY(account.isReady());
        AvatarService &avatars = account.features->avatars;
        account.server.say(pepEvent("tomas@harbor.example", info(png)));
        QTRY_COMPARE(avatars.hashOf(account.peer("tomas")), avatarId(png));
        avatars.want(account.peer("tomas"));
        QTRY_VERIFY(account.server.heard().contains("urn:xmpp:avatar:data"));
        QVERIFY(account.isThrough());
        QVERIFY(!avatars.folder().has(avatarId(png)));
        QVERIFY(!avatars.folder().has(avatarId(other)));
        const qsizetype asked = account.server.heard().count("urn:xmpp:avatar:data");
        avatars.want(account.peer("tomas")); // not in this session
        QVERIFY(account.isThrough());
        QCOMPARE(account.server.heard().count("urn:xmpp:avatar:data"), asked);
        // Who says that they have somebody else's picture takes it from nobody.
        server.node = png;
        account.server.say(pepEvent("leila@harbor.example", info(png)));
        QTRY_COMPARE(avatars.hashOf(account.peer("leila")), avatarId(png));
        avatars.want(account.peer("leila"));
        QTRY_VERIFY(avatars.folder().has(avatarId(png)));
    }

    void thePictureOnTheCardServesWhereNothingIsPublished()
    {
        PictureServer server;
        ScriptedAccount account(server.script());
        QVERIFY(account.isReady());
        AvatarService &avatars = account.features->avatars;
        account.server.say(presence("tomas@harbor.example/x", photo(png)));
        QTRY_COMPARE(avatars.hashOf(account.peer("tomas")), avatarId(png));
        avatars.want(account.peer("tomas"));
        QTRY_VERIFY(avatars.folder().has(avatarId(png)));
        QVERIFY(!account.server.heard().contains("urn:xmpp:avatar:data"));
        // What they publish counts more, and stays when a presence says otherwise.
        account.server.say(pepEvent("tomas@harbor.example", info(other)));
        QTRY_COMPARE(avatars.hashOf(account.peer("tomas")), avatarId(other));
        account.server.say(presence("tomas@harbor.example/x", photo(png)));
        QVERIFY(account.isThrough());
        QCOMPARE(avatars.hashOf(account.peer("tomas")), avatarId(other));
    }

    void itIsThereAfterARestart()
    {
        QTemporaryDir profile;
        const BareJid tomas = ScriptedAccount::peer("tomas");
        const AvatarFolder folder(profile.path(), AccountId(3));
        QVERIFY(folder.keep(avatarId(png), png));
        QVERIFY(folder.setEntries({{tomas, {avatarId(png), AvatarFolder::Source::Card}}}));
        const AvatarFolder again(profile.path(), AccountId(3));
        QCOMPARE(again.entries().value(tomas), (AvatarFolder::Entry{avatarId(png), AvatarFolder::Source::Card}));
        QCOMPARE(again.avatars(), (QList<Avatar>{{AccountId(3), tomas, avatarId(png), true}}));
        QCOMPARE(again.pathOf(u"../../x"_s), QString());
        QVERIFY(!folder.keep(u"../../x"_s, png));
        QCOMPARE(AvatarFolder(profile.path(), AccountId(4)).avatars().size(), 0);
        // With the account.
        QVERIFY(folder.remove());
        QVERIFY(!again.has(avatarId(png)));
    }

    void whatIsKeptIsBounded()
    {
        PictureServer server;
        ScriptedAccount account(server.script());
        QVERIFY(account.isReady());
        AvatarService &avatars = account.features->avatars;
        const AvatarFolder &folder = avatars.folder();
        const auto fetch = [&](const char *who, const QByteArray &bytes) {
            server.node = bytes;
            account.server.say(pepEvent(QByteArray(who) + "@harbor.example", info(bytes)));
            avatars.want(account.peer(who)); // what nobody has told yet is not asked for
            return QTest::qWaitFor([&] {
                avatars.want(account.peer(who));
                return folder.has(avatarId(bytes));
            }, 10'000);
        };
        const auto age = [&](const QByteArray &bytes, int days) {
            QFile file(folder.pathOf(avatarId(bytes)));
            return file.open(QIODevice::ReadWrite)
                && file.setFileTime(QDateTime::currentDateTimeUtc().addDays(-days), QFileDevice::FileModificationTime);
        };
        const QByteArray stranger = png + " of nobody";
        QVERIFY(folder.keep(avatarId(stranger), stranger)); // somebody's in a room
        QVERIFY(fetch("tomas", png) && fetch("jonas", other));
        QVERIFY(age(other, 3) && age(png, 2) && age(stranger, 1));
        // Strangers' go first, then the oldest.
        QCOMPARE(folder.sweep(folder.entries(), 10'000).gone.size(), 0);
        QSignalSpy changed(&avatars, &AvatarService::changed);
        const QByteArray third = png + " and more";
        avatars.setMostBytes(png.size() + other.size() + third.size() - 1);
        QVERIFY(fetch("leila", third));
        QVERIFY(!folder.has(avatarId(stranger)));
        QVERIFY(!folder.has(avatarId(other)));
        QVERIFY(folder.has(avatarId(third)));
        // Whoever shows it learns that it has gone, and may ask for it again.
        QTRY_VERIFY(std::any_of(changed.cbegin(), changed.cend(), [&](const QList<QVariant> &each) {
            return each.at(0).value<QList<Avatar>>().contains(Avatar{account.id, account.peer("jonas"), avatarId(other), false});
        }));
    }

    void aNewSessionForgetsWhoIsInRooms() // under a nickname somebody else may come back
    {
        const QByteArray room = "crews@groups.harbor.example";
        PictureServer server;
        ScriptedServer::Script script = server.script();
        script.answer = [&room](const QByteArray &iq, const QByteArray &id) -> QByteArray {
            return !iq.contains("to=\"" + room) || !iq.contains("disco#info") ? QByteArray()
                : "<iq type='result' id='" + id + "' from='" + room + "' to='mara@harbor.example/desk'>"
                  "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='conference' type='text' name='Crews'/>"
                  "<feature var='http://jabber.org/protocol/muc'/></query></iq>";
        };
        ScriptedAccount account(script);
        QVERIFY(account.isReady());
        AvatarService &avatars = account.features->avatars;
        const BareJid crews = *BareJid::parse(QString::fromLatin1(room));
        account.features->rooms.enter({crews, u"Mara"_s, {}});
        QVERIFY(QTest::qWaitFor([&] {
            account.clock.advance(20);
            return account.server.heard().contains(room + "/Mara\"");
        }, 15'000));
        const QByteArray user = "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' role='participant'/>";
        account.server.say(presence(room + "/Leila", photo(png), user + "</x>")
                           + "<presence from='" + room + "/Mara' to='mara@harbor.example'>" + user + "<status code='110'/></x></presence>"
                             "<message from='" + room + "' type='groupchat'><subject/></message>");
        const BareJid leila = OccupantKey::make(crews, u"Leila"_s, {}).toText();
        QTRY_COMPARE(avatars.hashOf(leila), avatarId(png));
        // The room's own picture is what the room says, by its bare address (XEP-0486, 3), and comes from its card.
        account.server.say(presence(room, photo(other), {}) + presence("lounge@groups.harbor.example", photo(png), {}));
        QTRY_COMPARE(avatars.hashOf(crews), avatarId(other));
        QCOMPARE(avatars.hashOf(*BareJid::parse(u"lounge@groups.harbor.example")), QString()); // where we are not
        avatars.want(crews);
        const auto cardAsked = [&] {
            const QByteArray heard = account.server.heard();
            const qsizetype card = heard.lastIndexOf("<vCard");
            return card > 0 && heard.mid(heard.lastIndexOf("<iq", card), card - heard.lastIndexOf("<iq", card)).contains("to=\"" + room + "\"");
        };
        QTRY_VERIFY(cardAsked());
        QSignalSpy changed(&avatars, &AvatarService::changed);
        account.server.cut();
        QTRY_VERIFY(!account.connection->isOnline());
        account.open();
        QTRY_VERIFY(account.connection->isOnline());
        QCOMPARE(avatars.hashOf(leila), QString());
        QCOMPARE(avatars.hashOf(crews), QString());
        QTRY_VERIFY(!changed.isEmpty());
    }

    /// Prosody 13 goes on telling the hash that it told first, when the picture is another or none.
    void ofARoomItsCardIsBelieved()
    {
        const QByteArray room = "crews@groups.harbor.example";
        PictureServer server;
        ScriptedServer::Script script = server.script();
        int asked = 0;
        script.answer = [&](const QByteArray &iq, const QByteArray &id) -> QByteArray {
            asked += iq.contains("to=\"" + room) && iq.contains("<vCard") ? 1 : 0;
            return !iq.contains("to=\"" + room) || !iq.contains("disco#info") ? QByteArray()
                : "<iq type='result' id='" + id + "' from='" + room + "' to='mara@harbor.example/desk'>"
                  "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='conference' type='text' name='Crews'/>"
                  "<feature var='http://jabber.org/protocol/muc'/></query></iq>";
        };
        ScriptedAccount account(script);
        QVERIFY(account.isReady());
        AvatarService &avatars = account.features->avatars;
        const BareJid crews = *BareJid::parse(QString::fromLatin1(room));
        account.features->rooms.enter({crews, u"Mara"_s, {}});
        QVERIFY(QTest::qWaitFor([&] {
            account.clock.advance(20);
            return account.server.heard().contains(room + "/Mara\"");
        }, 15'000));
        const QByteArray user = "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' role='participant'/>";
        account.server.say("<presence from='" + room + "/Mara' to='mara@harbor.example'>" + user + "<status code='110'/></x></presence>"
                           "<message from='" + room + "' type='groupchat'><subject/></message>");
        const auto tell = [&](const QByteArray &bytes) { account.server.say(presence(room, photo(bytes), {})); };

        // Of who comes in only now: nothing has the hash that is told.
        server.card = other;
        tell(png);
        QTRY_COMPARE(avatars.hashOf(crews), avatarId(png));
        QCOMPARE(asked, 0); // nobody looks at it yet
        avatars.want(crews);
        QTRY_COMPARE(avatars.hashOf(crews), avatarId(other));
        QVERIFY(avatars.folder().has(avatarId(other)) && !avatars.folder().has(avatarId(png)));
        QCOMPARE(asked, 1);

        // Another one, told by the same old hash: the card is read without anybody's wish, and none but true ones are shown.
        const QByteArray third = QByteArray("\x89PNG\r\n\x1a\n") + "the third";
        QSignalSpy changed(&avatars, &AvatarService::changed);
        server.card = third;
        tell(png);
        QTRY_COMPARE(avatars.hashOf(crews), avatarId(third));
        QCOMPARE(asked, 2);
        for (const QList<QVariant> &each : changed)
            QVERIFY(!each.at(0).value<QList<Avatar>>().contains(Avatar{account.id, crews, avatarId(png), false}));
        // And none, which is told likewise.
        server.card.clear();
        tell(png);
        QTRY_COMPARE(avatars.hashOf(crews), QString());
        QCOMPARE(asked, 3);
        server.card = png;
        tell(png);
        QTRY_COMPARE(avatars.hashOf(crews), avatarId(png));
        QVERIFY(avatars.folder().has(avatarId(png)));

        // A room that tells of it without end is not looked at without end.
        for (int i = 0; i < 200; ++i)
            tell(png);
        account.server.say(presence(room + "/Leila", photo(png), user + "</x>"));
        const BareJid leila = OccupantKey::make(crews, u"Leila"_s, {}).toText();
        QTRY_COMPARE(avatars.hashOf(leila), avatarId(png));
        QVERIFY2(asked <= 60, qPrintable(QString::number(asked)));
    }

    void onesOwnIsPublishedForContactsAndTakenBack()
    {
        PictureServer server;
        ScriptedAccount account(server.script());
        QVERIFY(account.isReady());
        AvatarService &avatars = account.features->avatars;
        const auto done = avatars.publish({png, u"image/png"_s, 64, 64});
        QTRY_VERIFY(done.isFinished());
        QVERIFY(done.result());
        const QByteArray heard = account.server.heard();
        const qsizetype data = heard.indexOf("node=\"urn:xmpp:avatar:data\"");
        const qsizetype told = heard.indexOf("node=\"urn:xmpp:avatar:metadata\"");
        QVERIFY2(data > 0 && data < told, heard.constData());
        QVERIFY(heard.sliced(data, told - data).contains(png.toBase64()));
        QVERIFY(heard.sliced(data, told - data).contains("<value>presence</value>"));
        QVERIFY(heard.sliced(told).contains("id=\"" + idOf(png) + "\" type=\"image/png\""));
        QCOMPARE(avatars.hashOf(account.peer("mara")), avatarId(png));
        QVERIFY(avatars.folder().has(avatarId(png)));
        const auto gone = avatars.withdraw();
        QTRY_VERIFY(gone.isFinished());
        QVERIFY(gone.result());
        QVERIFY(account.server.heard().contains("<metadata xmlns=\"urn:xmpp:avatar:metadata\"/>"));
        QCOMPARE(avatars.hashOf(account.peer("mara")), QString());
        QTRY_VERIFY(account.server.heard().contains("<retract node=\"urn:xmpp:avatar:data\" notify=\"true\"><item id=\"" + idOf(png) + "\"/>"));
        // What is no picture never leaves.
        const auto refused = avatars.publish({"MZ", u"image/png"_s, 64, 64});
        QTRY_VERIFY(refused.isFinished());
        QVERIFY(!refused.result());
    }
};

JACKDAW_TEST(AvatarTest)

} // namespace avatar_test

#include "avatar_test.moc"
