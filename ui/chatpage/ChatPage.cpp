// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatpage/ChatPage.h"

#include "account/AccountListModel.h"
#include "base/Alarm.h"
#include "chat/ChatListModel.h"
#include "chat/ChatOutlineReader.h"
#include "chat/TimelineModel.h"
#include "chatpage/ChatHeader.h"
#include "chatpage/DetailsPane.h"
#include "chatpage/FindBar.h"
#include "composer/Composer.h"
#include "composer/DraftShelf.h"
#include "composer/MessageField.h"
#include "composer/UndoStrip.h"
#include "composer/VoiceBar.h"
#include "files/SendFilesStrip.h"
#include "rooms/EventLines.h"
#include "rooms/MembersPane.h"
#include "rooms/OccupantListModel.h"
#include "rooms/VoiceStrip.h"
#include "roster/ContactListModel.h"
#include "search/FindModel.h"
#include "search/ShelfModel.h"
#include "style/Direction.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "style/TimeText.h"
#include "text/Action.h"
#include "timeline/TimelineView.h"
#include "trust/TrustLines.h"
#include "widgets/EmptyState.h"
#include "widgets/MessageBox.h"
#include "widgets/MessageWords.h"
#include "widgets/Painting.h"

#include <QApplication>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>

#include <utility>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int spokenLimit = 1000; ///< characters of a message that are read out at once

} // namespace

ChatPage::ChatPage(TimelineModel &timeline, const ChatListModel &chats, const ContactListModel &contacts,
                   const AccountListModel &accounts, const Theme &theme, Preferences &preferences, const Clock &clock,
                   QWidget *parent)
    : QWidget(parent)
    , m_model(timeline)
    , m_chats(chats)
    , m_contacts(contacts)
    , m_accounts(accounts)
    , m_theme(theme)
    , m_preferences(preferences)
    , m_clock(clock)
    , m_stack(new QStackedWidget(this))
{
    setMinimumWidth(320);
    auto *empty = new EmptyState(theme, u"message-circle"_s, tr("No chat selected"),
                                 tr("Choose one from the list, or start a new one."));
    empty->setAutoFillBackground(true);
    const auto ground = [empty, &theme] { // that of the messages which will stand there
        QPalette colors = empty->palette();
        colors.setColor(QPalette::Window, theme.color(Token::Canvas));
        empty->setPalette(colors);
    };
    connect(&theme, &Theme::changed, empty, ground);
    ground();
    m_stack->addWidget(empty);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0); // what is played stands on the chat
    whole->addWidget(m_stack);

    connect(&contacts, &ContactListModel::peopleChanged, this, &ChatPage::refreshPeople);
    connect(&chats, &ChatListModel::dataChanged, this, &ChatPage::refreshPeople);
    connect(&chats, &ChatListModel::modelReset, this, &ChatPage::refreshPeople);
    connect(&chats, &ChatListModel::layoutChanged, this, &ChatPage::refreshPeople);
    connect(&chats, &ChatListModel::rowsInserted, this, &ChatPage::refreshPeople);
    connect(&chats, &ChatListModel::rowsMoved, this, &ChatPage::refreshPeople);
    connect(&chats, &ChatListModel::rowsRemoved, this, &ChatPage::refreshPeople);
    connect(&chats, &ChatListModel::chatsRemoved, this, &ChatPage::refreshPeople);
    connect(&chats, &ChatListModel::chatsRemoved, this, &ChatPage::forgetVoice);
    connect(&chats, &ChatListModel::chatsRemoved, this, &ChatPage::forgetFiles);
    connect(&accounts, &AccountListModel::dataChanged, this, &ChatPage::refreshAccount);
    connect(&accounts, &AccountListModel::modelReset, this, &ChatPage::refreshAccount);
    connect(&accounts, &AccountListModel::dataChanged, this, &ChatPage::noteConnections);
    m_askAboutReaders.setSingleShot(true);
    m_askAboutReaders.setInterval(300);
    connect(&m_askAboutReaders, &QTimer::timeout, this, [this] { askEncryption({}, {}); });
    setAlarm(std::make_unique<TimerAlarm>());
    noteConnections();
}

