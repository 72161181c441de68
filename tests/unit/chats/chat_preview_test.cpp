// SPDX-License-Identifier: GPL-3.0-or-later
// What a row of the chat list says of its last message, however long that is.
#include "chats/ChatRowText.h"
#include "support/TestProgram.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace chat_preview_test {

class ChatPreviewTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aMegabyteIsOneShortLine_data();
    void aMegabyteIsOneShortLine();
};

void ChatPreviewTest::aMegabyteIsOneShortLine_data()
{
    constexpr int million = 1'000'000;
    QTest::addColumn<QString>("text");
    QTest::newRow("one line") << QString(million, u'x');
    QTest::newRow("lines") << u"x\n"_s.repeated(million / 2);
    QTest::newRow("emoji") << u"\U0001F426"_s.repeated(million / 2);
    QTest::newRow("a letter, and emoji") << u'a' + u"\U0001F426"_s.repeated(million / 2); // which are cut elsewhere
    QTest::newRow("marks") << u'a' + QString(million, QChar(0x0301));
}

void ChatPreviewTest::aMegabyteIsOneShortLine()
{
    QFETCH(QString, text);
    ChatListModel::Row row;
    row.name = u"Tomas Berg"_s;
    Message last;
    last.body = text;
    last.sender = BareJid::fromPrepared(u"tomas@harbor.example"_s);
    for (const ConversationKind kind : {ConversationKind::Chat, ConversationKind::Room}) {
        row.conversation.kind = kind;
        last.nick = kind == ConversationKind::Room ? text.left(2000) : QString();
        row.conversation.last = last;
        const ChatPreview preview = chatPreview(row);
        QVERIFY(preview.text.size() <= 240 && !preview.text.contains(u'\n'));
        QVERIFY(preview.lead.size() <= 250);
        const QString spoken = chatRowSpokenText(row, 0);
        QVERIFY2(spoken.size() < 700, qPrintable(QString::number(spoken.size())));
        QVERIFY(spoken.isValidUtf16());
    }
    row.conversation.draft = text;
    QVERIFY(chatPreview(row).text.size() <= 240);
    QVERIFY(chatRowSpokenText(row, 0).isValidUtf16());
}

JACKDAW_TEST(ChatPreviewTest)

} // namespace chat_preview_test

#include "chat_preview_test.moc"
