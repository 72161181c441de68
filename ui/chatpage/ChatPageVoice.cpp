// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChatPage about sound: voice messages that are recorded, and what is played.
#include "chatpage/ChatPage.h"

#include "chat/TimelineModel.h"
#include "chatpage/PlayerBar.h"
#include "composer/Composer.h"
#include "composer/VoiceBar.h"
#include "files/FileOpening.h"
#include "files/PreparedFile.h"
#include "files/VideoViewer.h"
#include "sound/SoundTurn.h"
#include "sound/VoiceShelf.h"
#include "style/Preferences.h"
#include "style/Direction.h"
#include "style/ErrorText.h"
#include "style/Style.h"
#include "timeline/TimelineView.h"
#include "widgets/MessageBox.h"
#include "widgets/MessageWords.h"

#include <QApplication>
#include <QBoxLayout>
#include <QFile>
#include <QMessageBox>
#include <QPushButton>

#include <utility>

namespace jackdaw {

void ChatPage::connectVoice()
{
    m_composer->setSound(m_sound);
    m_timeline->setSound(m_sound);
    soundTurn();
    connect(m_composer, &Composer::voiceRequested, this,
        [this](const QByteArray &bytes) { sendVoice(m_conversation, bytes); });
    connect(m_composer->voiceBar(), &VoiceBar::discarded, this, [this] {
        voiceShelf().drop(m_conversation);
        QMetaObject::invokeMethod(this, [this] { // another one may have waited for this
            if (m_composer && m_conversation.isValid() && !m_composer->voiceBar()->take())
                resumeVoice();
        }, Qt::QueuedConnection);
    });
    // Nobody records what is played, nor hears it over what they listen to before it goes.
    connect(m_composer->voiceBar(), &VoiceBar::stateChanged, this, [this] {
        const VoiceTake *take = m_composer->voiceBar()->take();
        const bool isRecording = take && take->state() == VoiceTake::State::Recording;
        if (!isRecording)
            keepVoice();
        if (isRecording || m_composer->voiceBar()->isPreviewing())
            soundTurn().take(m_composer->voiceBar());
    });
    connect(m_timeline, &TimelineView::seekRequested, this, [this](MessageId message, qreal part, qint64 length) {
        const int row = m_model.rowOf(message);
        if (row >= 0 && m_model.message(row).attachment)
            playback().seek(message, m_model.message(row).attachment->path, part, length);
    });
}

SoundTurn &ChatPage::soundTurn()
{
    if (!m_turn)
        setSoundTurn(*new SoundTurn(this));
    return *m_turn;
}

void ChatPage::setSoundTurn(SoundTurn &turn)
{
    if (m_turn)
        m_turn->disconnect(this);
    m_turn = &turn;
    connect(m_turn, &SoundTurn::taken, this, [this](const QObject *who) {
        if (who != m_playback && m_playback)
            m_playback->giveWay();
    });
}

void ChatPage::sendVoice(ConversationId chat, const QByteArray &bytes)
{
    voiceShelf().send(chat, bytes); // the program may end before it is in a file
    prepareVoice(bytes, m_outgoingFolder).then(this, [this, chat, bytes](const Result<PreparedFile> &prepared) {
        if (prepared) {
            Q_EMIT sendFileRequested(chat, prepared->file, {});
            voiceShelf().settle(chat, bytes);
        } else {
            askAboutVoice(chat, bytes, prepared.error());
        }
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
    QPushButton *discard = box->addButton(tr("Discard recording"), QMessageBox::DestructiveRole);
    setButtonLook(discard, ButtonKind::Destructive);
    box->setDefaultButton(again);
    connect(again, &QPushButton::clicked, this, [this, chat, bytes] { sendVoice(chat, bytes); });
    connect(discard, &QPushButton::clicked, this, [this, chat, bytes] { voiceShelf().settle(chat, bytes); });
    box->open();
}

VoiceShelf &ChatPage::voiceShelf()
{
    if (!m_voiceShelf)
        m_voiceShelf = new VoiceShelf({}, this);
    return *m_voiceShelf;
}

void ChatPage::setVoiceShelf(VoiceShelf &shelf)
{
    m_voiceShelf = &shelf;
    if (m_composer && m_conversation.isValid() && !m_composer->voiceBar()->take())
        resumeVoice();
}

/// What is being recorded pauses, and is there after the program's end.
void ChatPage::keepVoice()
{
    VoiceTake *take = m_composer ? m_composer->voiceBar()->take() : nullptr;
    if (take && m_chats.find(m_conversation))
        voiceShelf().keep(m_conversation, *take);
}

/// What was being recorded waits for its chat to be shown again.
void ChatPage::leaveVoice()
{
    if (!m_composer)
        return;
    if (auto take = m_composer->leaveVoice(); take && m_chats.find(m_conversation))
        voiceShelf().put(m_conversation, std::move(take));
}

/// What was said to somebody whose chat is gone is for nobody else.
void ChatPage::forgetVoice()
{
    voiceShelf().forget([this](ConversationId chat) { return m_chats.find(chat) != nullptr; });
    if (m_playback && m_played.isValid() && !m_chats.find(m_played))
        m_playback->stop();
}

void ChatPage::resumeVoice()
{
    if (auto take = voiceShelf().take(m_conversation))
        m_composer->resumeVoice(std::move(take));
}

VoicePlayback &ChatPage::playback()
{
    if (!m_playback) {
        m_playback = new VoicePlayback(m_sound, this);
        m_player = new PlayerBar(m_theme);
        static_cast<QBoxLayout *>(layout())->insertWidget(0, m_player);
        connect(m_playback, &VoicePlayback::changed, this, &ChatPage::showPlayback);
        connect(m_playback, &VoicePlayback::ended, this, &ChatPage::playNext);
        connect(m_player, &PlayerBar::toggleRequested, m_playback, qOverload<>(&VoicePlayback::toggle));
        connect(m_player, &PlayerBar::seekRequested, m_playback, &VoicePlayback::seekTo);
        connect(m_player, &PlayerBar::rateRequested, m_playback, &VoicePlayback::turnRate);
        connect(m_player, &PlayerBar::closeRequested, this, [this] {
            const bool hadFocus = m_player->isAncestorOf(QApplication::focusWidget());
            m_playback->stop();
            if (hadFocus)
                focusComposer();
        });
    }
    return *m_playback;
}

void ChatPage::showPlayback(MessageId before)
{
    const VoicePlayback::State &state = m_playback->state();
    // Who said it is known while its chat is shown, which is where it was begun.
    if (state.message != before) {
        const int row = m_model.rowOf(state.message);
        m_played = m_conversation;
        m_playedTitle = row < 0 ? QString() : playedTitle(m_model.message(row));
    }
    const bool wasHeard = std::exchange(m_isHeard, state.motion == VoicePlayback::Motion::Playing);
    if (m_isHeard && !wasHeard)
        soundTurn().take(m_playback);
    m_timeline->setPlayback(state);
    m_player->show(state, m_playedTitle);
}

QString ChatPage::playedTitle(const Message &message) const
{
    const QString who = message.direction == Direction::Outgoing ? tr("You") : senderName(message);
    const SharedFile &file = message.attachment->file;
    if (isVoice(file) || file.name.isEmpty())
        return who;
    //: who sent a sound, and what its file is called
    return tr("%1: %2").arg(who, isolated(file.name));
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

/// In a window of its own; nobody hears two things at once.
void ChatPage::viewVideo(const Message &message)
{
    const QString from = message.direction == Direction::Outgoing ? tr("You") : senderName(message);
    auto *viewer = new VideoViewer({message.id, *message.attachment, from, message.direction},
                                   besideIn(m_conversation, Attachment::Kind::Video), m_preferences.videoVolume(),
                                   m_sound, m_theme, this);
    // By what it shows, not by the message: another chat may be open by then.
    connect(viewer, &VideoViewer::saveRequested, this, [this, viewer](const VideoViewer::Video &shown) {
        saveFileAs(viewer, shown.attachment, [this](const QString &text) { showFileError(text); });
    });
    connect(viewer, &VideoViewer::openRequested, this, [viewer](const VideoViewer::Video &shown) { openFile(viewer, shown.attachment); });
    connect(viewer, &VideoViewer::volumeChosen, this, [this](int percent) { m_preferences.setVideoVolume(percent); });
    connect(&m_model, &TimelineModel::messageGone, viewer, &VideoViewer::leave);
    connect(viewer, &VideoViewer::started, this, [this, viewer] { soundTurn().take(viewer); });
    connect(&soundTurn(), &SoundTurn::taken, viewer, [viewer](const QObject *who) {
        if (who != viewer)
            viewer->giveWay();
    });
    soundTurn().take(viewer); // it plays by now
    viewer->show();
}

} // namespace jackdaw