ChatPage::~ChatPage()
{
    if (m_composer)
        m_composer->voiceBar()->disconnect(this); // which is hidden yet, and says so
    delete m_members; // before the list that it shows
    delete m_details; // whose names come from here
}

void ChatPage::makeChat()
{
    m_header = new ChatHeader(m_theme);
    m_timeline = new TimelineView(m_model, m_theme, m_clock);
    m_composer = new Composer(m_theme, m_preferences);
    auto *chat = new QWidget;
    auto *column = new QVBoxLayout(chat);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    // From below, as Tab goes the way they came: from what is written to what was written, and on to the header.
    column->addWidget(m_composer);
    column->insertWidget(0, m_timeline, 1);
    column->insertWidget(0, m_header);
    auto *whole = new QWidget;
    m_whole = new QHBoxLayout(whole);
    m_whole->setContentsMargins(0, 0, 0, 0);
    m_whole->setSpacing(0);
    m_whole->addWidget(chat, 1);
    m_stack->addWidget(whole);
    m_timeline->installEventFilter(this);

    m_model.setSpokenText([this](const Message &message) { return spokenText(message); });
    m_timeline->setSenderName([this](const Message &message) { return senderName(message); });
    m_timeline->setKnown([this](const BareJid &person) {
        const AccountListModel::Row *account = m_accounts.find(m_account);
        return m_contacts.find(m_account, person) || (account && account->settings.jid == person);
    });

    m_timeline->setLivePlaces([this](const Message &message, const LiveLink &link) { return livePlaceOf(message, link); });

    connectHeader();
    connect(m_timeline, &TimelineView::retryRequested, this, &ChatPage::retryRequested);
    connect(m_timeline, &TimelineView::deleteRequested, this, &ChatPage::confirmDelete);
    connect(m_timeline, &TimelineView::linkActivated, this, &ChatPage::linkActivated);
    connect(m_timeline, &TimelineView::readUpTo, this, [this](MessageId message) { Q_EMIT readUpTo(m_conversation, message); });
    connectActs();
    connectRoomLines();
    connectFiles();
    makeUndo();
    connectFind();
    connect(m_composer, &Composer::draftChanged, this, [this](const QString &draft, const DraftParts &parts) {
        if (draft.isEmpty()) // nothing is asked for any more
            m_toMend.remove(m_conversation);
        if (m_conversation.isValid())
            Q_EMIT draftChanged(m_conversation, draft, parts);
    });
    connect(m_composer, &Composer::languageChosen, this, [this](const QString &language) {
        if (m_conversation.isValid())
            m_preferences.setSpellingLanguage(m_conversation.value(), language);
    });
    connect(m_composer, &Composer::typingChanged, this, [this](ChatState state) {
        if (m_conversation.isValid())
            Q_EMIT typingChanged(m_conversation, state);
    });
    applyPanes();
}

void ChatPage::showChat(ConversationId conversation)
{
    if (conversation == m_conversation && conversation.isValid())
        return;
    const Conversation *found = m_chats.find(conversation);
    // The draft of the chat that is left goes out under its own name, before anything changes.
    closeFind();
    if (m_undo)
        m_undo->withdraw();
    leaveVoice();
    for (Undone &each : m_undone)
        each.field = Undone::Field::Left;
    if (m_composer) {
        m_composer->finishComposing();
        m_composer->flushDraft();
        m_composer->setChat({}, {});
    } else if (found) {
        makeChat();
    }
    m_conversation = found ? conversation : ConversationId();
    if (!found) {
        m_account = {};
        m_peer = {};
        closeAway();
        closeDetails();
        m_model.open({});
        m_stack->setCurrentIndex(0);
        return;
    }
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    const Conversation shown = *found;
    m_account = shown.account;
    m_kind = shown.kind;
    m_peer = shown.peer;
    m_name = m_chats.nameOf(conversation);
    m_composer->setLanguage(m_preferences.spellingLanguage(conversation.value()));
    const ChatDraft draft = draftOf(conversation);
    m_composer->setChat(m_name, draft.text, draft.parts);
    m_stack->setCurrentIndex(1);
    beginRoom();
    tellAway(shown);
    m_model.open(shown);
    refreshPeople();
    if (m_details && !m_details->isHidden() && m_kind == ConversationKind::Chat) {
        Q_EMIT sharedGroupsAsked(m_account, m_peer);
        if (m_contacts.find(m_account, m_peer))
            Q_EMIT profileAsked(m_account, m_peer);
    }
    refreshAccount();
    beginEncryption();
    resumeVoice();
    resumeBegun(draft.parts);
    showFiles();
    if (hadFocus)
        focusComposer();
}

