// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/QuickSwitcher.h"

#include "base/FoldedText.h"
#include "chat/ChatListModel.h"
#include "rooms/RoomListModel.h"
#include "rooms/RoomText.h"
#include "roster/ContactListModel.h"
#include "shell/SettingsPlaces.h"
#include "shell/SwitcherDelegate.h"
#include "shell/SwitcherModel.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/Fields.h"
#include "widgets/LookAlikeText.h"
#include "widgets/Painting.h"

#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QSet>

#include <algorithm>

namespace jackdaw {

namespace {

constexpr int shownEntries = 10;

/// Moving about is what the switcher itself is for, and keys are shorter.
bool isAction(Command command)
{
    switch (command) {
    case Command::ShowContacts:
    case Command::NewChat:
    case Command::NewGroup:
    case Command::JoinGroup:
    case Command::SearchEverywhere:
    case Command::FindInChat:
    case Command::ShowWaiting:
    case Command::MarkAllRead:
    case Command::SetStatus:
    case Command::OpenSettings:
    case Command::ShowShortcuts:
    case Command::ShowConsole:
    case Command::LargerText:
    case Command::SmallerText:
    case Command::NormalText:
    case Command::FullScreen:
    case Command::Quit: return true;
    default: return false;
    }
}

QString iconOf(Command command)
{
    switch (command) {
    case Command::NewGroup:
    case Command::JoinGroup:
    case Command::ShowContacts: return QStringLiteral("users-round");
    case Command::NewChat: return QStringLiteral("square-pen");
    case Command::SearchEverywhere:
    case Command::FindInChat: return QStringLiteral("search");
    case Command::OpenSettings: return QStringLiteral("settings");
    case Command::ShowShortcuts: return QStringLiteral("keyboard");
    case Command::ShowConsole: return QStringLiteral("terminal");
    case Command::ShowWaiting: return QStringLiteral("clock");
    case Command::MarkAllRead: return QStringLiteral("check-check");
    case Command::SetStatus: return QStringLiteral("circle-user-round");
    case Command::LargerText:
    case Command::SmallerText:
    case Command::NormalText: return QStringLiteral("accessibility");
    case Command::FullScreen: return QStringLiteral("layout-grid");
    case Command::Quit: return QStringLiteral("power");
    default: return QStringLiteral("message-circle");
    }
}

} // namespace

QuickSwitcher::QuickSwitcher(const ChatListModel &chats, const ContactListModel &contacts, const RoomListModel &rooms,
                             const Theme &theme, QWidget *parent)
    : QWidget(parent), m_chats(chats), m_contacts(contacts), m_rooms(rooms), m_theme(theme)
{
    m_model = new SwitcherModel(this);
    m_field = new LineEdit(theme, this);
    m_field->setAccessibleName(tr("Go to chat or action"));
    m_field->setPlaceholderText(tr("Go to chat or action"));
    m_field->setMaxLength(200);
    setFieldLook(m_field, FieldLook::Bare);
    m_field->installEventFilter(this);

    m_list = new QListView(this);
    m_list->setAccessibleName(tr("Suggestions"));
    m_list->setModel(m_model);
    m_delegate = new SwitcherDelegate(theme, m_list);
    m_list->setItemDelegate(m_delegate);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->viewport()->setAutoFillBackground(false);
    connect(m_field, &QLineEdit::textChanged, this, &QuickSwitcher::search);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) { choose(index); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &QuickSwitcher::tellHints);
    connect(&contacts, &ContactListModel::lookAlikesChanged, this, &QuickSwitcher::listAgain);
    parent->installEventFilter(this);
    hide();
}

void QuickSwitcher::open()
{
    if (!isVisible())
        m_focusBefore = window()->focusWidget();
    readEntries();
    m_field->clear();
    search({});
    place();
    show();
    raise();
    m_field->setFocus(Qt::PopupFocusReason);
}

