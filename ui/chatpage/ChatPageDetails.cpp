// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChatPage about what stands beside the messages and leads through them: the details, how they and a group's
// members are placed, the calendar, and what came while its reader was away.
#include "chatpage/ChatPage.h"

#include "chat/AttentionLimit.h"
#include "chat/ChatListModel.h"
#include "chat/ChatOutlineReader.h"
#include "chat/OccupantKey.h"
#include "chat/TimelineModel.h"
#include "chatpage/AwayStrip.h"
#include "chatpage/ChatHeader.h"
#include "chatpage/DateDialog.h"
#include "chatpage/DetailsPane.h"
#include "files/FileOpening.h"
#include "files/PictureViewer.h"
#include "base/Clock.h"
#include "profile/ProfileView.h"
#include "rooms/MembersPane.h"
#include "roster/ContactListModel.h"
#include "search/ShelfModel.h"
#include "style/Direction.h"
#include "style/Theme.h"
#include "timeline/TimelineView.h"

#include <QApplication>
#include <QBoxLayout>
#include <QDateTime>
#include <QFile>
#include <QStackedWidget>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int besidesPane = 360; ///< what a chat needs beside a pane (design/ui.md, "Layout grid")
constexpr int underPane = 520;   ///< from here on a pane slides over the messages, below it stands in their place
constexpr int leftFree = 60;     ///< of the messages, where it slides over them because of how wide the window is

/// What of a group is announced, as ChatNotifier does it.
QString notifyRule(const RoomListModel::Row &room)
{
    switch (room.bookmark ? room.bookmark->notify : RoomNotify::Unset) {
    case RoomNotify::Always: return ChatPage::tr("Every message");
    case RoomNotify::Never: return ChatPage::tr("Nothing");
    case RoomNotify::OnMention: return ChatPage::tr("Messages that mention you");
    case RoomNotify::Unset: break;
    }
    return room.room.features.membersOnly ? ChatPage::tr("Every message") : ChatPage::tr("Messages that mention you");
}

} // namespace

void ChatPage::setOutline(const ChatOutlineReader &outline, std::function<std::unique_ptr<ShelfModel>()> makeShelf)
{
    m_outline = &outline;
    m_makeShelf = std::move(makeShelf);
}

void ChatPage::connectHeader()
{
    connect(m_header, &ChatHeader::backRequested, this, &ChatPage::backRequested);
    connect(m_header, &ChatHeader::encryptionRequested, this, &ChatPage::showEncryption);
    connect(m_header, &ChatHeader::detailsRequested, this, [this](bool open) {
        if (open)
            toggleDetails();
        else {
            closeMembers();
            closeDetails();
        }
    });
    connect(m_header, &ChatHeader::groupActRequested, this, [this](GroupAct act) { Q_EMIT groupActRequested(m_conversation, act); });
    connect(m_header, &ChatHeader::actRequested, this, [this](ChatHeader::Act act) {
        switch (act) {
        case ChatHeader::Act::ShowMembers: openMembers(); break;
        case ChatHeader::Act::ShowDetails: openDetails(); break;
        case ChatHeader::Act::JumpToDate: chooseDate(m_timeline->shownTime()); break;
        case ChatHeader::Act::SendPlace: sharePlace(); break;
        case ChatHeader::Act::ShareLive: shareLivePlace(); break;
        case ChatHeader::Act::SendContact: shareContact(); break;
        case ChatHeader::Act::AskForAttention: askForAttention(); break;
        case ChatHeader::Act::AskedForAttention: break;
        case ChatHeader::Act::Leave: confirmLeave(); break;
        }
    });
    connect(m_timeline, &TimelineView::dayRequested, this, &ChatPage::chooseDate);
    connect(m_timeline, &TimelineView::beginningReached, this, [this] {
        if (m_kind == ConversationKind::Room) // the history of others comes by itself
            Q_EMIT olderRequested(m_account, m_conversation);
    });
}

