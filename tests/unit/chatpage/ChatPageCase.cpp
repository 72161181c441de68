// SPDX-License-Identifier: GPL-3.0-or-later
#include "ChatPageCase.h"

#include <QtTest>

using namespace Qt::StringLiterals;

namespace jackdaw {

void ChatPageCase::begin()
{
    m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
    m_preferences->setReduceMotion(true);
    m_theme = std::make_unique<Theme>(*m_preferences);
    m_history = std::make_unique<TimelineHistory>();
    m_history->addMany(80);
    m_accounts = std::make_unique<AccountListModel>();
    AccountSettings account;
    account.id = AccountId(1);
    account.jid = BareJid::fromPrepared(u"mara@harbor.example"_s);
    m_accounts->setAccounts({account});
    m_accounts->setConnection(account.id, {ConnectionState::Online, {}, 0});
    m_contacts = std::make_unique<ContactListModel>();
    Contact tomas;
    tomas.account = account.id;
    tomas.jid = BareJid::fromPrepared(u"tomas@harbor.example"_s);
    tomas.name = u"Tomas Berg"_s;
    Contact priya = tomas;
    priya.jid = BareJid::fromPrepared(u"priya@harbor.example"_s);
    priya.name = u"Priya Nair"_s;
    m_contacts->replaceRoster(account.id, {tomas, priya});
    m_contacts->flush();
    m_chats = std::make_unique<ChatListModel>(*m_contacts);
    m_tomas = m_history->conversation();
    m_tomas.draft = u"Owen can"_s;
    m_priya = {};
    m_priya.id = ConversationId(2);
    m_priya.account = account.id;
    m_priya.peer = priya.jid;
    m_chats->changeConversations({m_tomas, m_priya});
    m_chats->flush();
    m_page = std::make_unique<ChatPage>(*m_history->model, *m_chats, *m_contacts, *m_accounts, *m_theme, *m_preferences, m_history->clock);
    m_stored.clear();
    m_drafts = std::make_unique<DraftShelf>([this](ConversationId chat) {
        const Conversation *found = m_chats->find(chat);
        return m_stored.value(chat, {found ? found->draft : QString(), {}});
    });
    takeDraftsOf(*m_page);
    m_page->resize(900, 700);
    m_page->show();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_page->showChat(m_tomas.id);
}

void ChatPageCase::takeDraftsOf(ChatPage &page)
{
    page.setDrafts(*m_drafts);
    QObject::connect(&page, &ChatPage::draftChanged, &page, [this](ConversationId chat, const QString &text, const DraftParts &parts) {
        m_drafts->put(chat, {text, parts});
    });
    QObject::connect(&page, &ChatPage::sendRequested, &page, [this](ConversationId chat) { m_drafts->put(chat, {}); });
}

void ChatPageCase::end()
{
    m_page.reset();
    m_chats.reset();
    m_contacts.reset();
    m_accounts.reset();
    m_history.reset();
    m_theme.reset();
    m_preferences.reset();
}

void ChatPageCase::takeBack(Message message)
{
    message.retracted = message.time + 1;
    message.body.clear();
    m_history->change(message);
}

QPushButton *ChatPageCase::shownAct(const QString &text) const
{
    for (QPushButton *one : m_page->findChildren<QPushButton *>()) {
        if (one->text() == text && one->isVisible())
            return one;
    }
    return nullptr;
}

QAbstractButton *ChatPageCase::button(const QString &name) const
{
    for (QAbstractButton *one : m_page->findChildren<QAbstractButton *>()) {
        if (one->accessibleName() == name)
            return one;
    }
    return nullptr;
}

} // namespace jackdaw
