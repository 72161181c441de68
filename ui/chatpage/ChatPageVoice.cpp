// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChatPage about sound: voice messages that are recorded, and what is played.
#include "chatpage/ChatPage.h"

#include "chat/TimelineModel.h"
#include "composer/Composer.h"
#include "composer/VoiceBar.h"
#include "files/PreparedFile.h"
#include "style/ErrorText.h"
#include "style/Style.h"
#include "timeline/TimelineView.h"
#include "widgets/MessageBox.h"

#include <QFile>
#include <QMessageBox>
#include <QPushButton>

namespace jackdaw {

void ChatPage::connectVoice()
{
    m_composer->setSound(m_sound);
    connect(m_composer, &Composer::voiceRequested, this,
        [this](const QByteArray &bytes) { sendVoice(m_conversation, bytes); });
    // Nobody records what is played.
    connect(m_composer->voiceBar(), &VoiceBar::stateChanged, this, [this] {
        const VoiceTake *take = m_composer->voiceBar()->take();
        const bool isRecording = take && take->state() == VoiceTake::State::Recording;
        if (isRecording && m_playback && m_playback->state().motion == VoicePlayback::Motion::Playing)
            m_playback->toggle(m_playback->state().message, {});
    });
    connect(m_timeline, &TimelineView::seekRequested, this, [this](MessageId message, qreal part, qint64 length) {
        const int row = m_model.rowOf(message);
        if (row >= 0 && m_model.message(row).attachment)
            playback().seek(message, m_model.message(row).attachment->path, part, length);
    });
}

void ChatPage::sendVoice(ConversationId chat, const QByteArray &bytes)
{
    prepareVoice(bytes, m_outgoingFolder).then(this, [this, chat, bytes](const Result<PreparedFile> &prepared) {
        if (prepared)
            Q_EMIT sendFileRequested(chat, prepared->file, {});
        else
            askAboutVoice(chat, bytes, prepared.error());
    });
}

/// What was said is in no file yet, as on a full disk: it is kept until somebody decides. No key and no closing of the
/// box drops it.
void ChatPage::askAboutVoice(ConversationId chat, const QByteArray &bytes, const Error &error)
{
    auto *box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::NoIcon);
    box->setWindowTitle(tr("Voice message not sent"));
    setWords(*box, tr("The voice message was not sent."), errorText(error));
    QPushButton *again = box->addButton(tr("Try again"), QMessageBox::AcceptRole);
    setButtonLook(box->addButton(tr("Discard recording"), QMessageBox::DestructiveRole), ButtonKind::Destructive);
    box->setDefaultButton(again);
    connect(again, &QPushButton::clicked, this, [this, chat, bytes] { sendVoice(chat, bytes); });
    box->open();
}

/// What was being recorded waits for its chat to be shown again.
void ChatPage::leaveVoice()
{
    if (!m_composer)
        return;
    if (auto take = m_composer->leaveVoice(); take && m_conversation.isValid())
        m_takes[m_conversation] = std::move(take);
}

void ChatPage::resumeVoice()
{
    const auto found = m_takes.find(m_conversation);
    if (found == m_takes.end())
        return;
    auto take = std::move(found->second);
    m_takes.erase(found);
    m_composer->resumeVoice(std::move(take));
}

VoicePlayback &ChatPage::playback()
{
    if (!m_playback) {
        m_playback = new VoicePlayback(m_sound, this);
        connect(m_playback, &VoicePlayback::changed, this, [this] { m_timeline->setPlayback(m_playback->state()); });
        connect(m_playback, &VoicePlayback::ended, this, &ChatPage::playNext);
    }
    return *m_playback;
}

/// The sound that comes next in the chat, if it is the next message with one and is here; as voice messages are told in
/// several.
void ChatPage::playNext(MessageId after)
{
    const int ended = m_model.rowOf(after);
    for (int row = ended + 1; ended >= 0 && row < m_model.rowCount(); ++row) {
        const Message &message = m_model.message(row);
        if (!message.attachment || message.attachment->kind != Attachment::Kind::Audio || message.retracted != 0)
            continue;
        const bool isHere = message.attachment->state == Attachment::State::Here
            && QFile::exists(message.attachment->path);
        if (isHere && !message.spoiler)
            playback().toggle(message.id, message.attachment->path);
        return;
    }
}

} // namespace jackdaw
