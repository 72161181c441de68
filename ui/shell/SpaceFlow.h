// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "spaces/Space.h"

#include <QFuture>
#include <QObject>
#include <QSet>
#include <functional>

QT_BEGIN_NAMESPACE
class QDialog;
QT_END_NAMESPACE

namespace jackdaw {

class AppContext;
class ChatListPane;
class MainWindow;
class SpaceDialog;
class SpaceDoor;
class Wishes;

/// Carries out what is wished for with the user's spaces, after the questions that belong to it: made, changed, put in
/// order, deleted, a chat put in or taken out; and says once where a server does not keep them private. Owned by Shell, GUI
/// thread. What a space holds is SpaceListModel's, what is kept where the engine's.
class SpaceFlow : public QObject
{
    Q_OBJECT
public:
    SpaceFlow(AppContext &context, Wishes &wishes, MainWindow &window);

    void connectList(ChatListPane &list);

Q_SIGNALS:
    void failed(const jackdaw::Error &error);
    void moveFailed();
    void noticed(const QString &sentence);

private:
    void make(ConversationId first);
    void change(const SpaceId &space);
    void askToDelete(const SpaceId &space);
    void setMember(ConversationId chat, const SpaceId &space, bool member);
    void move(const SpaceId &space, int row);
    /// What came out of a dialog, and what it was asked with.
    struct Answer
    {
        SpaceId space;
        SpaceTraits before, after;
        QSet<AccountId> accountsBefore, accountsAfter;
    };
    void save(SpaceDialog *dialog, const Answer &answer, ConversationId first);
    QFuture<Status> inSpaces(std::function<QFuture<Status>(SpaceDoor &)> command);
    /// All of them, whatever becomes of one; the first that failed.
    QFuture<Status> all(QList<QFuture<Status>> commands);
    QSet<AccountId> accountsOf(const SpaceId &space) const;
    QString noteOf(const QSet<AccountId> &accounts) const;
    QString sentenceOf(AccountId account, SpaceKeeping keeping) const;
    void tell(QFuture<Status> outcome);
    void open(QDialog *dialog);

    AppContext &m_context;
    Wishes &m_wishes;
    MainWindow &m_window;
};

} // namespace jackdaw