void QuickSwitcher::close()
{
    hide();
    if (m_focusBefore)
        m_focusBefore->setFocus(Qt::PopupFocusReason);
    m_entries.clear();
}

void QuickSwitcher::readEntries()
{
    m_entries.clear();
    QSet<std::pair<AccountId, BareJid>> known;
    const auto detail = [](const Presence &presence, const BareJid &jid) {
        if (presence.availability == Availability::Unknown)
            return jid.toString();
        const QString state = availabilityText(presence.availability);
        return presence.status.isEmpty() ? state : state + QStringLiteral(" · ") + presence.status.simplified();
    };
    const auto groupDetail = [this](ConversationId conversation) {
        const RoomListModel::Row *known = m_rooms.find(conversation);
        const QString people = known ? roomPeopleText(known->room) : QString();
        //: how many people a group has: "7 members", or "4 here"
        return people.isEmpty() ? tr("Group") : tr("Group, %1").arg(people);
    };
    m_chats.forEachChat([&](const ChatListModel::Row &row) {
        SwitcherEntry entry;
        entry.kind = SwitcherEntry::Kind::Chat;
        entry.name = row.name;
        // The presence of a group is of nobody: its line says what it is (picture 09).
        const bool isGroup = row.conversation.kind == ConversationKind::Room;
        entry.who = isGroup ? SwitcherEntry::Who::Group : SwitcherEntry::Who::One;
        entry.detail = isGroup ? groupDetail(row.conversation.id) : detail(row.presence, row.conversation.peer);
        entry.address = row.conversation.peer.toString();
        entry.conversation = row.conversation.id;
        entry.account = row.conversation.account;
        entry.mark = row.account;
        entry.recent = row.conversation.last ? row.conversation.last->time : 0;
        entry.unread = row.conversation.unread;
        if (!isGroup)
            entry.shown = row.presence.availability;
        entry.folded = foldedText(row.name);
        known.insert({row.conversation.account, row.conversation.peer});
        m_entries << entry;
    });
    tellGroupsApart();
    m_contacts.forEachContact([&](const Contact &contact, const Presence &presence) {
        if (known.contains({contact.account, contact.jid}))
            return;
        SwitcherEntry entry;
        entry.kind = SwitcherEntry::Kind::Person;
        entry.name = contact.shownName();
        entry.detail = detail(presence, contact.jid);
        entry.address = contact.jid.toString();
        entry.account = contact.account;
        entry.mark = m_chats.accountMark(contact.account);
        entry.shown = presence.availability;
        entry.folded = foldedText(entry.name);
        m_entries << entry;
    });
    const QList<Shortcut> all = shortcuts();
    for (const Shortcut &shortcut : all) {
        if (!isAction(shortcut.command) || m_leftOut.contains(shortcut.command))
            continue;
        SwitcherEntry entry;
        entry.kind = SwitcherEntry::Kind::Action;
        entry.name = shortcut.text;
        entry.detail = keysText(shortcut);
        entry.command = shortcut.command;
        entry.icon = iconOf(shortcut.command);
        entry.folded = foldedText(entry.name);
        m_entries << entry;
    }
    const QList<SettingsPlace> places = settingsPlaces();
    for (const SettingsPlace &place : places) {
        SwitcherEntry entry;
        entry.kind = SwitcherEntry::Kind::Action;
        entry.name = place.name;
        entry.detail = place.where;
        entry.settings = place.page;
        entry.icon = place.icon;
        entry.folded = foldedText(entry.name);
        m_entries << entry;
    }
}

/// Groups of one name are told by their addresses too.
void QuickSwitcher::tellGroupsApart()
{
    QHash<QString, int> named;
    for (const SwitcherEntry &entry : std::as_const(m_entries))
        named[entry.folded] += entry.who == SwitcherEntry::Who::Group;
    for (SwitcherEntry &entry : m_entries) {
        if (entry.who == SwitcherEntry::Who::Group && named.value(entry.folded) > 1)
            //: how many people a group has, and its address
            entry.detail = tr("%1 · %2").arg(entry.detail, entry.address);
    }
}

