// SPDX-License-Identifier: GPL-3.0-or-later
#include "ChatDetailsCase.h"

#include "search/ShelfModel.h"

#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QtTest>

using namespace Qt::StringLiterals;

namespace jackdaw {

void ChatDetailsCase::begin()
{
    m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
    m_preferences->setReduceMotion(true);
    m_theme = std::make_unique<Theme>(*m_preferences);
    m_history = std::make_unique<TimelineHistory>();
    m_index = std::make_unique<SearchStore>(m_history->database());
    m_connection = std::make_unique<ReadConnection>(m_history->file());
    m_outline = std::make_unique<ChatOutlineReader>(*m_connection);
    m_accounts = std::make_unique<AccountListModel>();
    AccountSettings account;
    account.id = AccountId(1);
    account.jid = BareJid::fromPrepared(u"mara@harbor.example"_s);
    m_accounts->setAccounts({account});
    m_contacts = std::make_unique<ContactListModel>();
    Contact tomas;
    tomas.account = account.id;
    tomas.jid = BareJid::fromPrepared(u"tomas@harbor.example"_s);
    tomas.name = u"Tomas Berg"_s;
    m_contacts->replaceRoster(account.id, {tomas});
    m_contacts->flush();
    m_chats = std::make_unique<ChatListModel>(*m_contacts);
    m_tomas = m_history->conversation();
    m_chats->changeConversations({m_tomas});
    m_chats->flush();
    m_page = std::make_unique<ChatPage>(*m_history->model, *m_chats, *m_contacts, *m_accounts, *m_theme, *m_preferences, m_history->clock);
    m_page->setOutline(*m_outline, [this] { return std::make_unique<ShelfModel>(*m_connection); });
    m_page->resize(900, 700);
    m_page->show();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_page->showChat(m_tomas.id);
}

void ChatDetailsCase::end()
{
    m_page.reset();
    m_chats.reset();
    m_contacts.reset();
    m_accounts.reset();
    m_outline.reset();
    m_connection.reset();
    m_index.reset();
    m_history.reset();
    m_theme.reset();
    m_preferences.reset();
}

QAbstractButton *ChatDetailsCase::button(const QString &name) const
{
    for (QAbstractButton *one : m_page->findChildren<QAbstractButton *>()) {
        if ((one->accessibleName() == name || one->text() == name) && one->isVisible())
            return one;
    }
    return nullptr;
}

QAction *ChatDetailsCase::headerAct(const QString &words)
{
    button(u"More actions for this chat"_s)->click();
    for (QMenu *menu : m_page->findChildren<QMenu *>()) {
        for (QAction *action : menu->actions()) {
            if (action->text() == words)
                return action;
        }
    }
    return nullptr;
}

QStringList ChatDetailsCase::texts() const
{
    QStringList all;
    for (const QLabel *label : m_page->findChildren<QLabel *>()) {
        if (label->isVisible())
            all.append(label->text());
    }
    return all;
}

QString ChatDetailsCase::pictureOf(const QString &name, QColor color)
{
    QImage image(40, 30, QImage::Format_RGB32);
    image.fill(color);
    const QString path = m_folder.filePath(name);
    return image.save(path) ? path : QString();
}

Message ChatDetailsCase::bring(const QString &name, Attachment::Kind kind, Attachment::State state, const QString &path, qint64 apart)
{
    const Message message = m_history->add(u"https://upload.example/"_s + name, Direction::Incoming, apart);
    if (!m_history->database().run(
            u"INSERT INTO attachment (message, kind, state, url, name, size, path) VALUES (?, ?, ?, ?, ?, 2048, ?)"_s,
            {message.id.value(), int(kind), int(state), message.body, name, path}))
        qFatal("not stored");
    mark(message.id, u"attached"_s, int(kind) + 1);
    return message;
}

void ChatDetailsCase::mark(MessageId message, const QString &column, qint64 value)
{
    QVERIFY(m_history->database().run(u"UPDATE message SET %1 = ? WHERE id = ?"_s.arg(column), {value, message.value()}));
}

void ChatDetailsCase::index()
{
    QVERIFY(m_history->database().transaction(Database::Durability::Normal, [this] { return m_index->indexChanged(); }));
}

void ChatDetailsCase::reopen()
{
    index();
    m_page->showChat({});
    m_page->showChat(m_tomas.id);
}

} // namespace jackdaw
