// SPDX-License-Identifier: GPL-3.0-or-later
// The part of TimelineView about what belongs to a message besides its text: the message it answers, reactions, marks, and
// the acts that make them.
#include "timeline/TimelineView.h"

#include "chat/TimelineModel.h"
#include "style/Direction.h"
#include "style/MenuPlace.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "style/TimeText.h"
#include "timeline/MessageToolbar.h"
#include "widgets/IconButton.h"
#include "widgets/MessageWords.h"

#include <QCursor>
#include <QMenu>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int toolbarGap = 8;
constexpr int maximumToldVersions = 3;
constexpr qsizetype toldLength = 80;

} // namespace

void TimelineView::setSenders(Senders senders)
{
    if (senders != m_senders) {
        m_senders = senders;
        restyle();
    }
}

QString TimelineView::nameOf(const Message &message) const
{
    return m_senderName ? m_senderName(message) : message.sender.toString();
}

BareJid TimelineView::personOf(const Message &message) const
{
    const BareJid known = m_person ? m_person(message.sender) : BareJid();
    return known.isValid() ? known : message.sender;
}

void TimelineView::setPerson(Person person)
{
    m_person = std::move(person);
    refreshColors();
}

void TimelineView::refreshColors()
{
    if (m_senders == Senders::Hidden)
        return;
    m_layouts.clear(); // names have their colour from there; nothing is another size
    viewport()->update();
}

void TimelineView::setSenderMark(SenderMark mark)
{
    m_senderMark = std::move(mark);
    refreshSenderMarks();
}

void TimelineView::setSenderRole(SenderMark role)
{
    m_senderRole = std::move(role);
    refreshSenderMarks();
}

void TimelineView::refreshSenderMarks()
{
    const auto isOther = [](const SenderMark &say, const auto &known) {
        const auto told = known.asKeyValueRange();
        return say && std::any_of(told.begin(), told.end(),
                                  [&](const auto &one) { return say(one.first.first, one.first.second) != one.second; });
    };
    if (isOther(m_senderMark, m_senderMarks) || isOther(m_senderRole, m_senderRoles)) {
        m_senderMarks.clear();
        m_senderRoles.clear();
        refreshColors(); // nor is anything another height by that
    }
}

QString TimelineView::senderRoleOf(const Message &message) const
{
    constexpr qsizetype mostRoles = 2'000;
    if (!m_senderRole)
        return {};
    if (m_senderRoles.size() >= mostRoles)
        m_senderRoles.clear();
    return *m_senderRoles.insert({message.sender, message.nick}, m_senderRole(message.sender, message.nick));
}

QString TimelineView::senderMarkOf(const Message &message) const
{
    constexpr qsizetype mostMarks = 2'000;
    if (!m_senderMark || m_senders == Senders::Hidden || message.direction == Direction::Outgoing)
        return {};
    const QString mark = m_senderMark(message.sender, message.nick);
    if (m_senderMarks.size() >= mostMarks)
        m_senderMarks.clear();
    m_senderMarks.insert({message.sender, message.nick}, mark);
    return mark;
}

/// All of what may be cut behind a name.
QString TimelineView::senderHelpAt(int row, const QPoint &point) const
{
    const BubbleLayout *layout = layoutOf(row);
    const BubbleParts *parts = layout ? layout->parts() : nullptr;
    const bool isThere = parts && parts->sender() && parts->senderRect().contains(point - bubbleRect(row).topLeft());
    return isThere ? parts->sender()->mark : QString();
}

/// What stands above a row came or went: it may begin a group now, and say whose it is, or do so no longer.
void TimelineView::forgetSender(int row)
{
    if (m_senders == Senders::Shown) {
        m_layouts.remove(m_model.message(row).id);
        m_layouts.remove(m_model.message(shownBy(row)).id);
    }
}

void TimelineView::setClear(Clear clear)
{
    if (clear != m_clear) {
        m_clear = clear;
        restyle();
    }
}

