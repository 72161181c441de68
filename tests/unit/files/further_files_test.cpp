// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/FilesLeftOut.h"
#include "chat/FurtherFiles.h"
#include "chat/IncomingPipeline.h"
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"
#include "xmpp/FileSharing.h"

#include <QDomDocument>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace further_files_test {

const QString of = u"https://files.harbor.example/x/"_s;

/// Messages that bring several files (XEP-0447), from the stanza to the rows on a real database: all of them in their
/// order, once however often they come, and together in whatever is said of the message.
class FurtherFilesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void eachFileHasARowAndTheLastIsTheMessage();
    void thoseBeyondTheBoundAreCounted();
    void whatComesAgainIsHereOnce();
    void anArchiveKeepsTheirOrder();
    void takenBackTheyAllGo();
    void whatWasTakenBackBeforeLeavesNothing();
    void aCorrectionReplacesThem();
    void aCorrectionThatCameFirstReplacesThem();
    void whatCouldNotBeReadBringsThemLater();
    void anIdThatIsUsedAgainIsAnotherMessage();
    void ofOursAllAreDelivered();
    void whatTheUserDoesToOneIsDoneToTheMessage();

private:
    static QString file(const QString &name, const QString &more = {})
    {
        return u"<file-sharing xmlns='urn:xmpp:sfs:0'><file xmlns='urn:xmpp:file:metadata:0'><media-type>image/png</media-type><name>%1</name>"
               "<size>9</size></file><sources><url-data xmlns='http://jabber.org/protocol/url-data' target='%2%1'/>%3</sources></file-sharing>"_s
            .arg(name, of, more);
    }
    IncomingMessage message(const QString &id, const QString &inside, const QString &from = u"tomas"_s) const
    {
        QDomDocument document;
        const QString to = from == u"mara" ? u"tomas"_s : u"mara"_s;
        (void)document.setContent(u"<message xmlns='jabber:client' from='%1@harbor.example/x' to='%2@harbor.example' type='chat' id='%3'>%4</message>"_s
                                .arg(from, to, id, inside), QDomDocument::ParseOption::UseNamespaceProcessing);
        IncomingMessage in;
        in.stanza = readMessage(document.documentElement());
        in.source = from == u"mara" ? IncomingMessage::Source::Carbon : IncomingMessage::Source::Live;
        in.time = m_account->clock.now();
        return in;
    }
    static IncomingMessage archived(IncomingMessage in, int number, MessageId below = {})
    {
        in.source = IncomingMessage::Source::Archive;
        in.archiveId = ArchiveId(u"archive-%1"_s.arg(number));
        in.time = 1'700'000'000'000; // all within the same second, as many servers stamp
        in.place = MessageStore::Place::ByTime;
        in.neighbours.before = below;
        return in;
    }
    Message take(const IncomingMessage &in)
    {
        Message taken;
        const Status done = m_account->features->messages.takeIn([&](IncomingPipeline &pipeline, IncomingOutcome &outcome) -> Status {
            const auto one = pipeline.process(in, outcome);
            taken = one ? *one : Message();
            return one ? Status(Done{}) : Status(one.error());
        }, true);
        return done ? taken : Message();
    }
    MessageStore &store() { return m_account->features->messages.store(); }
    QList<Message> rows()
    {
        const auto chat = store().findConversation(m_account->id, ScriptedAccount::peer("tomas"));
        return *store().select(u"WHERE m.conversation = ? ORDER BY m.id"_s, {chat->value()});
    }
    /// What is in each row, by the name of its file, or its text.
    QStringList shown()
    {
        QStringList all;
        for (const Message &row : rows()) {
            all += row.retracted != 0 ? u"(gone)"_s : row.attachment && filesLeftOut(*row.attachment) > 0
                ? u"+%1"_s.arg(filesLeftOut(*row.attachment)) : row.attachment ? row.attachment->file.url.section(u'/', -1) : row.body;
        }
        return all;
    }
    int unread() { return store().conversation(rows().constFirst().conversation)->unread; }

    const QString m_three = u"<body>Look</body>"_s + file(u"a.png"_s) + file(u"b.png"_s) + file(u"c.png"_s);
    std::unique_ptr<ScriptedAccount> m_account;
};

void FurtherFilesTest::init()
{
    m_account = std::make_unique<ScriptedAccount>();
}

void FurtherFilesTest::cleanup()
{
    m_account.reset();
}

void FurtherFilesTest::eachFileHasARowAndTheLastIsTheMessage()
{
    const Message taken = take(message(u"t1"_s, m_three));
    QCOMPARE(shown(), QStringList({u"a.png"_s, u"b.png"_s, u"c.png"_s}));
    QCOMPARE(taken.id, rows().constLast().id);
    QCOMPARE(taken.originId, OriginId(u"t1"_s));
    QCOMPARE(taken.caption(), u"Look"_s);
    QCOMPARE(rows().constFirst().caption(), QString());
    QCOMPARE(rows().constFirst().attachment->kind, Attachment::Kind::Picture);
    QCOMPARE(rows().constFirst().sender, ScriptedAccount::peer("tomas"));
    QCOMPARE(unread(), 3);
    FurtherFiles files(*m_account->database, store());
    QVERIFY(FurtherFiles::isOne(rows().constFirst()) && !FurtherFiles::isOne(taken));
    QCOMPARE(files.messageOf(rows().constFirst())->id, taken.id);
    QCOMPARE(files.messageOf(taken)->id, taken.id);
    QCOMPARE(files.of(taken)->size(), 2);
}