/// Of a chat of two.
void ChatPage::offerActs()
{
    using Act = ChatHeader::Act;
    const auto asked = m_attentions.constFind(m_conversation);
    const bool isAsked = asked != m_attentions.constEnd() && !asked->hasExpired();
    QList<Act> acts{Act::JumpToDate, Act::SendPlace};
    if (mayShareLive())
        acts.append(Act::ShareLive);
    acts.append(Act::SendContact);
    acts.append(isAsked ? Act::AskedForAttention : Act::AskForAttention);
    m_header->setChatActs(acts);
}

void ChatPage::askForAttention()
{
    const ConversationId chat = m_conversation;
    m_attentions.insert(chat, QDeadlineTimer(AttentionLimit::pause));
    Q_EMIT attentionRequested(chat);
    offerActs();
    QTimer::singleShot(AttentionLimit::pause, this, [this, chat] {
        if (chat == m_conversation && m_kind == ConversationKind::Chat)
            offerActs();
    });
}

// ---- Days ----

void ChatPage::chooseDate(qint64 shown)
{
    const ChatOutlineReader::Span span = m_outline && m_conversation.isValid() ? m_outline->span(m_conversation) : ChatOutlineReader::Span();
    if (span.first == 0)
        return;
    const auto dayOf = [](qint64 time) { return QDateTime::fromMSecsSinceEpoch(time).date(); };
    auto *dialog = new DateDialog(m_theme, dayOf(span.first), dayOf(span.last), dayOf(shown > 0 ? shown : span.last),
                                  [this, chat = m_conversation](QDate from, QDate to) { return m_outline->days(chat, from, to); }, this);
    connect(dialog, &DateDialog::chosen, this, [this, chat = m_conversation](QDate day) {
        if (chat != m_conversation)
            return; // another one was opened meanwhile
        m_timeline->showTime(day.startOfDay().toMSecsSinceEpoch());
        m_timeline->setFocus(Qt::OtherFocusReason);
    });
    dialog->open();
}

// ---- While you were away ----

/// As the chat is opened, where more is new than one sees at a glance.
void ChatPage::tellAway(const Conversation &chat)
{
    closeAway();
    if (!m_outline || chat.unread < AwayStrip::worthTelling || !chat.firstUnread.isValid())
        return;
    const AwaySummary summary = m_outline->away(chat.id, chat.firstUnread);
    m_away = new AwayStrip(m_theme);
    m_away->tell(chat, summary, m_clock.now(), [this](const AwaySummary::Person &one) {
        return one.nick.isEmpty() ? m_contacts.nameOf(m_account, one.sender) : one.nick;
    });
    auto *column = static_cast<QBoxLayout *>(m_timeline->parentWidget()->layout());
    column->insertWidget(column->indexOf(m_timeline), m_away);
    m_away->show();
    setTabOrder(m_away, m_timeline);
    connect(m_away, &AwayStrip::mentionRequested, this, [this, first = summary.firstMention] {
        m_timeline->showMessage(first);
        m_timeline->setFocus(Qt::OtherFocusReason);
    });
    connect(m_away, &AwayStrip::newestRequested, this, [this] {
        m_timeline->jumpToNewest();
        focusComposer();
    });
    connect(m_away, &AwayStrip::closeRequested, this, [this] {
        closeAway();
        focusComposer();
    });
}

void ChatPage::closeAway()
{
    if (AwayStrip *strip = std::exchange(m_away, nullptr)) {
        strip->hide();
        strip->deleteLater();
    }
}

// ---- Details ----

void ChatPage::toggleDetails()
{
    if (!m_conversation.isValid())
        return;
    const QWidget *side = sidePane();
    const bool hadFocus = side && side->isAncestorOf(QApplication::focusWidget());
    if (m_details && !m_details->isHidden())
        closeDetails();
    else if (m_kind == ConversationKind::Room)
        toggleMembers();
    else
        openDetails();
    if (hadFocus && !sidePane()) // else it goes to whatever stands beside it
        focusComposer();
}