void QuickSwitcher::search(const QString &text)
{
    m_delegate->setQuery(text);
    QList<SwitcherEntry> entries = rankSwitcher(text, m_entries, shownEntries);
    markLookAlikes(entries);
    m_model->setEntries(entries);
    const int first = m_model->nextEntry(0, 1);
    m_list->setCurrentIndex(first < 0 ? QModelIndex() : m_model->index(first));
    m_list->scrollToTop();
    place();
    tellHints();
}

/// Who could be taken for somebody else is told by their addresses, in the place of what they do now. Looked up for the
/// few that are shown.
void QuickSwitcher::markLookAlikes(QList<SwitcherEntry> &entries) const
{
    for (SwitcherEntry &entry : entries) {
        const Conversation *chat = entry.kind == SwitcherEntry::Kind::Chat ? m_chats.find(entry.conversation) : nullptr;
        // Of somebody in a group the address is the group's.
        const bool isPerson = entry.kind == SwitcherEntry::Kind::Person || (chat && chat->kind == ConversationKind::Chat);
        const BareJid jid = isPerson ? BareJid::fromPrepared(entry.address) : BareJid();
        const BareJid other = isPerson ? m_contacts.lookAlikeOf(entry.account, jid) : BareJid();
        if (other.isValid())
            entry.detail = lookAlikeText(jid, other);
    }
}

/// The same entries in the same places, with what is known of them now.
void QuickSwitcher::listAgain()
{
    if (!isVisible())
        return;
    const int row = m_list->currentIndex().row();
    QList<SwitcherEntry> entries = rankSwitcher(m_field->text(), m_entries, shownEntries);
    markLookAlikes(entries);
    m_model->setEntries(entries);
    m_list->setCurrentIndex(row < 0 ? QModelIndex() : m_model->index(row));
}

QRect QuickSwitcher::panel() const
{
    const int panelWidth = std::min(m_theme.scaled(660), width() - 24);
    const int field = m_theme.scaled(56), hints = m_theme.scaled(40);
    int rows = 0;
    for (int row = 0; row < m_model->rowCount(); ++row)
        rows += m_list->sizeHintForRow(row);
    const int top = std::min(height() / 6, 160);
    const int room = std::max(0, height() - top - field - hints - 40);
    const int list = rows == 0 ? m_theme.scaled(56) : std::min(rows + 12, room);
    return QRect((width() - panelWidth) / 2, top, panelWidth, field + list + hints);
}

void QuickSwitcher::place()
{
    setGeometry(parentWidget()->rect());
    const QRect box = panel();
    const int field = m_theme.scaled(56), hints = m_theme.scaled(40);
    QFont font = m_theme.font(TypeRole::Message);
    font.setPixelSize(m_theme.scaled(16));
    m_field->setFont(font);
    const QRect logical(box.left() + 44, box.top() + 8, box.width() - 44 - m_theme.scaled(56), field - 16);
    m_field->setGeometry(QStyle::visualRect(layoutDirection(), rect(), logical));
    m_list->setGeometry(box.left() + 8, box.top() + field + 4, box.width() - 16, box.height() - field - hints - 8);
    m_list->setVisible(m_model->rowCount() > 0);
}

void QuickSwitcher::move(int step)
{
    const int current = m_list->currentIndex().isValid() ? m_list->currentIndex().row() : -1;
    int next = m_model->nextEntry(current + step, step);
    if (next < 0) // round the ends
        next = step > 0 ? m_model->nextEntry(0, 1) : m_model->nextEntry(m_model->rowCount() - 1, -1);
    if (next >= 0)
        m_list->setCurrentIndex(m_model->index(next));
}