QString TimelineView::encryptionText(const Message &message) const
{
    if (!message.encryption) // what has not gone out is encrypted when it goes
        return m_clear == Clear::Marked && message.state != MessageState::Waiting ? tr("Not end-to-end encrypted") : QString();
    if (message.isUnreadable() || message.direction == Direction::Outgoing)
        return tr("End-to-end encrypted");
    if (message.encryption->isTimeOff)
        return tr("End-to-end encrypted, but not at the time at which it came");
    return message.encryption->trust == DeviceTrust::Verified ? tr("End-to-end encrypted, from a verified device")
                                                              : tr("End-to-end encrypted, from a device that was not checked");
}

void TimelineView::setPeople(ReactionChips::People people)
{
    m_people = std::move(people);
}

/// A message that is nothing but a place or a person; one that was hidden or cannot be read is none.
std::optional<LinkCard> TimelineView::cardOf(const Message &message) const
{
    const bool isText = message.retracted == 0 && !message.isUnreadable() && !message.attachment && !message.spoiler;
    return isText ? linkCardOf(message.body) : std::nullopt;
}

void TimelineView::setKnown(IsKnown known)
{
    m_known = std::move(known);
}

CardBlock::Content::Person TimelineView::personOn(const LinkCard &card) const
{
    const bool isKnown = !card.place && m_known && m_known(card.person);
    return isKnown ? CardBlock::Content::Person::Known : CardBlock::Content::Person::Stranger;
}

void TimelineView::setLivePlaces(LivePlaces places)
{
    m_livePlaces = std::move(places);
}

std::optional<LiveCard> TimelineView::liveCardOf(const Message &message, const LinkCard &card) const
{
    if (!card.live || !m_livePlaces)
        return {};
    const QString name = message.direction == Direction::Outgoing ? QString() : nameOf(message);
    return liveCard(card, m_livePlaces(message, *card.live), {name, message.time}, m_clock.now());
}

qint64 TimelineView::refreshLivePlaces()
{
    qint64 next = 0;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const Message &message = m_model.message(row);
        if (!message.body.startsWith("geo:"_L1, Qt::CaseInsensitive))
            continue;
        const BubbleLayout *layout = m_layouts.find(message.id);
        const auto *shown = layout && layout->parts() && layout->parts()->card() ? &*layout->parts()->card() : nullptr;
        const std::optional<LinkCard> card = cardOf(message);
        const std::optional<LiveCard> live = card ? liveCardOf(message, *card) : std::nullopt;
        if (!live)
            continue;
        if (live->changes > 0)
            next = next == 0 ? live->changes : std::min(next, live->changes);
        const bool isSame = shown && shown->content().live && shown->content().live->line == live->line
            && shown->content().live->title == live->title && shown->content().live->state == live->state;
        if (shown && !isSame)
            refreshLayout(message.id);
    }
    return next;
}

void TimelineView::refreshCards()
{
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const Message &message = m_model.message(row);
        if (!message.body.startsWith("xmpp:"_L1, Qt::CaseInsensitive)) // cheap: this is called with every presence
            continue;
        const BubbleLayout *layout = m_layouts.find(message.id);
        const auto *shown = layout && layout->parts() && layout->parts()->card() ? &*layout->parts()->card() : nullptr;
        if (shown && shown->content().person != personOn(shown->content().card))
            refreshLayout(message.id);
    }
}