void ChatPage::openDetails()
{
    if (!m_makeShelf || !m_conversation.isValid())
        return;
    if (!m_details)
        makeDetails();
    closeMembers();
    m_details->show();
    arrangeSide();
    refreshDetails();
    m_details->showTab(m_details->tab());
    m_details->takeFocus();
    showSideState();
    if (m_kind == ConversationKind::Chat) {
        Q_EMIT sharedGroupsAsked(m_account, m_peer);
        if (m_contacts.find(m_account, m_peer))
            Q_EMIT profileAsked(m_account, m_peer);
    }
}

void ChatPage::makeDetails()
{
    m_details = new DetailsPane(m_makeShelf(), m_theme, m_clock, m_timeline->parentWidget()->parentWidget());
    m_details->setNames([this](const ShelfEntry &entry) {
        Message said;
        said.direction = entry.direction;
        said.sender = entry.sender;
        said.nick = entry.nick;
        return entry.direction == Direction::Outgoing ? tr("You") : senderName(said);
    });
    m_details->profile().setLinkTemplate(m_directoryLink);
    connect(&m_details->profile(), &ProfileView::noteChanged, this, &ChatPage::noteChanged);
    connect(&m_details->profile(), &ProfileView::linkRequested, this, &ChatPage::profileLinkRequested);
    connect(m_details, &DetailsPane::closeRequested, this, [this] {
        closeDetails();
        focusComposer();
    });
    connect(m_details, &DetailsPane::encryptionRequested, this, &ChatPage::showEncryption);
    connect(m_details, &DetailsPane::muteRequested, this, [this](bool muted) { Q_EMIT muteRequested(m_conversation, muted); });
    connect(m_details, &DetailsPane::moreRequested, this, [this](QWidget *below) { m_header->showMenu(below); });
    connect(m_details, &DetailsPane::groupRequested, this, &ChatPage::chatRequested);
    connect(m_details, &DetailsPane::linkRequested, this, [this](const TextLink &link) { m_timeline->openLink(link); });
    connect(m_details, &DetailsPane::openFileRequested, this, &ChatPage::openShelved);
    connect(m_details, &DetailsPane::saveFileRequested, this, [this](const ShelfEntry &entry) {
        saveFileAs(this, *entry.attachment, [this](const QString &text) { showFileError(text); });
    });
    connect(m_details, &DetailsPane::pinRequested, this, &ChatPage::pinRequested);
    connect(m_details, &DetailsPane::saveRequested, this, &ChatPage::saveRequested);
    connect(m_details, &DetailsPane::allSavedRequested, this, &ChatPage::allSavedRequested);
    connect(m_details, &DetailsPane::messageRequested, this, &ChatPage::showFromDetails);
}

void ChatPage::showFromDetails(MessageId message)
{
    if (m_sidePlace != SidePlace::Beside) // it would hide what was asked for
        closeDetails();
    m_timeline->showMessage(message);
    m_timeline->setFocus(Qt::OtherFocusReason);
}

/// A picture in the viewer, which goes on to those beside it; a sound where it was sent; any other file by the system's program.
void ChatPage::openShelved(const ShelfEntry &entry)
{
    if (entry.attachment->kind == Attachment::Kind::Audio && QFile::exists(entry.attachment->path)) {
        showFromDetails(entry.message);
        playback().toggle(entry.message, entry.attachment->path);
        return;
    }
    if (!QFile::exists(entry.attachment->path) || entry.attachment->kind != Attachment::Kind::Picture) {
        // What was here once may have been taken away by somebody: its message says what can be done.
        if (QFile::exists(entry.attachment->path))
            openFile(this, *entry.attachment);
        else
            showFromDetails(entry.message);
        return;
    }
    viewPicture(pictureOf(entry), entry.conversation);
}

void ChatPage::closeDetails()
{
    if (!m_details || m_details->isHidden())
        return;
    m_details->hide();
    m_details->shelf().show({}, Shelf::Links); // nothing is looked for behind it
    arrangeSide();
    showSideState();
}

