// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/SearchModel.h"
#include "searchpage/SearchNames.h"
#include "searchpage/SearchWords.h"

#include <QTimer>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QListView;
class QStackedLayout;
QT_END_NAMESPACE

namespace jackdaw {

class Clock;
class EmptyState;
class Label;
class SearchFilters;
class Theme;

/// The search everywhere, in place of the chat list: what is asked (SearchFilters), and below it people, messages and
/// files. Owned by the main window, GUI thread; shows SearchModel and emits wishes. It opens no chat itself, and reads
/// no index.
class SearchPane : public QWidget
{
    Q_OBJECT
public:
    SearchPane(SearchModel &search, const ChatListModel &chats, const ContactListModel &contacts, const Theme &theme,
               const Clock &clock, QWidget *parent = nullptr);

    /// Goes to the field, behind `text` if there is any, else to what was searched for last, chosen.
    void start(const QString &text = {});
    /// Places a bar of the window below the header, where a window of one pane has it.
    void setBanner(QWidget *banner);
    /// What we are called in an account.
    void setOwnName(std::function<QString(AccountId)> name) { m_words.setOwnName(std::move(name)); }
    void focusList();

Q_SIGNALS:
    /// A message was chosen; `words` are those it was found by.
    void messageRequested(jackdaw::ConversationId conversation, jackdaw::MessageId message, const QString &words);
    void personRequested(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    /// The place in a chat where something was said at a time, though that itself is not here.
    void timeRequested(jackdaw::ConversationId conversation, qint64 time);
    void closeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeHeader();
    void makeFilters();
    void makeList();
    void applyTheme();
    void ask();
    void showState();
    void showNote();
    void announceArchives();
    void choose(const QModelIndex &index);
    void showArchived(const SearchModel::Row &row);
    void moveIntoList();

    SearchModel &m_search;
    const ChatListModel &m_chats;
    const Theme &m_theme;
    SearchNames m_names;
    SearchWords m_words;
    QWidget *m_header = nullptr;
    SearchFilters *m_filters = nullptr;
    Label *m_note = nullptr;
    QListView *m_list = nullptr;
    EmptyState *m_empty = nullptr;
    QStackedLayout *m_stack = nullptr;
    QTimer m_late; ///< only a search that takes its time is said to run
    QTimer m_typing; ///< what is not finished is not said to be wrong
    SearchModel::State m_shownState = SearchModel::State::Idle;
    SearchModel::Archives m_saidOfArchives = SearchModel::Archives::NotThere;
};

} // namespace jackdaw