void FurtherFilesTest::thoseBeyondTheBoundAreCounted()
{
    QString many = u"<body>Look</body><file-sharing xmlns='urn:xmpp:sfs:0'/>"_s; // it lies nowhere
    for (int i = 0; i < 40; ++i) {
        many += file(u"%1.png"_s.arg(i));
    }
    take(message(u"t1"_s, many));
    const QStringList all = shown();
    QCOMPARE(all.size(), mostSharedFiles + 1);
    QCOMPARE(all.constFirst(), u"+9"_s);
    QCOMPARE(all[1], u"0.png"_s);
    QCOMPARE(all.constLast(), u"31.png"_s);
}

void FurtherFilesTest::whatComesAgainIsHereOnce()
{
    const Message taken = take(message(u"t1"_s, m_three));
    QCOMPARE(take(archived(message(u"t1"_s, m_three), 1)).id, taken.id);
    QCOMPARE(take(archived(message(u"t1"_s, m_three), 1)).id, taken.id);
    QCOMPARE(shown().size(), 3);
    QCOMPARE(store().message(taken.id)->archiveId, ArchiveId(u"archive-1"_s));
}

void FurtherFilesTest::anArchiveKeepsTheirOrder()
{
    const Message last = take(archived(message(u"t3"_s, u"<body>after</body>"_s), 3));
    const Message files = take(archived(message(u"t2"_s, m_three), 2, last.id));
    take(archived(message(u"t1"_s, u"<body>before</body>"_s), 1, files.id));
    const QStringList inOrder{u"before"_s, u"a.png"_s, u"b.png"_s, u"c.png"_s, u"after"_s};
    QCOMPARE(shown(), inOrder);
    // What is read downwards, from what was here.
    IncomingMessage later = archived(message(u"t4"_s, m_three), 4);
    later.neighbours.after = last.id;
    take(later);
    QCOMPARE(shown(), inOrder + QStringList({u"a.png"_s, u"b.png"_s, u"c.png"_s}));
}

void FurtherFilesTest::takenBackTheyAllGo()
{
    const Message taken = take(message(u"t1"_s, m_three));
    QList<MessageId> removed;
    connect(&m_account->features->messages, &MessageService::messageRemoved, this, [&](ConversationId, MessageId id) { removed += id; });
    take(message(u"t2"_s, u"<retract xmlns='urn:xmpp:message-retract:1' id='t1'/>"_s, u"leila"_s)); // who may not
    QCOMPARE(shown().size(), 3);
    take(message(u"t2"_s, u"<retract xmlns='urn:xmpp:message-retract:1' id='t1'/>"_s));
    QCOMPARE(shown(), QStringList{u"(gone)"_s});
    QCOMPARE(rows().constFirst().id, taken.id);
    QCOMPARE(removed.size(), 2);
    QCOMPARE(unread(), 0);
    QCOMPARE(m_account->database->value(u"SELECT count(*) FROM attachment"_s)->toInt(), 0);
}

void FurtherFilesTest::whatWasTakenBackBeforeLeavesNothing()
{
    take(archived(message(u"t2"_s, u"<retract xmlns='urn:xmpp:message-retract:1' id='t1'/>"_s), 2));
    take(archived(message(u"t1"_s, m_three), 1));
    QCOMPARE(shown(), QStringList{u"(gone)"_s});
    QCOMPARE(m_account->database->value(u"SELECT count(*) FROM attachment"_s)->toInt(), 0); // nor where it lies
}

void FurtherFilesTest::aCorrectionReplacesThem()
{
    const Message taken = take(message(u"t1"_s, m_three));
    const MessageId first = rows().constFirst().id;
    Attachment here = *rows().constFirst().attachment;
    here.path = u"/tmp/a.png"_s;
    QVERIFY(AttachmentStore(*m_account->database).setHere(first, here));
    const QString corrects = u"<replace xmlns='urn:xmpp:message-correct:0' id='t1'/>"_s;
    take(message(u"t2"_s, u"<body>Text alone</body>"_s + corrects));
    QCOMPARE(shown(), QStringList({u"a.png"_s, u"b.png"_s, u"c.png"_s}));
    QCOMPARE(store().message(taken.id)->caption(), u"Text alone"_s);
    take(message(u"t3"_s, u"<body>Others</body>"_s + corrects + file(u"a.png"_s) + file(u"d.png"_s)));
    QCOMPARE(shown(), QStringList({u"a.png"_s, u"d.png"_s}));
    QCOMPARE(rows().constFirst().attachment->state, Attachment::State::Here); // and is not fetched again
    QCOMPARE(rows().constLast().id, taken.id);
    QCOMPARE(rows().constLast().caption(), u"Others"_s);
    take(message(u"t3"_s, u"<body>Others</body>"_s + corrects + file(u"a.png"_s) + file(u"d.png"_s)));
    QCOMPARE(shown().size(), 2);
}

