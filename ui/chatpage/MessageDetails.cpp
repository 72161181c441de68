// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatpage/MessageDetails.h"

#include "style/Theme.h"
#include "style/TimeText.h"
#include "widgets/Painting.h"

#include <QDialogButtonBox>
#include <QPlainTextEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace jackdaw {

MessageDetails::MessageDetails(const Facts &facts, const Theme &theme, QWidget *parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Message details"));
    const Message &message = facts.message;
    QStringList lines{tr("From: %1").arg(facts.sender), tr("Address: %1").arg(message.sender.toString()),
                      tr("Time: %1").arg(fullTimeText(message.time))};
    if (message.direction == Direction::Outgoing)
        lines.append(tr("State: %1").arg(messageStateText(message.state)));
    if (message.retracted != 0)
        lines.append(tr("Deleted: %1").arg(fullTimeText(message.retracted)));
    if (message.edited != 0)
        lines.append(tr("Edited: %1").arg(fullTimeText(message.edited)));
    if (message.pinned != 0)
        lines.append(tr("Pinned: %1").arg(fullTimeText(message.pinned)));
    if (message.saved != 0)
        lines.append(tr("Saved: %1").arg(fullTimeText(message.saved)));
    if (!facts.seenBy.isEmpty())
        lines << QString() << tr("Seen by") << facts.seenBy;
    if (!facts.reactions.isEmpty())
        lines << QString() << tr("Reactions") << facts.reactions;
    if (!facts.versions.isEmpty()) {
        lines << QString() << tr("Earlier versions");
        for (qsizetype i = 0; i + 1 < facts.versions.size(); ++i)
            lines << tr("%1: %2").arg(fullTimeText(facts.versions.at(i).time), facts.versions.at(i).body);
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 20);
    column->setSpacing(12);
    // Plain text by its nature: nothing that others wrote is ever markup here.
    auto *text = new QPlainTextEdit(lines.join(u'\n'), this);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setAccessibleName(tr("Message details"));
    text->setMinimumSize(theme.scaled(380), theme.scaled(240));
    column->addWidget(text, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
}

} // namespace jackdaw
