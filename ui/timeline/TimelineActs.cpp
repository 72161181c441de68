// SPDX-License-Identifier: GPL-3.0-or-later
// The part of TimelineView that does something with messages: the selection, copying, their menu.
#include "timeline/TimelineView.h"

#include "chat/TimelineModel.h"
#include "style/MenuPlace.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "style/TimeText.h"
#include "text/Action.h"
#include "text/LinkCard.h"
#include "timeline/LinkQuestion.h"

#include <QAccessible>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDateTime>
#include <QGuiApplication>
#include <QMenu>

#include <utility>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int menuLinks = 5;

} // namespace

void TimelineView::extendSelectionTo(const TextSelection::End &end)
{
    if (!end.message.isValid() || end == m_selection.cursor())
        return;
    m_selection.extend(end);
    viewport()->update();
}

void TimelineView::selectRange(const TextSelection::End &from, const TextSelection::End &to)
{
    m_selection.start(from);
    m_selection.extend(to);
    viewport()->update();
}

QString TimelineView::selectedText() const
{
    return m_selection.text(m_model);
}

QString TimelineView::selectedTextWithNames() const
{
    return m_selection.text(m_model, [this](const Message &message, const QString &part) { return toldText(message, part); });
}

void TimelineView::refreshNames()
{
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const Message &message = m_model.message(row);
        if (isAction(message.caption()) && m_layouts.find(message.id))
            refreshLayout(message.id);
    }
}

/// "[21 November 2026 14:02] Tomas Berg: Before."
QString TimelineView::toldText(const Message &message, const QString &text) const
{
    return tr("[%1] %2: %3").arg(fullTimeText(message.time), m_senderName ? m_senderName(message) : message.sender.toString(), text);
}

bool TimelineView::copySelection() const
{
    if (m_selection.isEmpty())
        return false;
    QGuiApplication::clipboard()->setText(selectedText());
    return true;
}

void TimelineView::publishSelection() const
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (clipboard->supportsSelection() && !m_selection.isEmpty())
        clipboard->setText(selectedText(), QClipboard::Selection);
}

void TimelineView::copyMessage(int row, CopyAs as) const
{
    const Message &message = m_model.message(row);
    if (message.retracted != 0 || message.isUnreadable())
        return; // there is nothing to copy
    // Where a file lies is a secret where its key stands in the address.
    const bool isAddress = message.attachment && message.caption().isEmpty() && !message.attachment->file.isSealed();
    // Neither is what opens a live place to be handed on.
    const auto card = cardOf(message);
    const QString body = isAddress ? message.body : card && card->live ? placeUri(*card->place) : message.caption();
    if (body.isEmpty())
        return;
    QGuiApplication::clipboard()->setText(as == CopyAs::WithNameAndTime ? toldText(message, body) : body);
}

/// Where the card says that it is just now; nothing of one that is over.
void TimelineView::copyPlace(MessageId message)
{
    const int row = m_model.rowOf(message);
    const auto card = row < 0 ? std::nullopt : cardOf(m_model.message(row));
    if (!card || !card->place)
        return;
    const auto live = liveCardOf(m_model.message(row), *card);
    if (live && !live->place)
        return;
    QGuiApplication::clipboard()->setText(placeNumbers(live ? *live->place : *card->place));
    showCopied(message);
}

/// The word on the card says so for a moment; whoever does not see it is told.
void TimelineView::showCopied(MessageId message)
{
    const MessageId before = std::exchange(m_copied, message);
    m_copiedTimer.stop();
    if (before.isValid() && before != message)
        refreshLayout(before);
    if (!message.isValid())
        return;
    refreshLayout(message);
    m_copiedTimer.start();
    if (QAccessible::isActive()) {
        QAccessibleAnnouncementEvent event(this, tr("Copied"));
        event.setPoliteness(QAccessible::AnnouncementPoliteness::Polite);
        QAccessible::updateAccessibility(&event);
    }
}

void TimelineView::relayMessage(int row)
{
    const MessageId id = m_model.message(row).id;
    m_layouts.remove(id);
    m_layouts.remove(m_model.message(shownBy(row)).id);
    if (m_limits.contains(id)) // it is laid out between events, and holds what is read then, too
        m_unfolding.insert(id);
    // The text that is read stays; it grows downwards.
    m_geometry.anchorAt(row, m_geometry.bodyTop(row));
    m_geometry.forget(row);
    settle();
}

TimelineView::Spoiler TimelineView::spoilerOf(const Message &message) const
{
    return message.spoiler && !m_revealed.contains(message.id) ? Spoiler::Covered : Spoiler::Shown;
}

void TimelineView::setSpoiler(MessageId message, Spoiler spoiler)
{
    const int row = m_model.rowOf(message);
    if (row < 0 || !m_model.message(row).spoiler || spoilerOf(m_model.message(row)) == spoiler)
        return;
    if (spoiler == Spoiler::Shown)
        m_revealed.insert(message);
    else
        m_revealed.remove(message);
    relayMessage(row);
    if (QAccessible::isActive()) { // it is read out otherwise now
        QAccessibleEvent event(this, QAccessible::NameChanged);
        event.setChild(m_model.rowOf(message));
        QAccessible::updateAccessibility(&event);
    }
}

void TimelineView::openLink(const TextLink &link)
{
    if (link.doubt == LinkDoubt::None)
        Q_EMIT linkActivated(link.url);
    else
        askBeforeLink(this, link, [this](const QUrl &url) { Q_EMIT linkActivated(url); });
}

