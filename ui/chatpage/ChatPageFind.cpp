// SPDX-License-Identifier: GPL-3.0-or-later
// ChatPage's own search: the bar below the header, and the place in the timeline that it looks at.
#include "chatpage/ChatPage.h"

#include "chatpage/ChatHeader.h"
#include "chatpage/FindBar.h"
#include "composer/Composer.h"
#include "search/FindModel.h"
#include "timeline/TimelineView.h"

#include <QBoxLayout>

namespace jackdaw {

void ChatPage::setFind(std::unique_ptr<FindModel> find)
{
    m_find = std::move(find);
    connect(m_find.get(), &FindModel::changed, this, &ChatPage::showFindState);
    connect(m_find.get(), &FindModel::currentChanged, this, [this](MessageId message) {
        if (m_findBar && !m_findBar->isHidden())
            m_timeline->showMessage(message);
    });
    connectFind();
}

void ChatPage::connectFind()
{
    if (!m_find || !m_header)
        return;
    m_header->setFind(ChatHeader::Find::Closed);
    connect(m_header, &ChatHeader::findRequested, this, [this](bool open) { open ? openFind() : closeFind(); });
}

void ChatPage::openFind(const QString &text, MessageId message)
{
    if (!m_find || !m_conversation.isValid())
        return;
    if (!m_findBar) {
        m_findBar = new FindBar(*m_find, m_timeline->theme());
        auto *column = static_cast<QBoxLayout *>(m_timeline->parentWidget()->layout());
        column->insertWidget(column->indexOf(m_timeline), m_findBar);
        setTabOrder(m_findBar, m_timeline);
        connect(m_findBar, &FindBar::textEdited, this, [this](const QString &words) { m_find->setQuery(m_conversation, words); });
        connect(m_findBar, &FindBar::stepRequested, this, &ChatPage::stepFind);
        connect(m_findBar, &FindBar::closeRequested, this, [this] {
            closeFind();
            focusComposer();
        });
    }
    m_findBar->show();
    m_header->setFind(ChatHeader::Find::Open);
    if (text.isEmpty()) {
        m_findBar->takeFocus();
        // The words of the last time are still there.
        m_find->setQuery(m_conversation, m_findBar->text());
    } else {
        m_findBar->setText(text);
        m_find->setQuery(m_conversation, text, message);
    }
}

void ChatPage::stepFind(int by)
{
    if (!m_find || !m_conversation.isValid())
        return;
    if (!m_findBar || m_findBar->isHidden())
        openFind();
    else
        m_find->step(by);
}

void ChatPage::closeFind()
{
    if (!m_findBar || m_findBar->isHidden())
        return;
    m_findBar->hide();
    m_header->setFind(ChatHeader::Find::Closed);
    m_find->clear();
}

void ChatPage::showFindState()
{
    m_timeline->setMatch(m_find->match(), m_find->currentMessage(), m_find->currentInMessage());
}

void ChatPage::showMessage(MessageId message)
{
    if (m_conversation.isValid())
        m_timeline->showMessage(message);
}

void ChatPage::showTime(qint64 time)
{
    if (m_conversation.isValid())
        m_timeline->showTime(time);
}

} // namespace jackdaw