void ChatPage::refreshPeople()
{
    if (!m_conversation.isValid())
        return;
    const Conversation *shown = m_chats.find(m_conversation);
    if (!shown) { // it was removed, with its account perhaps
        showChat({});
        return;
    }
    const QString before = std::exchange(m_name, m_chats.nameOf(m_conversation));
    if (m_name != before)
        m_timeline->refreshNames();
    m_header->setAccount(m_chats.accountMark(m_account));
    m_composer->setChatName(m_name, m_kind == ConversationKind::Chat ? firstName(m_name) : m_name);
    m_timeline->setUnread(shown->unread);
    m_timeline->refreshCards();
    showLivePlaces();
    if (shown->unread == 0)
        closeAway();
    if (m_kind != ConversationKind::Chat) {
        refreshRoom();
        return;
    }
    showRoomNotice({});
    showVoice(nullptr);
    m_header->setPerson(m_name, m_peer, m_contacts.lookAlikeOf(m_account, m_peer));
    showPresence();
    offerActs();
    showSideState();
    refreshDetails();
    m_composer->setPeople({{m_name, m_peer}});
    m_timeline->setTyping(m_chats.isTyping(m_conversation) ? tr("%1 is typing").arg(isolated(firstName(m_name))) : QString());
}

void ChatPage::refreshAccount()
{
    const AccountListModel::Row *account = m_accounts.find(m_account);
    if (!account || !m_composer)
        return;
    m_composer->setOwnName(account->shownName());
    if (std::exchange(m_ownName, account->shownName()) != account->shownName())
        m_timeline->refreshNames();
    const bool online = account->connection.state == ConnectionState::Online;
    m_composer->setReach(online                    ? Composer::Reach::Online
                         : account->settings.enabled ? Composer::Reach::Offline
                                                     : Composer::Reach::SignedOut);
    m_composer->setWaiting(account->waiting);
    if (m_kind == ConversationKind::Room)
        refreshRoom();
}

void ChatPage::setPanes(Panes panes)
{
    m_panes = panes;
    applyPanes();
    if (m_kind == ConversationKind::Room && m_conversation.isValid())
        refreshRoom();
}

void ChatPage::applyPanes()
{
    if (!m_header)
        return;
    m_header->setBack(m_panes == Panes::One ? ChatHeader::Back::Shown : ChatHeader::Back::Hidden);
    m_header->setRoom(m_panes == Panes::Many || m_panes == Panes::Medium ? ChatHeader::Room::Full : ChatHeader::Room::Compact);
    arrangeSide();
}

void ChatPage::setBanner(QWidget *banner)
{
    if (!m_header)
        makeChat();
    auto *column = static_cast<QBoxLayout *>(m_header->parentWidget()->layout());
    column->insertWidget(column->indexOf(m_header) + 1, banner);
}

void ChatPage::focusComposer()
{
    if (!m_conversation.isValid())
        return;
    if (m_composer->isHidden() && m_voiceStrip)
        m_voiceStrip->setFocus(Qt::OtherFocusReason);
    else
        m_composer->setFocus(Qt::OtherFocusReason);
}

void ChatPage::focusTimeline()
{
    if (m_conversation.isValid())
        m_timeline->setFocus(Qt::ShortcutFocusReason);
}