void TimelineView::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Mouse) {
        const QPoint point = viewport()->mapFromGlobal(event->globalPos());
        if (const int day = dayAt(point); day >= 0) {
            auto *menu = new QMenu(this);
            menu->setAttribute(Qt::WA_DeleteOnClose);
            addDayActs(*menu, day);
            popUpWithin(*menu, *this, event->globalPos());
            return;
        }
        const Hit hit = hitAt(point);
        if (hit.row < 0)
            return;
        setFocused(hit.row, RowPicture::Focus::None);
        openMenu(hit.row, hit.link, event->globalPos());
        return;
    }
    const int row = m_model.rowOf(m_focused);
    if (row < 0)
        return;
    ensureVisible(row);
    const QRect bubble = bubbleRect(row).intersected(viewport()->rect());
    openMenu(row, {}, viewport()->mapToGlobal(bubble.center()));
}

void TimelineView::addDayActs(QMenu &menu, int row)
{
    const qint64 time = m_model.message(row).time;
    connect(menu.addAction(m_theme.icon(u"calendar"_s), tr("Go to another day…")), &QAction::triggered, this,
            [this, time] { Q_EMIT dayRequested(time); });
    if (m_attendances == Attendances::Known)
        connect(menu.addAction(m_theme.icon(u"users-round"_s), tr("Who was here that day…")), &QAction::triggered, this,
                [this, time] { requestDay(time); });
}

/// Who was there on the day of a time?
void TimelineView::requestDay(qint64 time)
{
    constexpr qint64 keysAMillisecond = 4096;
    const QDate day = QDateTime::fromMSecsSinceEpoch(time).date();
    Q_EMIT attendanceRequested(MessageId(day.startOfDay().toMSecsSinceEpoch() * keysAMillisecond),
                               MessageId(day.addDays(1).startOfDay().toMSecsSinceEpoch() * keysAMillisecond - 1));
}

void TimelineView::openMenu(int row, const TextLink &link, const QPoint &globalPosition)
{
    const Message message = m_model.message(row);
    const MessageId id = message.id;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString &icon, const QString &text, auto &&what) {
        QAction *action = menu->addAction(m_theme.icon(icon), text);
        connect(action, &QAction::triggered, this, what);
        return action;
    };

    QList<TextLink> links;
    if (!link.url.isEmpty()) {
        links.append(link);
    } else {
        for (const TextLink &one : layoutOf(row)->links()) {
            const bool known = std::any_of(links.cbegin(), links.cend(), [&](const TextLink &other) { return other.url == one.url; });
            if (links.size() < menuLinks && !known)
                links.append(one);
        }
    }
    for (const TextLink &one : std::as_const(links)) {
        QString shown = fontMetrics().elidedText(one.url.toString(QUrl::FullyEncoded), Qt::ElideMiddle, m_theme.scaled(280));
        const QString words = one.doubt == LinkDoubt::None ? tr("Open %1") : tr("Open %1…");
        add(u"external-link"_s, words.arg(shown.replace(u'&', u"&&"_s)), [this, one] { openLink(one); });
        addPreviewAct(*menu, message, one);
    }
    if (links.size() == 1) {
        const QUrl url = links.constFirst().url;
        add(u"copy"_s, tr("Copy link"), [url] { QGuiApplication::clipboard()->setText(url.toString(QUrl::FullyEncoded)); });
    }
    if (!links.isEmpty())
        menu->addSeparator();
    if (!m_selection.isEmpty())
        add(u"copy"_s, tr("Copy selected text\tCtrl+C"), [this] { copySelection(); });
    if (m_selection.isOfMany())
        add(u"clock"_s, tr("Copy selected text with names and times"),
            [this] { QGuiApplication::clipboard()->setText(selectedTextWithNames()); });
    addActs(*menu, message);
    menu->addSeparator();
    // Rows may come and go while the menu is open: the message is looked up again.
    const auto copyAs = [this, id](CopyAs as) {
        if (const int at = m_model.rowOf(id); at >= 0)
            copyMessage(at, as);
    };
    if (message.retracted == 0 && !message.isUnreadable()) {
        add(u"copy"_s, tr("Copy\tC"), [copyAs] { copyAs(CopyAs::Text); });
        add(u"clock"_s, tr("Copy with name and time"), [copyAs] { copyAs(CopyAs::WithNameAndTime); });
    }
    if (m_attendances == Attendances::Known) {
        add(u"users-round"_s, tr("Who was here then…"), [this, id] { Q_EMIT attendanceRequested(id, id); });
        add(u"calendar"_s, tr("Who was here that day…"), [this, time = message.time] { requestDay(time); });
    }
    if (message.spoiler) {
        const bool covered = spoilerOf(message) == Spoiler::Covered;
        add(covered ? u"eye"_s : u"eye-off"_s, covered ? tr("Show spoiler\tEnter") : tr("Hide spoiler"),
            [this, id, covered] { setSpoiler(id, covered ? Spoiler::Shown : Spoiler::Covered); });
    }
    if (layoutOf(row)->isFolded())
        add(u"chevron-down"_s, tr("Show all"), [this, id] { showAllOf(id); });
    menu->addSeparator();
    if (message.direction == Direction::Outgoing && message.state == MessageState::Failed)
        add(u"refresh-cw"_s, tr("Retry"), [this, id] { Q_EMIT retryRequested(id); });
    setDestructive(add(u"trash-2"_s, tr("Delete for me…\tDel"), [this, id] { Q_EMIT deleteRequested(id); }));
    if (mayRetract(message))
        setDestructive(add(u"trash-2"_s, tr("Delete for everyone…"), [this, id] { Q_EMIT retractRequested(id); }));
    else if (m_mayModerate && m_mayModerate(message))
        setDestructive(add(u"shield-alert"_s, tr("Remove for everyone…"), [this, id] { Q_EMIT moderateRequested(id); }));
    popUpWithin(*menu, *this, globalPosition);
}

} // namespace jackdaw
