// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChatPage about places: sending one, telling for a while where the user goes, and the bar and the cards
// about that.
#include "chatpage/ChatPage.h"

#include "account/AccountListModel.h"
#include "base/Clock.h"
#include "chatpage/LivePlaceDialog.h"
#include "chatpage/PlaceDialog.h"
#include "composer/Composer.h"
#include "places/LivePlaceModel.h"
#include "style/Direction.h"
#include "style/ErrorText.h"
#include "style/TimeText.h"
#include "timeline/CardBlock.h"
#include "timeline/LiveCard.h"
#include "timeline/TimelineView.h"
#include "widgets/Banner.h"
#include "widgets/MessageWords.h"

#include <QBoxLayout>

using namespace Qt::StringLiterals;

namespace jackdaw {

void ChatPage::sharePlace()
{
    if (!m_conversation.isValid() || m_composer->isHidden())
        return;
    auto *dialog = new PlaceDialog(m_name, m_positions, m_theme, this);
    connect(dialog, &PlaceDialog::chosen, this, [this, chat = m_conversation](const Place &place) {
        OutgoingText text;
        text.body = placeUri(place);
        Q_EMIT sendRequested(chat, text);
    });
    connect(dialog, &QDialog::finished, this, &ChatPage::focusComposer);
    dialog->open();
}

/// To one person alone: a group has no node that they all may read, and nobody else.
bool ChatPage::mayShareLive() const
{
    return m_livePlaces && m_kind == ConversationKind::Chat && m_peer != ownAddress();
}

void ChatPage::shareLivePlace()
{
    if (!m_conversation.isValid() || m_composer->isHidden() || !mayShareLive())
        return;
    const bool isSealed = m_encryption && m_encryption->sending != ChatEncryption::Sending::Clear;
    auto *dialog = new LivePlaceDialog(m_name, isSealed ? LivePlaceDialog::Chat::Sealed : LivePlaceDialog::Chat::Clear,
                                       m_positions, m_theme, this);
    m_liveDialog = dialog;
    connect(dialog, &LivePlaceDialog::chosen, this,
            [this, chat = m_conversation, isSealed](int minutes, const Place &place, qint64 time) {
        Q_EMIT liveRequested(chat, minutes, place, time, isSealed ? LivePromise::Sealed : LivePromise::None);
    });
    connect(dialog, &QDialog::finished, this, &ChatPage::focusComposer);
    dialog->open();
}

QPointer<QWidget> ChatPage::liveAsker() const { return m_liveDialog.data(); }

void ChatPage::finishLiveRequest(const Status &begun)
{
    if (!m_liveDialog)
        return;
    if (begun)
        m_liveDialog->accept();
    else if (begun.error().kind == ErrorKind::Forbidden || begun.error().kind == ErrorKind::Unavailable)
        m_liveDialog->showError(
            tr("Your server cannot keep a place for one person alone. Send where you are now instead."));
    else if (begun.error().kind == ErrorKind::NotAcceptable)
        m_liveDialog->showError(
            tr("This chat is not end-to-end encrypted any more, so nothing was shared. Close this and begin again."));
    else
        m_liveDialog->showError(errorText(begun.error()));
}

void ChatPage::setLivePlaces(const LivePlaceModel &places)
{
    m_livePlaces = &places;
    connect(&places, &LivePlaceModel::changed, this, &ChatPage::showLivePlaces);
    m_liveTimer.setSingleShot(true);
    connect(&m_liveTimer, &QTimer::timeout, this, &ChatPage::showLivePlaces);
}

const LivePlace *ChatPage::livePlaceOf(const Message &message, const LiveLink &link) const
{
    if (!m_livePlaces)
        return nullptr;
    return m_livePlaces->find(m_account, message.direction == Direction::Outgoing ? ownAddress() : m_peer, link.id);
}

/// As the card says it; empty: it is none.
QString ChatPage::spokenPlace(const Message &message) const
{
    const bool isText = message.retracted == 0 && !message.isUnreadable() && !message.attachment && !message.spoiler;
    if (!isText || !message.body.startsWith("geo:"_L1, Qt::CaseInsensitive))
        return {};
    const auto card = linkCardOf(message.body);
    if (!card || !card->place)
        return {};
    if (!card->live)
        return cardTitle(*card) + u", "_s + CardBlock::placeLine(*card->place);
    const QString name = message.direction == Direction::Outgoing ? QString() : senderName(message);
    const LiveCard live = liveCard(*card, livePlaceOf(message, *card->live), {name, message.time}, m_clock.now());
    return live.state.isEmpty() ? live.title + u", "_s + live.line
                                : live.title + u", "_s + live.line + u", "_s + live.state;
}

/// The bar says whom the user tells; the cards say what they know. Nothing wakes up where there is none of them.
void ChatPage::showLivePlaces()
{
    if (!m_timeline)
        return;
    const LivePlace *told =
        m_livePlaces && m_conversation.isValid() ? m_livePlaces->toldTo(m_conversation, m_clock.now()) : nullptr;
    const QString id = told ? told->id : QString();
    if (id != m_toldId) {
        m_toldId = id;
        if (m_liveBar) {
            m_liveBar->hide();
            m_liveBar->deleteLater();
            m_liveBar = nullptr;
        }
        if (told) {
            m_liveBar = new Banner(m_theme, tr("Live location"));
            m_liveBar->setContent(Banner::Kind::News, u"map-pin"_s,
                                  tr("You share your location until %1.").arg(isolated(clockText(told->until))), {});
            connect(m_liveBar->addAction(tr("Stop")), &QAbstractButton::clicked, this,
                    [this, account = m_account, id] { Q_EMIT stopLiveRequested(account, id); });
            auto *column = static_cast<QBoxLayout *>(m_timeline->parentWidget()->layout());
            column->insertWidget(column->indexOf(m_timeline), m_liveBar);
        }
    }
    m_liveTimer.stop();
    if (m_conversation.isValid()) {
        if (const qint64 next = m_timeline->refreshLivePlaces(); next > 0 && isVisible())
            m_liveTimer.start(int(next) + 50);
    }
}

} // namespace jackdaw