void ChatPage::restoreText(ConversationId conversation, const QString &text, const DraftParts &parts)
{
    if (conversation == m_conversation) {
        m_composer->restoreText(text, parts);
        return;
    }
    const ChatDraft since = draftOf(conversation);
    DraftParts both = parts;
    if (since.parts.about.isValid()) { // what was begun since goes on
        both.about = since.parts.about;
        both.edit = since.parts.edit;
    }
    // Where the text itself could not be stored, its own beginning is still the draft.
    if (since.text.isEmpty() || text.startsWith(since.text)) {
        Q_EMIT draftChanged(conversation, text, both);
        return;
    }
    const QString before = text + u'\n';
    if (!both.spoiler)
        both.spoiler = since.parts.spoiler;
    for (Mention mention : since.parts.mentions) {
        mention.begin += int(before.size());
        mention.end += int(before.size());
        both.mentions.append(mention);
    }
    Q_EMIT draftChanged(conversation, before + since.text, both);
}

/// What was written there and not sent, as it was said last.
ChatDraft ChatPage::draftOf(ConversationId conversation) const
{
    if (m_drafts)
        return m_drafts->draft(conversation);
    const Conversation *found = m_chats.find(conversation);
    return {found ? found->draft : QString(), {}};
}

void ChatPage::takeOver(ChatPage &other, ConversationId chat)
{
    for (auto each = other.m_undone.begin(); each != other.m_undone.end();) {
        if (each->chat != chat) {
            ++each;
            continue;
        }
        m_undone.insert(each.key(), {chat, each->text, Undone::Field::Left});
        each = other.m_undone.erase(each);
    }
    if (const QList<OmemoDevice> toMend = other.m_toMend.take(chat); !toMend.isEmpty())
        m_toMend.insert(chat, toMend);
    takeFilesFrom(other, chat);
}

void ChatPage::flush()
{
    if (m_composer)
        m_composer->flushDraft();
    keepVoice();
}

QString ChatPage::senderName(const Message &message) const
{
    if (m_kind != ConversationKind::Chat && !message.nick.isEmpty())
        return message.nick;
    // The others see the name that we have published, not that of a contact list which we are not on.
    const AccountListModel::Row *own = message.direction == Direction::Outgoing ? m_accounts.find(m_account) : nullptr;
    if (own && own->settings.jid == message.sender)
        return own->shownName();
    return m_contacts.nameOf(m_account, message.sender);
}

QString ChatPage::spokenText(const Message &message) const
{
    // `{sender}, {text or kind}, {time}, {state}, edited, replying to {name}, {n} reactions` (design/ui.md, "Accessible names").
    const bool own = message.direction == Direction::Outgoing;
    const bool isSticker = message.attachment && message.attachment->kind == Attachment::Kind::Sticker && message.retracted == 0
        && !message.spoiler && !message.isUnreadable();
    Message read = message; // what was opened is read out as it is read (XEP-0382, 4)
    if (m_timeline && m_timeline->spoilerOf(message) == TimelineView::Spoiler::Shown)
        read.spoiler.reset();
    QString text = isSticker ? spokenSticker(*message.attachment) : messageWords(read);
    if (isSticker && !message.caption().isEmpty())
        text += u", "_s + message.caption();
    if (const QString place = spokenPlace(message); !place.isEmpty())
        text = place;
    if (text.size() > spokenLimit)
        text = firstPart(text, spokenLimit) + QChar(0x2026);
    QStringList parts{own ? tr("You") : senderName(message), text.simplified(), clockText(message.time)};
    if (message.spoiler && !read.spoiler && message.retracted == 0 && !message.isUnreadable())
        parts.insert(1, messageWords(message).simplified()); // what it is about stands above it
    else if (isAction(text)) { // its text says who (XEP-0245, 3)
        parts.removeFirst();
        parts.first() = (senderName(message) + text.sliced(actionLength)).simplified();
    }
    if (own)
        parts.append(messageStateText(message.state));
    if (message.retracted != 0)
        return parts.join(u", "_s);
    if (message.edited != 0)
        parts.append(tr("edited"));
    if (message.reply) {
        const Quote quote = m_model.quote(message);
        const bool known = quote.state == Quote::State::Here;
        parts.append(!known ? tr("replying to an earlier message")
                     : quote.message.direction == Direction::Outgoing ? tr("replying to you")
                                                                      : tr("replying to %1").arg(senderName(quote.message)));
    } else if (const Quote before = m_model.threadBefore(message); before.state == Quote::State::Here) {
        parts.append(before.message.direction == Direction::Outgoing ? tr("in reply to you")
                                                                     : tr("in reply to %1").arg(senderName(before.message)));
    }
    if (!read.spoiler) { // what it leads to is as hidden as the text (XEP-0382, 4)
        for (const LinkPreview &preview : message.previews)
            parts.append(tr("preview: %1").arg(preview.title.isEmpty() ? preview.description : preview.title));
    }
    if (!message.reactions.isEmpty())
        parts.append(tr("%Ln reactions", nullptr, int(message.reactions.size())));
    if (message.pinned != 0)
        parts.append(tr("pinned"));
    if (message.saved != 0)
        parts.append(tr("saved"));
    return parts.join(u", "_s);
}

