// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/FilesLeftOut.h"
#include "chat/FurtherFiles.h"
#include "chat/IncomingPipeline.h"
#include "chat/MessageReader.h"
#include "chat/TimelineModel.h"
#include "storage/ReadConnection.h"
#include "support/ModelWatch.h"
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"
#include "xmpp/FileSharing.h"

#include <QDir>
#include <QDirIterator>
#include <QDomDocument>
#include <QFile>
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
    void whatStaysIsNotLostByACorrection_data();
    void whatStaysIsNotLostByACorrection();
    void twoCorrectionsInOneGo();
    void whatTakesAPlaceOfWhatWentIsTold();
    void whatIsPinnedStaysPinned();
    void whereNoKeyIsLeftTheyStayInOrder();
    void howManyWereLeftOutIsCorrectedToo();
    void aCorrectionThatCameFirstReplacesThem();
    void whatCameWithACorrectionThatCameFirstStays();
    void theNewestCorrectionThatCameFirstCounts_data();
    void whatSpeaksOfTheTextAloneHidesNoFiles_data();
    void whatSpeaksOfTheTextAloneHidesNoFiles();
    void theNewestCorrectionThatCameFirstCounts();
    void whatCouldNotBeReadBringsThemLater();
    void anIdThatIsUsedAgainIsAnotherMessage();
    void ofOursAllAreDelivered();
    void ofOursAboveWhatWasSeenAllWereSeen();
    void ofOursAllComeBack();
    void theUnreadLineStandsAboveThemAll();
    void aFileWhoseMessageIsGoneIsNeverNamed();
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
    /// A window is open from here on, and hears what is told.
    void openTimeline()
    {
        m_connection = std::make_unique<ReadConnection>(m_account->folder.filePath(u"history.sqlite"_s));
        m_reader = std::make_unique<MessageReader>(*m_connection);
        m_model = std::make_unique<TimelineModel>(*m_reader);
        m_watch = std::make_unique<ModelWatch>(m_model.get());
        const MessageService &messages = m_account->features->messages;
        connect(&messages, &MessageService::messagesStored, m_model.get(), &TimelineModel::addMessages);
        connect(&messages, &MessageService::messagesChanged, m_model.get(), &TimelineModel::changeMessages);
        connect(&messages, &MessageService::messageRemoved, m_model.get(), &TimelineModel::removeMessage);
        const auto chat = store().findConversation(m_account->id, ScriptedAccount::peer("tomas"));
        m_model->open(*store().conversation(*chat));
    }
    /// What was told is what is stored.
    QStringList told()
    {
        QStringList wrong;
        const QList<Message> stored = rows();
        for (int row = 0; row < std::max(m_model->rowCount(), int(stored.size())); ++row) {
            const bool isSame = row < m_model->rowCount() && row < stored.size() && m_model->message(row) == stored[row];
            if (!isSame) {
                wrong += u"row %1: %2 instead of %3"_s.arg(row).arg(row < m_model->rowCount() ? m_model->message(row).body : u"nothing"_s,
                                                                   row < stored.size() ? stored[row].body : u"nothing"_s);
            }
        }
        return wrong;
    }
    QString filesFolder() const { return m_account->folder.filePath(u"files"_s); }
    /// Its file was fetched: a word of its own, where DownloadService puts it.
    void fetch(const Message &row)
    {
        Attachment here = *row.attachment;
        const QString folder = filesFolder() + u'/' + QString::number(row.id.value(), 16);
        here.path = folder + u'/' + here.file.name;
        QVERIFY(QDir().mkpath(folder));
        QFile file(here.path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(here.file.url.toUtf8()) > 0);
        QVERIFY(AttachmentStore(*m_account->database).setHere(row.id, here));
    }
    QStringList filesOnDisk() const
    {
        QStringList all;
        QDirIterator found(filesFolder(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (found.hasNext()) {
            all += found.next();
        }
        return all;
    }
    /// Every file that is here has its own bytes, in the folder of its message, and no other file lies about.
    QStringList wrongOnDisk()
    {
        QStringList wrong;
        QStringList left = filesOnDisk();
        for (const Message &row : rows()) {
            if (!row.attachment || row.attachment->state != Attachment::State::Here) {
                continue;
            }
            QFile file(row.attachment->path);
            const bool isIt = file.open(QIODevice::ReadOnly) && file.readAll() == row.attachment->file.url.toUtf8();
            const bool isAtHome = row.attachment->path.startsWith(filesFolder() + u'/' + QString::number(row.id.value(), 16) + u'/');
            if (!isIt || !isAtHome) {
                wrong += row.attachment->file.name + u" at "_s + row.attachment->path;
            }
            left.removeAll(row.attachment->path);
        }
        return wrong + left;
    }
    QString bring(const QString &names)
    {
        QString all;
        for (const QChar name : names) {
            all += file(name + u".png"_s);
        }
        return all;
    }
    static QStringList named(const QString &names)
    {
        QStringList all;
        for (const QChar name : names) {
            all += name + u".png"_s;
        }
        return all;
    }
    QString correcting(const QString &names)
    {
        return u"<body>%1</body><replace xmlns='urn:xmpp:message-correct:0' id='t1'/>"_s.arg(u"now "_s + names) + bring(names);
    }
    int unread() { return store().conversation(rows().constFirst().conversation)->unread; }

    const QString m_three = u"<body>Look</body>"_s + file(u"a.png"_s) + file(u"b.png"_s) + file(u"c.png"_s);
    std::unique_ptr<ScriptedAccount> m_account;
    std::unique_ptr<ReadConnection> m_connection;
    std::unique_ptr<MessageReader> m_reader;
    std::unique_ptr<TimelineModel> m_model;
    std::unique_ptr<ModelWatch> m_watch;
};

void FurtherFilesTest::init()
{
    m_account = std::make_unique<ScriptedAccount>();
}

void FurtherFilesTest::cleanup()
{
    m_watch.reset();
    m_model.reset();
    m_reader.reset();
    m_connection.reset();
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
    QCOMPARE(unread(), 1); // messages are counted, not files
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

void FurtherFilesTest::whatStaysIsNotLostByACorrection_data()
{
    QTest::addColumn<QStringList>("corrections");
    QTest::newRow("the first goes") << QStringList{u"bc"_s};
    QTest::newRow("one between goes") << QStringList{u"ac"_s};
    QTest::newRow("the last goes") << QStringList{u"ab"_s};
    QTest::newRow("one is left") << QStringList{u"a"_s};
    QTest::newRow("the other way round") << QStringList{u"cba"_s};
    QTest::newRow("one more above") << QStringList{u"xabc"_s};
    QTest::newRow("one more between") << QStringList{u"axbc"_s};
    QTest::newRow("one more below") << QStringList{u"abcx"_s};
    QTest::newRow("others") << QStringList{u"xyz"_s};
    QTest::newRow("one other") << QStringList{u"axc"_s};
    QTest::newRow("away and back") << QStringList{u"bc"_s, u"abc"_s, u"c"_s, u"cab"_s, u"xcaby"_s, u"yb"_s};
}

void FurtherFilesTest::whatStaysIsNotLostByACorrection()
{
    QFETCH(QStringList, corrections);
    const Message taken = take(message(u"t1"_s, m_three));
    for (const Message &row : rows()) {
        fetch(row);
    }
    QCOMPARE(wrongOnDisk(), QStringList());
    openTimeline();
    QString before = u"abc"_s;
    QString here = before;
    for (int i = 0; i < corrections.size(); ++i) {
        const QHash<QString, MessageId> ids = [this] {
            QHash<QString, MessageId> all;
            for (const Message &row : rows()) {
                all.insert(row.attachment->file.name, row.id);
            }
            return all;
        }();
        const QString &now = corrections[i];
        take(message(u"c%1"_s.arg(i), correcting(now)));
        QCOMPARE(shown(), named(now));
        QCOMPARE(rows().constLast().id, taken.id);
        QCOMPARE(rows().constLast().caption(), u"now "_s + now);
        QCOMPARE(told(), QStringList());
        QCOMPARE(wrongOnDisk(), QStringList());
        for (const Message &row : rows()) { // what was fetched is here as long as the message has it
            const bool stays = here.contains(row.attachment->file.name.front());
            QCOMPARE(row.attachment->state, stays ? Attachment::State::Here : Attachment::State::Remote);
        }
        here.removeIf([&](QChar name) { return !now.contains(name); });
        if (now == u"bc"_s && before == u"abc"_s) {
            QCOMPARE(rows().constFirst().id, ids.value(u"b.png"_s)); // in its own row
        }
        before = now;
    }
}

void FurtherFilesTest::twoCorrectionsInOneGo()
{
    take(message(u"t1"_s, m_three));
    for (const Message &row : rows()) {
        fetch(row);
    }
    openTimeline();
    QVERIFY(m_account->features->messages.takeIn([&](IncomingPipeline &pipeline, IncomingOutcome &outcome) -> Status {
        for (const QString &now : {u"b"_s, u"xyb"_s, u"axbcd"_s}) {
            if (const auto one = pipeline.process(message(u"c"_s + now, correcting(now)), outcome); !one) {
                return one.error();
            }
        }
        return Done{};
    }, true));
    QCOMPARE(shown(), named(u"axbcd"_s));
    QCOMPARE(told(), QStringList());
    QCOMPARE(wrongOnDisk(), QStringList());
}

void FurtherFilesTest::whatTakesAPlaceOfWhatWentIsTold()
{
    IncomingMessage lowest = archived(message(u"t9"_s, u"<body>last</body>"_s), 9);
    lowest.time += 1000;
    const Message last = take(lowest);
    const Message standIn = take(archived(message(u"t2"_s, correcting(u"de"_s)), 2, last.id));
    openTimeline();
    // One page brings the message, which its correction goes into, what stood above that, and what would stand where that stood.
    QVERIFY(m_account->features->messages.takeIn([&](IncomingPipeline &pipeline, IncomingOutcome &outcome) -> Status {
        const auto first = pipeline.process(archived(message(u"t1"_s, m_three), 1, standIn.id), outcome);
        const auto above = first ? pipeline.process(archived(message(u"t0"_s, u"<body>above</body>"_s), 0, first->id), outcome) : first;
        const auto late = above ? pipeline.process(archived(message(u"t5"_s, u"<body>late</body>"_s), 5, last.id), outcome) : above;
        return late ? Status(Done{}) : Status(late.error());
    }, false));
    QCOMPARE(shown(), QStringList({u"above"_s, u"d.png"_s, u"e.png"_s, u"late"_s, u"last"_s}));
    QCOMPARE(told(), QStringList());
}

void FurtherFilesTest::whatIsPinnedStaysPinned()
{
    const Message taken = take(message(u"t1"_s, m_three));
    const QList<Message> all = rows();
    ChangeService &changes = m_account->features->messages.changes();
    QVERIFY(changes.setMark(all[0].id, ChangeStore::Mark::Saved, true)); // one file alone
    QVERIFY(changes.setMark(all[1].id, ChangeStore::Mark::Pinned, true));
    QVERIFY(store().message(taken.id)->pinned == 0);
    take(message(u"c1"_s, correcting(u"bxac"_s))); // b stays, a moves
    QCOMPARE(shown(), named(u"bxac"_s));
    QVERIFY(rows()[0].pinned != 0 && rows()[0].saved == 0);
    QVERIFY(rows()[1].pinned == 0 && rows()[1].saved == 0);
    QVERIFY(rows()[2].pinned == 0 && rows()[2].saved != 0);
    take(message(u"c2"_s, correcting(u"xyz"_s)));
    for (const Message &row : rows()) {
        QVERIFY(row.pinned == 0 && row.saved == 0); // it was of what is gone
    }
}

void FurtherFilesTest::whereNoKeyIsLeftTheyStayInOrder()
{
    const Message last = take(archived(message(u"t3"_s, u"<body>after</body>"_s), 3));
    const Message files = take(archived(message(u"t1"_s, m_three), 1, last.id));
    take(archived(message(u"t0"_s, u"<body>before</body>"_s), 0, files.id)); // right above them
    openTimeline();
    take(message(u"c1"_s, correcting(u"xyc"_s)));
    QCOMPARE(shown(), QStringList{u"before"_s} + named(u"xyc"_s) + QStringList{u"after"_s});
    take(message(u"c2"_s, correcting(u"xc"_s)));
    QCOMPARE(shown(), QStringList{u"before"_s} + named(u"xc"_s) + QStringList{u"after"_s});
    QCOMPARE(told(), QStringList());
    // What comes above a message comes above its files, though there is room between.
    m_account->restart();
    take(archived(message(u"t00"_s, u"<body>first</body>"_s), 10, files.id));
    QVERIFY2(shown().indexOf(u"first"_s) < shown().indexOf(u"x.png"_s), qPrintable(shown().join(u' ')));
}

void FurtherFilesTest::howManyWereLeftOutIsCorrectedToo()
{
    const QString nowhere = u"<file-sharing xmlns='urn:xmpp:sfs:0'/>"_s;
    take(message(u"t1"_s, m_three + nowhere + nowhere));
    QCOMPARE(shown(), QStringList{u"+2"_s} + named(u"abc"_s));
    openTimeline();
    const MessageId first = rows().constFirst().id;
    take(message(u"c1"_s, correcting(u"abc"_s) + nowhere));
    QCOMPARE(shown(), QStringList{u"+1"_s} + named(u"abc"_s));
    QCOMPARE(rows().constFirst().id, first);
    QCOMPARE(told(), QStringList());
    take(message(u"c2"_s, correcting(u"abc"_s)));
    QCOMPARE(shown(), named(u"abc"_s));
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

void FurtherFilesTest::whatCameWithACorrectionThatCameFirstStays()
{
    const Message correction = take(archived(message(u"t2"_s, correcting(u"bd"_s)), 2));
    for (const Message &row : rows()) {
        fetch(row);
    }
    ChangeService &changes = m_account->features->messages.changes();
    QVERIFY(changes.setMark(rows().constFirst().id, ChangeStore::Mark::Pinned, true));
    QVERIFY(changes.setMark(rows().constLast().id, ChangeStore::Mark::Saved, true));
    openTimeline();
    take(archived(message(u"t1"_s, m_three), 1, correction.id));
    QCOMPARE(shown(), named(u"bd"_s));
    for (const Message &row : rows()) {
        QCOMPARE(row.attachment->state, Attachment::State::Here);
    }
    QVERIFY(rows().constFirst().pinned != 0 && rows().constLast().saved != 0);
    QCOMPARE(wrongOnDisk(), QStringList());
    QCOMPARE(told(), QStringList());
}

void FurtherFilesTest::theNewestCorrectionThatCameFirstCounts_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::addColumn<QString>("shown");
    QTest::newRow("another file, and the first one again") << u"yb"_s << u"ya"_s << u"ya"_s;
    QTest::newRow("two files, then one") << u"bc"_s << u"d"_s << u"d"_s;
    QTest::newRow("the second is of the text alone") << u"yb"_s << u""_s << u"yb"_s;
    QTest::newRow("both are of the text alone") << u""_s << u""_s << u"xa"_s;
}

void FurtherFilesTest::theNewestCorrectionThatCameFirstCounts()
{
    QFETCH(QString, first);
    QFETCH(QString, second);
    QFETCH(QString, shown);
    IncomingMessage newer = archived(message(u"t3"_s, correcting(second)), 3);
    newer.time += 2000;
    const Message two = take(newer);
    IncomingMessage older = archived(message(u"t2"_s, correcting(first)), 2, two.id);
    older.time += 1000;
    const Message one = take(older);
    openTimeline();
    take(archived(message(u"t1"_s, u"<body>x</body>"_s + bring(u"xa"_s)), 1, one.id));
    QCOMPARE(this->shown(), named(shown));
    QCOMPARE(rows().constLast().body, u"now "_s + second);
    QCOMPARE(told(), QStringList());
}

void FurtherFilesTest::whatSpeaksOfTheTextAloneHidesNoFiles_data()
{
    QTest::addColumn<QStringList>("corrections"); // as they come: a number for when it was said, and its files
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("words");
    QTest::newRow("text, then files that are older") << QStringList{u"2"_s, u"1yb"_s} << u"yb"_s << u"now "_s;
    QTest::newRow("two of the text") << QStringList{u"3"_s, u"2"_s, u"1yb"_s} << u"yb"_s << u"now "_s;
    QTest::newRow("the text, and older files twice") << QStringList{u"3"_s, u"2c"_s, u"1yb"_s} << u"c"_s << u"now "_s;
    QTest::newRow("in no order") << QStringList{u"4"_s, u"1yb"_s, u"3c"_s, u"2d"_s} << u"c"_s << u"now "_s;
    QTest::newRow("files, then files that are older") << QStringList{u"2c"_s, u"1yb"_s} << u"c"_s << u"now c"_s;
    QTest::newRow("text below files") << QStringList{u"3c"_s, u"2"_s, u"1yb"_s} << u"c"_s << u"now c"_s;
}

/// The message is here, and what was missed of it comes newest first.
void FurtherFilesTest::whatSpeaksOfTheTextAloneHidesNoFiles()
{
    QFETCH(QStringList, corrections);
    QFETCH(QString, shown);
    QFETCH(QString, words);
    const Message first = take(archived(message(u"t1"_s, u"<body>x</body>"_s + bring(u"xa"_s)), 1));
    openTimeline();
    for (const QString &correction : std::as_const(corrections)) {
        const int said = correction.first(1).toInt();
        IncomingMessage in = archived(message(u"c%1"_s.arg(said), correcting(correction.mid(1))), 10 + said);
        in.time += said * 1000;
        take(in);
    }
    QCOMPARE(this->shown(), named(shown));
    QCOMPARE(rows().constLast().body, words);
    QCOMPARE(rows().constLast().id, first.id);
    QCOMPARE(told(), QStringList());
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

void FurtherFilesTest::ofOursAboveWhatWasSeenAllWereSeen()
{
    const Message below = take(message(u"o2"_s, u"<body>below</body><markable xmlns='urn:xmpp:chat-markers:0'/>"_s, u"mara"_s));
    take(message(u"t2"_s, u"<displayed xmlns='urn:xmpp:chat-markers:0' id='o2'/>"_s));
    QCOMPARE(store().message(below.id)->state, MessageState::Displayed);
    openTimeline();
    take(archived(message(u"o1"_s, m_three, u"mara"_s), 1, below.id)); // another device wrote it
    QCOMPARE(rows().size(), 4);
    for (const Message &row : rows()) {
        QCOMPARE(row.state, MessageState::Displayed);
    }
    QCOMPARE(told(), QStringList());
}

void FurtherFilesTest::ofOursAllComeBack()
{
    take(message(u"o1"_s, m_three, u"mara"_s));
    openTimeline();
    IncomingMessage error = message(u"o1"_s, {});
    error.stanza.type = MessageStanza::Type::Error;
    error.stanza.error = Error{ErrorKind::Unavailable, {}, {}};
    take(error);
    QCOMPARE(rows().size(), 3);
    for (const Message &row : rows()) {
        QCOMPARE(row.state, MessageState::Failed);
        QCOMPARE(row.failure->kind, ErrorKind::Unavailable);
    }
    QCOMPARE(told(), QStringList());
    QVERIFY(m_account->features->messages.retry(rows().constLast().id));
    for (const Message &row : rows()) { // as from here: a message each
        QCOMPARE(row.state, MessageState::Waiting);
        QVERIFY(!FurtherFiles::isOne(row) && row.originId != OriginId(u"o1"_s));
    }
    QCOMPARE(told(), QStringList());
}

void FurtherFilesTest::theUnreadLineStandsAboveThemAll()
{
    take(message(u"o1"_s, u"<body>mine</body>"_s, u"mara"_s));
    QVERIFY(m_account->features->messages.markRead(rows().constFirst().conversation, rows().constFirst().id));
    take(message(u"t1"_s, m_three));
    openTimeline();
    QCOMPARE(m_model->unreadCount(), 1);
    QCOMPARE(m_model->unreadLine(), rows()[1].id);
    QCOMPARE(m_model->messageOf(rows()[1]), rows()[3]);
    QCOMPARE(m_model->countFilesAbove(rows()[3]), 2);
    QVERIFY(m_account->features->messages.markRead(rows().constFirst().conversation, rows()[2].id));
    QCOMPARE(unread(), 1); // not before it was seen to its end
    QVERIFY(m_account->features->messages.markRead(rows().constFirst().conversation, rows()[3].id));
    QCOMPARE(unread(), 0);
}

void FurtherFilesTest::aFileWhoseMessageIsGoneIsNeverNamed()
{
    const Message taken = take(message(u"t1"_s, m_three));
    QVERIFY(store().remove(taken.id));
    const MessageId left = rows().constFirst().id;
    MessageService &messages = m_account->features->messages;
    const Status reacted = messages.changes().react(left, {u"\U0001F44D"_s});
    QVERIFY(!reacted);
    QCOMPARE(reacted.error().kind, ErrorKind::Conflict);
    QCOMPARE(m_account->database->value(u"SELECT count(*) FROM outgoing_change"_s)->toInt(), 0);
    QVERIFY(messages.changes().deleteLocally(left));
    QCOMPARE(rows().size(), 1);
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
