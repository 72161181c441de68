// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/WaitingDialog.h"

#include "base/Clock.h"
#include "chat/ChatListModel.h"
#include "style/Direction.h"
#include "style/ErrorText.h"
#include "style/Theme.h"
#include "style/TimeText.h"
#include "widgets/AccountTag.h"
#include "widgets/Buttons.h"
#include "widgets/Card.h"
#include "widgets/EmptyState.h"
#include "widgets/Labels.h"
#include "widgets/MessageWords.h"
#include "widgets/Painting.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace jackdaw {

WaitingDialog::WaitingDialog(const QList<Waiting> &messages, const ChatListModel &chats, const Theme &theme, const Clock &clock,
                             QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Waiting messages"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    const int width = theme.scaled(520), height = theme.scaled(420);
    resize(parent ? std::min(width, parent->width() - 24) : width, parent ? std::min(height, parent->height() - 24) : height);
    if (messages.isEmpty()) {
        layout->addWidget(new EmptyState(theme, QStringLiteral("check-check"), tr("Nothing is waiting"),
                                         tr("Messages that you write while offline appear here."), this));
        return;
    }
    auto *card = new Card(theme);
    for (const Waiting &waiting : messages)
        card->addRow(makeRow(waiting, chats, theme, clock));
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(16, 16, 16, 16);
    column->addWidget(card);
    column->addStretch();
    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(content);
    layout->addWidget(area);
    // As high as what it shows, and no higher than the window has room for.
    const int wanted = std::max(theme.scaled(140), content->sizeHint().height());
    resize(this->width(), std::min(this->height(), wanted));
}

QWidget *WaitingDialog::makeRow(const Waiting &waiting, const ChatListModel &chats, const Theme &theme, const Clock &clock)
{
    auto *row = new QWidget;
    const Message &message = waiting.message;
    const QString name = chats.nameOf(message.conversation);
    const Conversation *chat = chats.find(message.conversation);
    const AccountMark account = chat ? chats.accountMark(chat->account) : AccountMark{};
    const bool failed = message.state == MessageState::Failed;
    const QString state = failed && message.failure ? errorSummary(*message.failure)
                                                    : tr("%1: %2").arg(messageStateText(message.state), waiting.reason);

    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(new ElidedLabel(theme, TypeRole::Name, Token::Text, AccountTag::shown(name, account), row));
    texts->addWidget(new ElidedLabel(theme, TypeRole::Body, Token::Text2, messageWords(message).left(300).simplified(), row));
    texts->addWidget(new ElidedLabel(theme, TypeRole::Meta, failed ? Token::Bad : Token::Text3,
                                     state + QStringLiteral(" · ") + listTimeText(message.time, clock.now()), row));
    auto *line = new QHBoxLayout(row);
    setLogicalMargins(line, 16, 10, 12, 10);
    line->setSpacing(8);
    line->addLayout(texts, 1);
    if (failed) {
        auto *retry = new TextButton(tr("Send again"), TextButton::Kind::Quiet, TextButton::Size::Small, row);
        connect(retry, &QAbstractButton::clicked, this, [this, retry, id = message.id] {
            retry->setEnabled(false);
            Q_EMIT retryRequested(id);
        });
        line->addWidget(retry);
    }
    auto *open = new TextButton(tr("Open chat"), TextButton::Kind::Secondary, TextButton::Size::Small, row);
    open->setAccessibleName(AccountTag::spoken(tr("Open chat with %1").arg(name), account));
    connect(open, &QAbstractButton::clicked, this, [this, conversation = message.conversation] {
        accept();
        Q_EMIT chatRequested(conversation);
    });
    line->addWidget(open);
    return row;
}

} // namespace jackdaw