void ChatPage::confirmDelete(MessageId message)
{
    auto *question = new QMessageBox(this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setIcon(QMessageBox::NoIcon);
    question->setWindowTitle(tr("Delete message"));
    setWords(*question, tr("Delete this message?"), quoteOf(message) + filesWith(message)
             + tr("It is deleted on this computer. %1 and your other devices keep what they have.").arg(isolated(m_name)));
    QPushButton *act = question->addButton(tr("Delete message"), QMessageBox::DestructiveRole);
    setButtonLook(act, ButtonKind::Destructive);
    QPushButton *cancel = question->addButton(QMessageBox::Cancel);
    question->setDefaultButton(cancel);
    question->setEscapeButton(cancel);
    connect(act, &QPushButton::clicked, this, [this, message] { Q_EMIT deleteRequested(message); });
    question->open();
}

/// One step out of what was begun, wherever in the page the focus is (design/ui.md, "Keyboard").
bool ChatPage::leaveOne()
{
    if (!m_conversation.isValid())
        return false;
    if (fileStrip())
        closeFiles(m_conversation);
    else if (m_composer->purpose() != Composer::Purpose::New)
        m_composer->leaveStrip();
    else if (m_findBar && !m_findBar->isHidden())
        closeFind();
    else if (sidePane()) {
        closeMembers();
        closeDetails();
    } else
        return false;
    return true;
}

QList<QWidget *> ChatPage::panes() const
{
    QList<QWidget *> panes;
    if (m_conversation.isValid()) {
        for (QWidget *each : std::initializer_list<QWidget *>{m_findBar, m_timeline, fileStrip(),
                                                                  m_composer->isHidden() ? m_voiceStrip : static_cast<QWidget *>(m_composer), sidePane()})
            if (each && each->isVisibleTo(this)) // the side may stand in the place of all else
                panes.append(each);
    }
    return panes;
}

void ChatPage::focusPane(QWidget *pane)
{
    if (pane == m_findBar)
        m_findBar->takeFocus();
    else if (pane == m_members)
        m_members->takeFocus();
    else if (pane == m_details)
        m_details->takeFocus();
    else if (pane == m_timeline)
        focusTimeline();
    else if (pane && pane == fileStrip())
        fileStrip()->takeFocus();
    else
        focusComposer();
}

void ChatPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier && leaveOne()) {
        focusComposer();
        return;
    }
    // What the field has no use for pages through the messages.
    const bool page = event->key() == Qt::Key_PageUp || event->key() == Qt::Key_PageDown;
    if (!page || event->modifiers() != Qt::NoModifier || !m_conversation.isValid()) {
        event->ignore();
        return;
    }
    const int step = std::max(48, m_timeline->viewport()->height() - 48);
    m_timeline->scrollByPixels(event->key() == Qt::Key_PageUp ? -step : step);
}

bool ChatPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_timeline || event->type() != QEvent::KeyPress || !m_conversation.isValid())
        return QWidget::eventFilter(watched, event);
    // The composer is where typing goes; the letters that act on messages stay where they are.
    auto *key = static_cast<QKeyEvent *>(event);
    const QString text = key->text();
    const bool isTyped = !text.isEmpty() && text.at(0).isPrint()
        && !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (!isTyped || QStringView(u"cCrReE+ ").contains(text.at(0)))
        return false;
    focusComposer();
    if (!m_composer->field()->isHidden()) // while a voice message is recorded in its place nobody sees what is written
        QApplication::sendEvent(m_composer->field(), event);
    return true;
}

} // namespace jackdaw