void QuickSwitcher::choose(const QModelIndex &index, Where where)
{
    if (!index.isValid() || !m_model->row(index.row()).heading.isEmpty())
        return;
    const SwitcherEntry entry = m_model->row(index.row()).entry;
    close();
    switch (entry.kind) {
    case SwitcherEntry::Kind::Chat:
        if (where == Where::OwnWindow)
            Q_EMIT windowRequested(entry.conversation);
        else
            Q_EMIT chatRequested(entry.conversation);
        break;
    case SwitcherEntry::Kind::Person:
        if (where == Where::OwnWindow)
            Q_EMIT personWindowRequested(entry.account, BareJid::fromPrepared(entry.address));
        else
            Q_EMIT personRequested(entry.account, BareJid::fromPrepared(entry.address));
        break;
    case SwitcherEntry::Kind::Action:
        if (entry.settings)
            Q_EMIT settingsRequested(*entry.settings);
        else
            Q_EMIT commandRequested(entry.command);
        break;
    }
}

bool QuickSwitcher::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched != m_field)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::ShortcutOverride) {
        // While it is open, Esc and the arrows belong to it.
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape || key == Qt::Key_Up || key == Qt::Key_Down) {
            event->accept();
            return true;
        }
    } else if (event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Escape: close(); return true;
        case Qt::Key_Down: move(1); return true;
        case Qt::Key_Up: move(-1); return true;
        case Qt::Key_Tab:
        case Qt::Key_Backtab: return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            choose(m_list->currentIndex(), static_cast<QKeyEvent *>(event)->modifiers().testFlag(Qt::ControlModifier)
                       ? Where::OwnWindow : Where::Here);
            return true;
        default: break;
        }
    } else if (event->type() == QEvent::FocusOut && isVisible()
               && static_cast<QFocusEvent *>(event)->reason() == Qt::MouseFocusReason) {
        close();
    }
    return QWidget::eventFilter(watched, event);
}

void QuickSwitcher::mousePressEvent(QMouseEvent *event)
{
    if (!panel().contains(event->position().toPoint()))
        close();
}

void QuickSwitcher::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), m_theme.shadow(m_theme.isDark() ? 130 : 70));
    const QRect box = panel();
    // 0 8 28 at a sixth: a few rings stand in for a blur.
    for (int ring = 14; ring > 0; ring -= 2)
        paintShape(painter, QRectF(box).adjusted(-ring, 8 - ring, ring, 8 + ring), 12 + ring, m_theme.shadow(6));
    paintShape(painter, box, 12, m_theme.color(Token::Raised),
               m_theme.isDark() || m_theme.isHighContrast() ? m_theme.color(Token::PopupOutline) : QColor(Qt::transparent));
    const int field = m_theme.scaled(56), hints = m_theme.scaled(40);
    painter.fillRect(box.left() + 1, box.top() + field, box.width() - 2, 1, m_theme.color(Token::Line));
    const int icon = m_theme.scaled(20);
    m_theme.paintIcon(painter, QStyle::visualRect(layoutDirection(), rect(), QRect(box.left() + 18, box.top() + (field - icon) / 2, icon, icon)),
                      QStringLiteral("search"), m_theme.color(Token::Text2));
    painter.setFont(m_theme.font(TypeRole::Meta));
    painter.setPen(m_theme.color(Token::Text2));
    const Hint escape{{QKeySequence(Qt::Key_Escape).toString(QKeySequence::NativeText)}, {}};
    const QRect head(box.left(), box.top(), box.width(), field);
    paintHint(painter, escape, box.right() + 1 - 18 - paintHint(painter, escape, 0, head, Paint::No), head, Paint::Yes);
    if (m_model->rowCount() == 0) {
        painter.setFont(m_theme.font(TypeRole::Body));
        painter.setPen(m_theme.color(Token::Text2));
        painter.drawText(QRect(box.left(), box.top() + field, box.width(), box.height() - field - hints), Qt::AlignCenter,
                         tr("Nothing found"));
    }
    paintHints(painter, QRect(box.left(), box.bottom() + 1 - hints, box.width(), hints));
}

