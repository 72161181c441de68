// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/Features.h"
#include "storage/Database.h"
#include "support/FakeClock.h"
#include "support/ScriptedServer.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace jackdaw::test {

inline const QByteArray ownFeatures = "<query xmlns='http://jabber.org/protocol/disco#info'><feature var='urn:xmpp:sid:0'/>"
                                      "<feature var='urn:xmpp:mam:2'/></query>";
inline const QByteArray roster = "<query xmlns='jabber:iq:roster'><item jid='tomas@harbor.example' name='Tomas' subscription='both'/>"
                                 "<item jid='leila@harbor.example' subscription='from'/>"
                                 "<item jid='jonas@harbor.example' subscription='to'/></query>";
inline const QByteArray noArchive = "<fin xmlns='urn:xmpp:mam:2' complete='true'/>";

/// mara@harbor.example with all her features and a database of her own, and the server that she signs in to, which has a
/// roster for her and an empty archive. Owned by a test, its thread. Has no window and no engine around it: what is tested
/// is the whole way from the socket to the database.
struct ScriptedAccount
{
    explicit ScriptedAccount(ScriptedServer::Script script = {});
    ~ScriptedAccount();
    static ScriptedServer::Script complete(ScriptedServer::Script script);
    /// The program ends and begins anew, with what is on disk.
    void restart();
    void open() { connection->open(ScriptedServer::password()); }
    /// Signed in, and everything that a session begins with is answered.
    bool isReady();
    static BareJid peer(const char *name) { return *BareJid::parse(QString::fromLatin1(name) + QStringLiteral("@harbor.example")); }
    /// All texts of the chat with this address, oldest first.
    QStringList texts(const BareJid &with);
    bool has(const BareJid &with, const QString &text);
    /// Waits until what was said before is dealt with: the server's stanzas are handled in their order.
    bool isThrough();
    /// What was answered to the request with this id, with the id and the addressee taken out.
    QByteArray answerTo(const QByteArray &requestId);

    ScriptedServer server;
    QTemporaryDir folder;
    test::FakeClock clock;
    SystemClock realClock; // the certificate of the server is of today
    std::unique_ptr<Database> database;
    AccountId id;
    AccountNotes notes; ///< remembers nothing, unless a test sets another one before restart()
    std::unique_ptr<Connection> connection;
    std::unique_ptr<Features> features;
    int marks = 0;
};

/// A text to mara; its id is made of its body.
inline QByteArray text(const QByteArray &from, const QByteArray &body, const QByteArray &more = {})
{
    return "<message from='" + from + "' to='mara@harbor.example' type='chat' id='id-" + body + "'><body>" + body + "</body>" + more
        + "</message>";
}

} // namespace jackdaw::test