BubbleParts::Content TimelineView::partsOf(const Message &message) const
{
    BubbleParts::Content content;
    if (message.retracted != 0)
        return content;
    if (message.reply) {
        const Quote quote = m_model.quote(message);
        if (quote.state == Quote::State::Unknown) {
            content.quote = QuoteBlock::Content{{}, tr("Reply to an earlier message")};
        } else {
            const QString name = m_senderName ? m_senderName(quote.message) : quote.message.sender.toString();
            const bool ours = quote.message.direction == Direction::Outgoing;
            content.quote = QuoteBlock::Content{ours ? tr("You") : name, messageWords(quote.message)};
        }
    } else if (!message.thread.id.isEmpty()) {
        const Quote before = m_model.threadBefore(message);
        const bool ours = before.message.direction == Direction::Outgoing;
        if (before.state == Quote::State::Here)
            content.quote = QuoteBlock::Content{{}, ours ? tr("In reply to you: %1").arg(messageWords(before.message))
                                                         : tr("In reply to %1: %2").arg(isolated(nameOf(before.message)), messageWords(before.message))};
        else if (!message.thread.parent.isEmpty())
            content.quote = QuoteBlock::Content{{}, tr("In reply to an earlier thread")};
    }
    if (message.spoiler && !message.isUnreadable() && spoilerOf(message) == Spoiler::Shown)
        content.opened = messageWords(message); // of its cover
    if (message.attachment && !message.isUnreadable() && spoilerOf(message) == Spoiler::Shown) {
        using Below = FileBlock::Content::Below;
        content.file = FileBlock::Content{*message.attachment, message.direction, message.state,
                                          message.caption().isEmpty() ? Below::Nothing : Below::Caption};
    }
    if (const auto card = cardOf(message)) {
        using Copy = CardBlock::Content::Copy;
        content.card = CardBlock::Content{*card, personOn(*card), liveCardOf(message, *card),
                                          message.id == m_copied ? Copy::Done : Copy::Offered};
    }
    content.links = previewsOf(message);
    content.reactions = message.reactions;
    if (message.encryption && !message.isUnreadable())
        content.marks.append(message.encryption->isTimeOff ? u"shield-alert"_s : u"lock"_s); // XEP-0420, 4: the user is alerted
    else if (!message.encryption && m_clear == Clear::Marked && message.state != MessageState::Waiting)
        content.marks.append(u"lock-open"_s);
    if (message.pinned != 0)
        content.marks.append(u"pin"_s);
    if (message.saved != 0)
        content.marks.append(u"bookmark"_s);
    if (message.changes == ChangeState::Waiting)
        content.marks.append(u"clock"_s);
    else if (message.changes == ChangeState::Failed)
        content.marks.append(u"circle-alert"_s);
    return content;
}

QString TimelineView::editedText(const Message &message) const
{
    QStringList lines{tr("Edited %1").arg(fullTimeText(message.edited))};
    const QList<MessageVersion> versions = m_model.versions(message.id);
    // What it said before, newest first; the last one is what it says now.
    for (qsizetype i = versions.size() - 2; i >= 0 && lines.size() <= maximumToldVersions; --i) {
        QString text = versions.at(i).body.left(toldLength).simplified();
        if (versions.at(i).body.size() > toldLength)
            text += QChar(0x2026);
        lines.append(tr("%1: %2").arg(clockText(versions.at(i).time), text));
    }
    return lines.join(u'\n');
}

void TimelineView::toggleReaction(MessageId id, const QString &emoji)
{
    const int row = m_model.rowOf(id);
    if (row < 0 || !m_people)
        return;
    const Message message = m_model.messageOf(m_model.message(row));
    if (!message.id.isValid())
        return;
    QStringList ours; // all of them: what is not said again is taken back (XEP-0444, 3)
    for (const Reaction &reaction : message.reactions) {
        if (m_people(reaction.by).isUs)
            ours.append(reaction.emoji);
    }
    if (!ours.removeOne(emoji) && ours.size() < maximumReactions)
        ours.append(emoji);
    Q_EMIT reactRequested(message.id, ours);
}

bool TimelineView::mayReact(const Message &row) const
{
    const Message message = m_model.messageOf(row);
    return message.retracted == 0 && message.originId.isValid() && message.state != MessageState::Failed;
}

/// Can an answer name it?
bool TimelineView::mayReply(const Message &row) const
{
    return row.retracted == 0 && m_model.messageOf(row).originId.isValid();
}

