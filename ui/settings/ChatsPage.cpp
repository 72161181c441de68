// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/ChatsPage.h"

#include "settings/QuickReplyDialog.h"
#include "widgets/Buttons.h"
#include "widgets/Card.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QSignalBlocker>

namespace jackdaw {

ChatsPage::ChatsPage(const Theme &theme, Preferences &preferences, QWidget *parent)
    : SettingsPage(theme, tr("Chats and media"), parent)
    , m_preferences(preferences)
{
    auto *key = new QComboBox;
    key->setAccessibleName(tr("Send with"));
    key->addItem(tr("Enter"), int(Preferences::SendKey::Enter));
    key->addItem(tr("Ctrl+Enter"), int(Preferences::SendKey::CtrlEnter));
    Card *card = addCard();
    auto *row = new SettingsRow(theme, tr("Send with"), tr("Shift+Enter begins a new line"), key);
    card->addRow(row);
    keepWheel(key);
    addSwitch(card, preferences, tr("Undo send"), tr("Messages wait for 5 seconds, in which you can take them back."),
              &Preferences::undoSend, &Preferences::setUndoSend);
    addSwitch(card, preferences, tr("Check spelling"), tr("The menu of the text field has the language of each chat."),
              &Preferences::checkSpelling, &Preferences::setCheckSpelling);
    addHeading(tr("Quick replies"));
    m_replies = addCard();
    showReplies();
    addDownloads();
    finish();
    const auto show = [key, row, &preferences] {
        const QSignalBlocker quiet(key);
        key->setCurrentIndex(key->findData(int(preferences.sendKey())));
        row->setHelp(preferences.sendKey() == Preferences::SendKey::Enter ? tr("Shift+Enter begins a new line")
                                                                          : tr("Enter begins a new line"));
    };
    show();
    connect(&preferences, &Preferences::changed, this, show);
    connect(&preferences, &Preferences::changed, this, &ChatsPage::showReplies);
    connect(key, &QComboBox::currentIndexChanged, &preferences,
            [key, &preferences] { preferences.setSendKey(Preferences::SendKey(key->currentData().toInt())); });
}

void ChatsPage::showReplies()
{
    const QList<QuickReply> replies = m_preferences.quickReplies();
    if (m_shown == replies && m_filled)
        return;
    m_shown = replies;
    m_filled = true;
    m_replies->clear();
    for (const QuickReply &reply : replies) {
        auto *buttons = new QWidget;
        auto *row = new QHBoxLayout(buttons);
        row->setContentsMargins(0, 0, 0, 0);
        auto *edit = new TextButton(tr("Edit"), TextButton::Kind::Secondary);
        edit->setAccessibleName(tr("Edit quick reply %1").arg(reply.name));
        connect(edit, &QPushButton::clicked, this, [this, reply] { ask(reply); });
        auto *remove = new TextButton(tr("Remove"), TextButton::Kind::Secondary);
        remove->setAccessibleName(tr("Remove quick reply %1").arg(reply.name));
        connect(remove, &QPushButton::clicked, this, [this, reply] { replace(reply, {}); });
        row->addWidget(edit);
        row->addWidget(remove);
        const QString text = reply.text.simplified();
        m_replies->addRow(new SettingsRow(theme(), u'/' + reply.name, text.size() > 80 ? text.first(80) + u'…' : text, buttons));
    }
    auto *add = new TextButton(tr("Add quick reply"), TextButton::Kind::Secondary);
    connect(add, &QPushButton::clicked, this, [this] { ask({}); });
    m_replies->addRow(new SettingsRow(theme(), tr("Texts that you write often"),
                                      tr("Begin a message with “/” and choose one."), add));
}

void ChatsPage::ask(const QuickReply &old)
{
    QStringList taken;
    for (const QuickReply &reply : m_preferences.quickReplies()) {
        if (reply != old)
            taken += reply.name;
    }
    auto *dialog = new QuickReplyDialog(theme(), old, taken, this);
    connect(dialog, &QuickReplyDialog::replyWritten, this, [this, old](const QuickReply &reply) { replace(old, reply); });
    dialog->open();
}

void ChatsPage::replace(const QuickReply &old, const QuickReply &reply)
{
    QList<QuickReply> replies = m_preferences.quickReplies();
    replies.removeOne(old);
    if (!reply.name.isEmpty())
        replies.append(reply);
    m_preferences.setQuickReplies(replies);
}

} // namespace jackdaw