int QuickSwitcher::paintHint(QPainter &painter, const Hint &hint, int left, const QRect &rect, Paint paint) const
{
    const auto visual = [&](const QRect &logical) { return QStyle::visualRect(layoutDirection(), rect, logical); };
    const QFontMetrics metrics(m_theme.font(TypeRole::Meta));
    const int height = metrics.height() + 4;
    for (const QString &key : hint.keys) {
        const int width = std::max(metrics.horizontalAdvance(key) + 12, height);
        if (paint == Paint::Yes) {
            const QRect cap = visual(QRect(left, rect.center().y() + 1 - height / 2, width, height));
            paintShape(painter, cap, 4, m_theme.color(Token::Surface), m_theme.color(Token::Line));
            painter.drawText(cap, Qt::AlignCenter, key);
        }
        left += width + 4;
    }
    const int width = metrics.horizontalAdvance(hint.text) + 2;
    if (paint == Paint::Yes)
        painter.drawText(visual(QRect(left + 2, rect.top(), width, rect.height())), Qt::AlignCenter, hint.text);
    return hint.text.isEmpty() ? left - 4 : left + 2 + width;
}

/// What keys do for the row that is chosen: an action has no window.
QList<QuickSwitcher::Hint> QuickSwitcher::keyHints() const
{
    const QString enter = QKeySequence(Qt::Key_Enter).toString(QKeySequence::NativeText);
    const QString control = QKeySequence(Qt::CTRL).toString(QKeySequence::NativeText).remove(u'+');
    QList<Hint> hints{{{QStringLiteral("↑"), QStringLiteral("↓")}, tr("move")}, {{enter}, tr("open")}};
    const QModelIndex chosen = m_list->currentIndex();
    if (chosen.isValid() && m_model->row(chosen.row()).entry.kind != SwitcherEntry::Kind::Action)
        hints.append({{control, enter}, tr("new window")});
    return hints;
}

/// They are painted; whoever hears the window finds them at the field.
void QuickSwitcher::tellHints()
{
    QStringList spoken;
    const QList<Hint> hints = keyHints();
    for (const Hint &hint : hints)
        spoken << hint.keys.join(u' ') + u' ' + hint.text;
    m_field->setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    update();
}

void QuickSwitcher::paintHints(QPainter &painter, const QRect &rect) const
{
    // A strip at the foot of the panel, in its rounded corners.
    painter.save();
    painter.setClipRect(rect.adjusted(1, 0, -1, -1));
    paintShape(painter, QRectF(rect).adjusted(1, -24, -1, -1), 11, m_theme.color(Token::Sunken));
    painter.restore();
    painter.fillRect(rect.left() + 1, rect.top(), rect.width() - 2, 1, m_theme.color(Token::Line));
    painter.setFont(m_theme.font(TypeRole::Meta));
    painter.setPen(m_theme.color(Token::Text2));
    constexpr int margin = 16, gap = 16;
    int left = rect.left() + margin;
    const QList<Hint> keys = keyHints();
    for (const Hint &hint : keys) {
        if (paintHint(painter, hint, left, rect, Paint::No) > rect.right() - margin)
            break;
        left = paintHint(painter, hint, left, rect, Paint::Yes) + gap;
    }
    // The signs stand at the trailing edge, as far as there is room.
    int right = rect.right() + 1 - margin;
    QList<Hint> signs{{{QStringLiteral(">")}, tr("actions")}, {{QStringLiteral("@")}, tr("people")}};
    const bool groups = std::any_of(m_entries.cbegin(), m_entries.cend(),
                                    [](const SwitcherEntry &entry) { return entry.who == SwitcherEntry::Who::Group; });
    if (groups)
        signs.insert(1, {{QStringLiteral("#")}, tr("groups")});
    for (const Hint &hint : std::as_const(signs)) {
        const int begin = right - paintHint(painter, hint, 0, rect, Paint::No);
        if (begin < left)
            break;
        paintHint(painter, hint, begin, rect, Paint::Yes);
        right = begin - gap;
    }
}

} // namespace jackdaw