void TimelineView::openReactions(MessageId id, const QPoint &globalPosition, By by)
{
    const int row = m_model.rowOf(id);
    if (row < 0 || !mayReact(m_model.message(row)))
        return;
    auto *menu = new QMenu(tr("Add reaction"), this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Add reaction"));
    // A picture in colour and a word: as text some of them would be black, and screen readers each call them otherwise.
    const std::pair<QString, QString> offered[] = {
        {u"👍"_s, tr("Thumbs up")}, {u"❤️"_s, tr("Heart")}, {u"😂"_s, tr("Laughing")}, {u"😮"_s, tr("Surprised")},
        {u"😢"_s, tr("Sad")}, {u"🙏"_s, tr("Thank you")}, {u"🎉"_s, tr("Party")}, {u"✅"_s, tr("Done")}};
    const QFont font = m_theme.font(TypeRole::Message);
    for (const auto &[emoji, name] : offered) {
        const QIcon picture = m_painter.emoji().icon(emoji, font, m_theme.scaled(17), devicePixelRatioF());
        connect(menu->addAction(picture, name), &QAction::triggered, this, [this, id, chosen = emoji] { toggleReaction(id, chosen); });
    }
    menu->addSeparator();
    connect(menu->addAction(m_theme.icon(u"smile-plus"_s), tr("More\u2026")), &QAction::triggered, this,
            [this, id, globalPosition] { Q_EMIT emojiChoiceRequested(id, globalPosition); });
    popUpWithin(*menu, *this, globalPosition);
    if (by == By::Keys) // Return takes the first, and a screen reader says which one that is
        menu->setActiveAction(menu->actions().constFirst());
}

void TimelineView::addActs(QMenu &menu, const Message &message)
{
    const MessageId id = message.id;
    const auto add = [&](const QString &icon, const QString &text, auto &&what) {
        QAction *action = menu.addAction(m_theme.icon(icon), text);
        connect(action, &QAction::triggered, this, what);
        return action;
    };
    if (message.retracted == 0 && !message.isUnreadable()) {
        if (mayReply(message))
            add(u"reply"_s, tr("Reply\tR"), [this, id] { Q_EMIT replyRequested(id); });
        if (mayReact(message)) {
            QAction *react = menu.addAction(m_theme.icon(u"smile-plus"_s), tr("Add reaction\t+"));
            connect(react, &QAction::triggered, this, [this, id, react, chosenIn = &menu] {
                // A menu does not say what it was used by; the pointer is where it clicks.
                const bool isClick = chosenIn->actionGeometry(react).contains(chosenIn->mapFromGlobal(QCursor::pos()));
                const QPoint place = viewport()->mapToGlobal(bubbleRect(m_model.rowOf(id)).center());
                openReactions(id, place, isClick ? By::Pointer : By::Keys);
            });
        }
        if (mayEdit(message))
            add(u"pencil"_s, tr("Edit\tE"), [this, id] { Q_EMIT editRequested(id); });
        const auto card = cardOf(message);
        const auto live = card ? liveCardOf(message, *card) : std::nullopt;
        if (card && card->place && (!live || live->place))
            add(u"map-pin"_s, tr("Copy coordinates"), [this, id] { copyPlace(id); });
        if (message.attachment)
            addFileActs(menu, message);
        else
            addForward(menu, id);
        const bool pinned = message.pinned != 0;
        add(u"pin"_s, pinned ? tr("Unpin") : tr("Pin"), [this, id, pinned] { Q_EMIT pinRequested(id, !pinned); });
        const bool saved = message.saved != 0;
        add(u"bookmark"_s, saved ? tr("Remove from saved") : tr("Save for later"), [this, id, saved] { Q_EMIT saveRequested(id, !saved); });
    }
    if (message.changes == ChangeState::Failed)
        add(u"refresh-cw"_s, tr("Send change again"), [this, id] { Q_EMIT retryRequested(id); });
    if (mayAskToResend(message))
        add(u"refresh-cw"_s, tr("Ask to resend\tEnter"), [this, id] { Q_EMIT resendRequested(id); });
    if (message.encryption || m_clear == Clear::Marked) {
        add(message.encryption ? u"lock"_s : u"lock-open"_s, message.direction == Direction::Outgoing ? tr("Who can read this\u2026") : tr("Encryption\u2026"),
            [this, id] { Q_EMIT encryptionRequested(id); });
    }
    add(u"info"_s, tr("Details"), [this, id] { Q_EMIT detailsRequested(id); });
}

bool TimelineView::mayRetract(const Message &message) const
{
    return message.direction == Direction::Outgoing && mayReply(message);
}

/// What stands with a file is its address, which nobody rewrites; what announces a live place is the key of it.
bool TimelineView::mayEdit(const Message &message) const
{
    const bool isLive = message.body.startsWith("geo:"_L1, Qt::CaseInsensitive)
        && linkCardOf(message.body).value_or(LinkCard()).live;
    return mayRetract(message) && !message.attachment && !isLive;
}

bool TimelineView::actByKey(int key)
{
    const int row = m_model.rowOf(m_focused);
    if (row < 0)
        return false;
    const Message &message = m_model.message(row);
    switch (key) {
    case Qt::Key_R:
        if (!mayReply(message))
            return false;
        Q_EMIT replyRequested(message.id);
        return true;
    case Qt::Key_E:
        if (!mayEdit(message))
            return false;
        Q_EMIT editRequested(message.id);
        return true;
    case Qt::Key_Plus:
        ensureVisible(row);
        openReactions(message.id, viewport()->mapToGlobal(bubbleRect(m_model.rowOf(m_focused)).bottomLeft()), By::Keys);
        return true;
    default:
        return false;
    }
}

void TimelineView::jumpToQuoted(int row)
{
    const Message &message = m_model.message(row);
    const Quote quote = message.reply ? m_model.quote(message) : m_model.threadBefore(message);
    if (quote.state == Quote::State::Here)
        showMessage(quote.message.id);
}

MessageId TimelineView::neighbour(MessageId from, int by) const
{
    int row = m_model.rowOf(from);
    row = row < 0 ? (by < 0 ? m_model.rowCount() - 1 : -1) : row + by;
    for (; row >= 0 && row < m_model.rowCount(); row += by) {
        if (m_model.message(row).retracted == 0 && m_model.message(row).originId.isValid())
            return m_model.message(row).id;
    }
    return {};
}

MessageId TimelineView::lastOwn() const
{
    for (int row = m_model.rowCount() - 1; row >= 0; --row) {
        if (mayEdit(m_model.message(row)))
            return m_model.message(row).id;
    }
    return {};
}

// The toolbar

void TimelineView::makeToolbar()
{
    m_toolbar = new MessageToolbar(m_theme, viewport());
    connect(m_toolbar, &MessageToolbar::reactRequested, this, [this] {
        const QWidget *button = m_toolbar->reactButton();
        openReactions(m_toolbarFor, m_toolbar->below(button), button->underMouse() ? By::Pointer : By::Keys);
    });
    connect(m_toolbar, &MessageToolbar::replyRequested, this, [this] { Q_EMIT replyRequested(m_toolbarFor); });
    connect(m_toolbar, &MessageToolbar::moreRequested, this, [this] {
        if (const int row = m_model.rowOf(m_toolbarFor); row >= 0)
            openMenu(row, {}, m_toolbar->below(m_toolbar->moreButton()));
    });
}

/// For the message under the pointer, else for the one that the keys are at, else for none.
void TimelineView::updateToolbar(int hovered)
{
    int row = hovered;
    if (row < 0 && m_ring == RowPicture::Focus::Ring && hasFocus())
        row = m_model.rowOf(m_focused);
    const bool shown = row >= m_settled.first && row <= m_settled.last && row >= 0 && row < m_geometry.rows()
        && m_drag == Drag::None && m_model.message(row).retracted == 0;
    if (!shown) {
        m_toolbarFor = {};
        m_toolbar->hide();
        return;
    }
    m_toolbarFor = m_model.message(row).id;
    QRect bubble = bubbleRect(shownBy(row));
    if (m_albums.of(row)) // beside all of them, at the height of the one
        bubble.setTop(tileRect(row).top());
    const QSize size = m_toolbar->sizeHint();
    const bool atRight = (m_model.message(row).direction == Direction::Outgoing) == (m_column.direction == Qt::LeftToRight);
    int x = atRight ? bubble.left() - toolbarGap - size.width() : bubble.right() + 1 + toolbarGap;
    int y = bubble.top();
    if (x < 0 || x + size.width() > viewport()->width()) { // no room beside: over the corner
        x = atRight ? bubble.left() + toolbarGap : bubble.right() + 1 - toolbarGap - size.width();
        y = bubble.top() - size.height() / 2;
    }
    y = std::clamp(y, 0, std::max(0, viewport()->height() - size.height()));
    m_toolbar->setGeometry(QRect(QPoint(x, y), size));
    m_toolbar->show();
}

} // namespace jackdaw