void FurtherFilesTest::aCorrectionThatCameFirstReplacesThem()
{
    const QString corrects = u"<replace xmlns='urn:xmpp:message-correct:0' id='t1'/>"_s;
    const Message correction = take(archived(message(u"t2"_s, u"<body>Others</body>"_s + corrects + file(u"d.png"_s) + file(u"e.png"_s)), 2));
    QCOMPARE(shown().size(), 2);
    const Message first = take(archived(message(u"t1"_s, m_three), 1, correction.id));
    QCOMPARE(shown(), QStringList({u"d.png"_s, u"e.png"_s}));
    QCOMPARE(rows().constLast().id, first.id);
    QCOMPARE(rows().constLast().body, u"Others"_s);
}

void FurtherFilesTest::whatCouldNotBeReadBringsThemLater()
{
    const IncomingMessage open = message(u"t1"_s, m_three);
    IncomingMessage sealed = message(u"t1"_s, {});
    MessageCipher::Opened &opened = sealed.opened.emplace();
    opened.outcome = MessageCipher::Opened::Outcome::Unreadable;
    opened.fault = opened.encryption.fault = RatchetFault::NoSession;
    const Message taken = take(sealed);
    QVERIFY(taken.isUnreadable());
    opened.outcome = MessageCipher::Opened::Outcome::Opened;
    opened.fault = opened.encryption.fault = RatchetFault::None;
    opened.stanza = open.stanza;
    take(sealed);
    QCOMPARE(shown(), QStringList({u"a.png"_s, u"b.png"_s, u"c.png"_s}));
    for (const Message &row : rows()) {
        QVERIFY(row.encryption && !row.isUnreadable());
    }
    QCOMPARE(rows().constLast().id, taken.id);
}

void FurtherFilesTest::anIdThatIsUsedAgainIsAnotherMessage()
{
    take(message(u"t1"_s, m_three));
    take(message(u"t1"_s, u"<body>Other</body>"_s + file(u"d.png"_s) + file(u"e.png"_s)));
    const QList<Message> all = rows();
    QCOMPARE(all.size(), 5);
    FurtherFiles files(*m_account->database, store());
    QCOMPARE(files.of(all[2])->size(), 2);
    QCOMPARE(files.of(all[4])->size(), 1);
    QCOMPARE(files.messageOf(all[0])->id, all[2].id);
    QCOMPARE(files.messageOf(all[3])->id, all[4].id);
    take(message(u"t2"_s, u"<retract xmlns='urn:xmpp:message-retract:1' id='t1'/>"_s));
    QCOMPARE(shown(), QStringList({u"a.png"_s, u"b.png"_s, u"c.png"_s, u"(gone)"_s}));
}

void FurtherFilesTest::ofOursAllAreDelivered()
{
    take(message(u"o1"_s, m_three, u"mara"_s));
    QCOMPARE(rows().size(), 3);
    take(message(u"t2"_s, u"<received xmlns='urn:xmpp:receipts' id='o1'/>"_s));
    for (const Message &row : rows()) {
        QCOMPARE(row.state, MessageState::Delivered);
    }
}

void FurtherFilesTest::whatTheUserDoesToOneIsDoneToTheMessage()
{
    MessageService &messages = m_account->features->messages;
    const Message taken = take(message(u"t1"_s, m_three));
    const MessageId first = rows().constFirst().id;
    QVERIFY(messages.changes().react(first, {u"\U0001F44D"_s}));
    QCOMPARE(store().message(taken.id)->reactions.size(), 1);
    QVERIFY(store().message(first)->reactions.isEmpty());
    OutgoingText answer;
    answer.body = u"Nice"_s;
    answer.replyTo = first;
    const auto answered = messages.send(taken.conversation, answer);
    QVERIFY(answered);
    QCOMPARE(store().message(*answered)->reply->id, taken.originId);
    QVERIFY(messages.changes().deleteLocally(first));
    QCOMPARE(shown(), QStringList{u"Nice"_s});
    take(archived(message(u"t1"_s, m_three), 1)); // and an archive does not bring them back
    QCOMPARE(shown(), QStringList{u"Nice"_s});

    const Message own = take(message(u"o1"_s, m_three, u"mara"_s));
    QVERIFY(messages.changes().retract(rows()[1].id));
    QCOMPARE(shown(), QStringList({u"Nice"_s, u"(gone)"_s}));
    QVERIFY(store().message(own.id)->retracted != 0);
    QCOMPARE(m_account->database->value(u"SELECT target FROM outgoing_change WHERE kind = 1"_s)->toString(), u"o1"_s);
}

JACKDAW_TEST(FurtherFilesTest)

} // namespace further_files_test

#include "further_files_test.moc"