void ChatPage::refreshDetails()
{
    if (!m_details || m_details->isHidden() || !m_conversation.isValid())
        return;
    const Conversation *chat = m_chats.find(m_conversation);
    if (!chat)
        return;
    DetailsPane::Subject subject;
    subject.conversation = m_conversation;
    subject.name = m_name;
    subject.jid = m_peer;
    subject.line = m_header->line();
    QString rule = chat->muted ? tr("Muted: nothing is announced") : tr("Every message");
    switch (m_kind) {
    case ConversationKind::Chat:
        subject.availability = m_contacts.presenceOf(m_account, m_peer).availability;
        subject.address = m_peer.toString();
        break;
    case ConversationKind::Room: {
        subject.shape = AvatarShape::Group;
        subject.address = m_peer.toString();
        const RoomListModel::Row *known = room();
        if (!chat->muted && known)
            rule = notifyRule(*known);
        break;
    }
    case ConversationKind::RoomPrivate:
        break;
    }
    m_details->setSubject(subject);
    const bool isContact = m_kind == ConversationKind::Chat && m_contacts.find(m_account, m_peer);
    if (isContact)
        m_details->profile().setSubject(m_account, m_peer);
    m_details->profile().setVisible(isContact);
    m_details->setNotifications(chat->muted, rule);
    m_details->setEncryption(m_shownEncryption, EncryptionPill::words(m_shownEncryption.value_or(EncryptionPill::State::Clear)));
}

void ChatPage::setProfile(const ContactProfile &profile)
{
    if (m_details)
        m_details->profile().setProfile(profile);
}

void ChatPage::setDirectoryLink(const QString &linkTemplate)
{
    m_directoryLink = linkTemplate;
    if (m_details)
        m_details->profile().setLinkTemplate(linkTemplate);
}

void ChatPage::setSharedGroups(AccountId account, const BareJid &peer, const QList<BareJid> &rooms)
{
    if (!m_details || account != m_account || peer != m_peer || m_kind != ConversationKind::Chat)
        return;
    QList<DetailsPane::Group> groups;
    for (const BareJid &jid : rooms) {
        const RoomListModel::Row *known = m_rooms ? m_rooms->find(account, jid) : nullptr;
        if (known && known->room.conversation.isValid())
            groups.append({known->room.conversation, known->name()});
    }
    m_details->setGroups(groups);
}

// ---- Panes beside the messages ----

QWidget *ChatPage::sidePane() const
{
    if (m_members && !m_members->isHidden())
        return m_members;
    return m_details && !m_details->isHidden() ? m_details : nullptr;
}

void ChatPage::showSideState()
{
    if (m_header)
        m_header->setDetails(sidePane() ? ChatHeader::Details::Open : ChatHeader::Details::Closed);
}

/// Beside the messages where there is room for both; else over their trailing edge; in a narrow window in their place
/// (design/ui.md, "Window sizes and collapse").
void ChatPage::arrangeSide()
{
    if (!m_timeline)
        return;
    QWidget *chat = m_timeline->parentWidget();
    QWidget *pane = sidePane();
    const int wanted = m_theme.scaled(DetailsPane::wantedWidth);
    const bool isMedium = m_panes == Panes::Medium; // design/ui.md, "Window sizes and collapse"
    const int over = isMedium ? wanted + m_theme.scaled(leftFree) : m_theme.scaled(underPane);
    m_sidePlace = !isMedium && width() >= wanted + m_theme.scaled(besidesPane) ? SidePlace::Beside
                : width() >= over                                               ? SidePlace::Over
                                                                                : SidePlace::Instead;
    chat->setVisible(!pane || m_sidePlace != SidePlace::Instead);
    if (!pane)
        return;
    pane->setMinimumWidth(m_sidePlace == SidePlace::Instead ? 0 : wanted);
    pane->setMaximumWidth(m_sidePlace == SidePlace::Instead ? QWIDGETSIZE_MAX : wanted);
    if (m_sidePlace == SidePlace::Over) {
        m_whole->removeWidget(pane);
        QWidget *whole = m_whole->parentWidget();
        const int x = layoutDirection() == Qt::RightToLeft ? 0 : whole->width() - wanted;
        pane->setGeometry(x, 0, wanted, whole->height());
        pane->raise();
    } else if (m_whole->indexOf(pane) < 0) {
        m_whole->addWidget(pane);
    }
}

} // namespace jackdaw
