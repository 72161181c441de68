// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/StoragePage.h"

#include "settings/CleanupDialog.h"
#include "style/Direction.h"
#include "style/ErrorText.h"
#include "style/SizeText.h"
#include "widgets/Buttons.h"
#include "widgets/Card.h"
#include "widgets/Labels.h"

#include <QAccessible>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr qsizetype mostRows = 50; ///< what the others take is a single line

QString useText(const DiskUse &use)
{
    QStringList parts{fileSizeText(use.total().bytes)};
    for (const Attachment::Kind kind : {Attachment::Kind::Picture, Attachment::Kind::Sticker, Attachment::Kind::Video, Attachment::Kind::Audio,
                                       Attachment::Kind::File}) {
        const DiskUse::Part &part = use.parts[size_t(kind)];
        if (part.files > 0)
            parts.append(CleanupDialog::kindText(kind) + u' ' + fileSizeText(part.bytes));
    }
    return parts.size() == 2 ? parts.constLast() : parts.join(u" \u00B7 "_s);
}

} // namespace

StoragePage::StoragePage(const Theme &theme, QWidget *parent)
    : SettingsPage(theme, tr("Storage"), parent),
      m_state(new Label(theme, TypeRole::Body, Token::Text2, tr("Looking at the files\u2026"), Label::Wrap::Yes)),
      m_rest(new Label(theme, TypeRole::Meta, Token::Text2, {}, Label::Wrap::Yes)),
      m_stickers(new Label(theme, TypeRole::Meta, Token::Text2, {}, Label::Wrap::Yes))
{
    addNote(tr("Files that were downloaded, and copies of those that were sent. Your own files outside of Jackdaw are not counted, and "
               "never deleted."));
    content()->addWidget(m_state);
    content()->addSpacing(10);
    m_card = addCard();
    m_card->hide();
    content()->addWidget(m_rest);
    m_rest->hide();
    content()->addWidget(m_stickers);
    m_stickers->hide();
    finish();
}

void StoragePage::ask()
{
    Q_EMIT useRequested();
}

void StoragePage::showChats(const QList<Chat> &chats)
{
    const QHash<ConversationId, Row> before = std::exchange(m_rows, {});
    // A row that has the focus keeps it, and its place among the others.
    ConversationId focused;
    for (auto row = before.cbegin(); row != before.cend(); ++row) {
        if (row->act->hasFocus())
            focused = row.key();
    }
    m_card->clear();
    DiskUse::Part all;
    DiskUse::Part rest;
    for (qsizetype i = 0; i < chats.size(); ++i) {
        const DiskUse::Part part = chats.at(i).use.total();
        all.files += part.files;
        all.bytes += part.bytes;
        // What is under way stays in sight, however little is left of it.
        const Row was = before.value(chats.at(i).use.conversation);
        if (i < mostRows || was.isCleaned) {
            addChat(chats.at(i));
            Row &row = m_rows[chats.at(i).use.conversation];
            row.isCleaned = was.isCleaned;
            row.outcome = was.outcome;
            showRow(row);
        } else {
            rest.files += part.files;
            rest.bytes += part.bytes;
        }
    }
    m_card->setVisible(!m_rows.isEmpty());
    m_state->setText(chats.isEmpty() ? tr("No chat has files on this computer.") : tr("All files together: %1").arg(fileSizeText(all.bytes)));
    m_rest->setVisible(rest.files > 0);
    m_rest->setText(tr("The other chats together: %1").arg(fileSizeText(rest.bytes)));
    if (const auto row = m_rows.constFind(focused); row != m_rows.cend())
        row->act->setFocus(Qt::OtherFocusReason);
}

void StoragePage::showStickers(qint64 bytes)
{
    m_stickers->setText(tr("Sticker packs: %1. They are removed beside the emoji of a chat.").arg(fileSizeText(bytes)));
    m_stickers->setVisible(bytes > 0);
}

void StoragePage::addChat(const Chat &chat)
{
    auto *act = new TextButton({}, TextButton::Kind::Secondary, TextButton::Size::Small);
    auto *row = new SettingsRow(theme(), breakable(chat.name), {}, act);
    m_card->addRow(row);
    m_rows.insert(chat.use.conversation, Row{row, act, chat, false, {}});
    connect(act, &QAbstractButton::clicked, this, [this, id = chat.use.conversation] {
        const auto now = m_rows.constFind(id);
        if (now != m_rows.cend() && now->isCleaned)
            Q_EMIT stopRequested(id);
        else
            choose(id);
    });
}

void StoragePage::showRow(Row &row)
{
    const QString name = isolated(row.chat.name);
    row.act->setText(row.isCleaned ? tr("Stop") : tr("Clean up\u2026"));
    row.act->setAccessibleName(row.isCleaned ? tr("Stop deleting files of %1").arg(name) : tr("Clean up files of %1").arg(name));
    const QString use = useText(row.chat.use);
    row.row->setHelp(row.isCleaned ? tr("Deleting files\u2026") : row.outcome.isEmpty() ? use : use + u'\n' + row.outcome);
}

void StoragePage::choose(ConversationId chat)
{
    const auto row = m_rows.constFind(chat);
    if (row == m_rows.cend())
        return;
    auto *dialog = new CleanupDialog(theme(), row->chat.name, row->chat.use, window());
    connect(dialog, &CleanupDialog::chosen, this, [this, chat](FileKinds kinds) {
        const auto now = m_rows.find(chat);
        if (now == m_rows.end())
            return;
        now->isCleaned = true;
        now->outcome.clear();
        showRow(*now);
        Q_EMIT cleanupRequested(chat, kinds);
    });
    dialog->open();
}

void StoragePage::showCleanup(ConversationId chat, int done, int total)
{
    const auto row = m_rows.find(chat);
    if (row == m_rows.end())
        return;
    // Where it was begun before this page was made, nobody tells this one of its end.
    if (!row->isCleaned && done >= total) {
        showRow(*row);
        ask();
        return;
    }
    row->row->setHelp(tr("Deleting files, %1 of %2").arg(locale().toString(done), locale().toString(total)));
}

void StoragePage::showOutcome(ConversationId chat, const Result<CleanedUp> &outcome)
{
    const auto row = m_rows.find(chat);
    if (row != m_rows.end()) {
        row->isCleaned = false;
        row->outcome = outcome ? tr("%1 were freed.").arg(fileSizeText(outcome->bytes)) : errorText(outcome.error());
        showRow(*row);
        QAccessibleEvent said(row->act, QAccessible::NameChanged);
        QAccessible::updateAccessibility(&said);
    }
    ask();
}

} // namespace jackdaw
