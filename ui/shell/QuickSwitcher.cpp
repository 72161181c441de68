// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/QuickSwitcher.h"

#include "base/FoldedText.h"
#include "chat/ChatListModel.h"
#include "roster/ContactListModel.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/Fields.h"
#include "widgets/Painting.h"

#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QSet>
#include <QStyledItemDelegate>
#include <QTextLayout>

namespace jackdaw {

namespace {

constexpr int shownEntries = 10;

QString headingText(SwitcherEntry::Kind kind)
{
    switch (kind) {
    case SwitcherEntry::Kind::Chat: return QuickSwitcher::tr("Chats");
    case SwitcherEntry::Kind::Person: return QuickSwitcher::tr("People");
    case SwitcherEntry::Kind::Action: return QuickSwitcher::tr("Actions");
    }
    Q_UNREACHABLE_RETURN({});
}

/// Moving about is what the switcher itself is for, and keys are shorter.
bool isAction(Command command)
{
    switch (command) {
    case Command::ShowContacts:
    case Command::NewChat:
    case Command::ShowWaiting:
    case Command::MarkAllRead:
    case Command::SetStatus:
    case Command::OpenSettings:
    case Command::ShowShortcuts:
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
    case Command::ShowContacts: return QStringLiteral("users-round");
    case Command::NewChat: return QStringLiteral("square-pen");
    case Command::OpenSettings: return QStringLiteral("settings");
    case Command::ShowShortcuts: return QStringLiteral("keyboard");
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

class SwitcherDelegate : public QStyledItemDelegate
{
public:
    SwitcherDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    void setQuery(const QString &query) { m_query = query; }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        const auto *model = static_cast<const SwitcherModel *>(index.model());
        if (!model->row(index.row()).heading.isEmpty())
            return QSize(100, m_theme.lineHeight(TypeRole::MetaStrong) + 16);
        return QSize(100, std::max(m_theme.scaled(48), m_theme.lineHeight(TypeRole::Name) + m_theme.lineHeight(TypeRole::Meta) + 10));
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const SwitcherModel::Row &row = static_cast<const SwitcherModel *>(index.model())->row(index.row());
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (!row.heading.isEmpty()) {
            painter->setFont(m_theme.font(TypeRole::MetaStrong));
            painter->setPen(m_theme.color(Token::Text2));
            painter->drawText(option.rect.adjusted(12, 8, -12, 0),
                              int(QStyle::visualAlignment(option.direction, Qt::AlignLeft) | Qt::AlignVCenter), row.heading);
        } else {
            paintEntry(*painter, option, row.entry);
        }
        painter->restore();
    }

private:
    void paintEntry(QPainter &painter, const QStyleOptionViewItem &option, const SwitcherEntry &entry) const
    {
        const bool selected = option.state & QStyle::State_Selected;
        const Token ground = selected ? Token::Selected : option.state & QStyle::State_MouseOver ? Token::Hover : Token::Raised;
        const QRect all = option.rect;
        const auto visual = [&](const QRect &logical) { return QStyle::visualRect(option.direction, all, logical); };
        paintShape(painter, all, 6, m_theme.color(ground));

        const int size = m_theme.scaled(32);
        const QRect tile = visual(QRect(all.left() + 12, all.top() + (all.height() - size) / 2, size, size));
        if (entry.kind == SwitcherEntry::Kind::Action) {
            paintShape(painter, tile, 8, m_theme.color(Token::Chip));
            const int icon = m_theme.scaled(18), inset = (size - icon) / 2;
            m_theme.paintIcon(painter, tile.adjusted(inset, inset, -inset, -inset), entry.icon, m_theme.color(Token::Text2));
        } else {
            paintAvatar(painter, tile, m_theme, entry.name, BareJid::fromPrepared(entry.address), AvatarShape::Person);
        }
        int right = all.right() - 12;
        if (selected) {
            painter.setFont(m_theme.font(TypeRole::Meta));
            painter.setPen(m_theme.color(Token::Text3, ground));
            const QString enter = QKeySequence(Qt::Key_Enter).toString(QKeySequence::NativeText);
            const int width = painter.fontMetrics().horizontalAdvance(enter) + 2;
            painter.drawText(visual(QRect(right - width, all.top(), width, all.height())), Qt::AlignCenter, enter);
            right -= width + 10;
        }
        if (entry.unread > 0) {
            const int width = badgeWidth(m_theme, entry.unread), height = m_theme.scaled(18);
            paintBadge(painter, visual(QRect(right - width, all.center().y() - height / 2, width, height)), m_theme,
                       entry.unread, BadgeKind::Unread);
            right -= width + 10;
        }
        const int left = all.left() + 12 + size + 12;
        const int nameHeight = m_theme.lineHeight(TypeRole::Name);
        const int detailHeight = entry.detail.isEmpty() ? 0 : m_theme.lineHeight(TypeRole::Meta);
        const int top = all.top() + (all.height() - nameHeight - detailHeight) / 2;
        paintName(painter, visual(QRect(left, top, right - left, nameHeight)), option.direction, entry.name, ground);
        painter.setFont(m_theme.font(TypeRole::Meta));
        painter.setPen(m_theme.color(Token::Text2, ground));
        painter.drawText(visual(QRect(left, top + nameHeight, right - left, detailHeight)),
                         int(QStyle::visualAlignment(option.direction, Qt::AlignLeft) | Qt::AlignVCenter),
                         painter.fontMetrics().elidedText(entry.detail, Qt::ElideRight, right - left));
    }

    /// The letters that were typed stand out in link colour.
    void paintName(QPainter &painter, const QRect &rect, Qt::LayoutDirection direction, const QString &name, Token ground) const
    {
        QFont font = m_theme.font(TypeRole::Name);
        const QString shown = QFontMetrics(font).elidedText(name, Qt::ElideRight, rect.width());
        QTextLayout layout(shown, font);
        QTextOption textOption;
        textOption.setTextDirection(direction);
        textOption.setWrapMode(QTextOption::NoWrap);
        textOption.setAlignment(Qt::AlignLeft | Qt::AlignAbsolute);
        layout.setTextOption(textOption);
        const qsizetype place = matchIn(shown, m_query);
        if (place >= 0) {
            QTextLayout::FormatRange range;
            range.start = int(place);
            range.length = int(switcherWord(m_query).size());
            range.format.setFont(m_theme.font(TypeRole::NameStrong));
            range.format.setForeground(m_theme.color(Token::Link, ground));
            layout.setFormats({range});
        }
        layout.beginLayout();
        QTextLine line = layout.createLine();
        line.setLineWidth(rect.width() + 40);
        layout.endLayout();
        painter.setPen(m_theme.color(Token::Text, ground));
        const qreal x = direction == Qt::RightToLeft ? rect.right() - line.naturalTextWidth() : rect.left();
        const qreal shift = direction == Qt::RightToLeft ? line.x() : 0;
        layout.draw(&painter, QPointF(x - shift, rect.top() + (rect.height() - line.height()) / 2));
    }

    const Theme &m_theme;
    QString m_query;
};

} // namespace

void SwitcherModel::setEntries(const QList<SwitcherEntry> &entries)
{
    beginResetModel();
    m_rows.clear();
    for (qsizetype i = 0; i < entries.size(); ++i) {
        if (i == 0 || entries.at(i).kind != entries.at(i - 1).kind)
            m_rows.append({headingText(entries.at(i).kind), {}});
        m_rows.append({{}, entries.at(i)});
    }
    endResetModel();
}

int SwitcherModel::nextEntry(int from, int step) const
{
    for (int row = from; row >= 0 && row < m_rows.size(); row += step) {
        if (m_rows.at(row).heading.isEmpty())
            return row;
    }
    return -1;
}

int SwitcherModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant SwitcherModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    if (role == Qt::DisplayRole)
        return row.heading.isEmpty() ? row.entry.name : row.heading;
    if (role == Qt::AccessibleTextRole && row.heading.isEmpty()) {
        QStringList parts{row.entry.name};
        if (row.entry.unread > 0)
            parts << QuickSwitcher::tr("%L1 unread").arg(row.entry.unread);
        if (!row.entry.detail.isEmpty())
            parts << row.entry.detail;
        return parts.join(QStringLiteral(", "));
    }
    return {};
}

Qt::ItemFlags SwitcherModel::flags(const QModelIndex &index) const
{
    if (!index.isValid() || !m_rows.at(index.row()).heading.isEmpty())
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

QuickSwitcher::QuickSwitcher(const ChatListModel &chats, const ContactListModel &contacts, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_chats(chats), m_contacts(contacts), m_theme(theme)
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
    m_list->setItemDelegate(new SwitcherDelegate(theme, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->viewport()->setAutoFillBackground(false);
    connect(m_field, &QLineEdit::textChanged, this, &QuickSwitcher::search);
    connect(m_list, &QListView::clicked, this, &QuickSwitcher::choose);
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
    m_chats.forEachChat([&](const ChatListModel::Row &row) {
        SwitcherEntry entry;
        entry.kind = SwitcherEntry::Kind::Chat;
        entry.name = row.name;
        entry.detail = detail(row.presence, row.conversation.peer);
        entry.address = row.conversation.peer.toString();
        entry.conversation = row.conversation.id;
        entry.account = row.conversation.account;
        entry.recent = row.conversation.last ? row.conversation.last->time : 0;
        entry.unread = row.conversation.unread;
        entry.folded = foldedText(row.name);
        known.insert({row.conversation.account, row.conversation.peer});
        m_entries << entry;
    });
    m_contacts.forEachContact([&](const Contact &contact, const Presence &presence) {
        if (known.contains({contact.account, contact.jid}))
            return;
        SwitcherEntry entry;
        entry.kind = SwitcherEntry::Kind::Person;
        entry.name = contact.shownName();
        entry.detail = detail(presence, contact.jid);
        entry.address = contact.jid.toString();
        entry.account = contact.account;
        entry.folded = foldedText(entry.name);
        m_entries << entry;
    });
    const QList<Shortcut> all = shortcuts();
    for (const Shortcut &shortcut : all) {
        if (!isAction(shortcut.command))
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
}

void QuickSwitcher::search(const QString &text)
{
    static_cast<SwitcherDelegate *>(m_list->itemDelegate())->setQuery(text);
    m_model->setEntries(rankSwitcher(text, m_entries, shownEntries));
    const int first = m_model->nextEntry(0, 1);
    m_list->setCurrentIndex(first < 0 ? QModelIndex() : m_model->index(first));
    m_list->scrollToTop();
    place();
    update();
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
    const QRect logical(box.left() + 44, box.top() + 8, box.width() - 56, field - 16);
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

void QuickSwitcher::choose(const QModelIndex &index)
{
    if (!index.isValid() || !m_model->row(index.row()).heading.isEmpty())
        return;
    const SwitcherEntry entry = m_model->row(index.row()).entry;
    close();
    switch (entry.kind) {
    case SwitcherEntry::Kind::Chat: Q_EMIT chatRequested(entry.conversation); break;
    case SwitcherEntry::Kind::Person: Q_EMIT personRequested(entry.account, BareJid::fromPrepared(entry.address)); break;
    case SwitcherEntry::Kind::Action: Q_EMIT commandRequested(entry.command); break;
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
        case Qt::Key_Enter: choose(m_list->currentIndex()); return true;
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
    painter.fillRect(rect(), QColor(16, 24, 36, m_theme.isDark() ? 130 : 70));
    const QRect box = panel();
    // 0 8 28 at a sixth: a few rings stand in for a blur.
    for (int ring = 14; ring > 0; ring -= 2)
        paintShape(painter, QRectF(box).adjusted(-ring, 8 - ring, ring, 8 + ring), 12 + ring, QColor(16, 24, 36, 6));
    paintShape(painter, box, 12, m_theme.color(Token::Raised),
               m_theme.isDark() || m_theme.isHighContrast() ? m_theme.color(Token::PopupOutline) : QColor(Qt::transparent));
    const int field = m_theme.scaled(56), hints = m_theme.scaled(40);
    painter.fillRect(box.left() + 1, box.top() + field, box.width() - 2, 1, m_theme.color(Token::Line));
    const int icon = m_theme.scaled(20);
    m_theme.paintIcon(painter, QStyle::visualRect(layoutDirection(), rect(), QRect(box.left() + 18, box.top() + (field - icon) / 2, icon, icon)),
                      QStringLiteral("search"), m_theme.color(Token::Text2));
    if (m_model->rowCount() == 0) {
        painter.setFont(m_theme.font(TypeRole::Body));
        painter.setPen(m_theme.color(Token::Text2));
        painter.drawText(QRect(box.left(), box.top() + field, box.width(), box.height() - field - hints), Qt::AlignCenter,
                         tr("Nothing found"));
    }
    paintHints(painter, QRect(box.left(), box.bottom() + 1 - hints, box.width(), hints));
}

void QuickSwitcher::paintHints(QPainter &painter, const QRect &rect) const
{
    painter.fillRect(rect.left() + 1, rect.top(), rect.width() - 2, 1, m_theme.color(Token::Line));
    struct Hint { QStringList keys; QString text; };
    const QList<Hint> hints{
        {{QStringLiteral("↑"), QStringLiteral("↓")}, tr("move")},
        {{QKeySequence(Qt::Key_Enter).toString(QKeySequence::NativeText)}, tr("open")},
        {{QStringLiteral("@")}, tr("people")},
        {{QStringLiteral(">")}, tr("actions")},
    };
    painter.setFont(m_theme.font(TypeRole::Meta));
    const QFontMetrics metrics = painter.fontMetrics();
    const int height = metrics.height() + 4;
    int left = rect.left() + 16;
    const auto visual = [&](const QRect &logical) { return QStyle::visualRect(layoutDirection(), rect, logical); };
    for (const Hint &hint : hints) {
        int width = metrics.horizontalAdvance(hint.text) + 20;
        for (const QString &key : hint.keys)
            width += metrics.horizontalAdvance(key) + 16;
        if (left + width > rect.right())
            break;
        for (const QString &key : hint.keys) {
            const int keyWidth = metrics.horizontalAdvance(key) + 12;
            const QRect cap = visual(QRect(left, rect.center().y() - height / 2, keyWidth, height));
            paintShape(painter, cap, 4, m_theme.color(Token::Surface), m_theme.color(Token::Line));
            painter.setPen(m_theme.color(Token::Text2));
            painter.drawText(cap, Qt::AlignCenter, key);
            left += keyWidth + 4;
        }
        const int textWidth = metrics.horizontalAdvance(hint.text) + 2;
        painter.setPen(m_theme.color(Token::Text2));
        painter.drawText(visual(QRect(left + 2, rect.top(), textWidth, rect.height())), Qt::AlignCenter, hint.text);
        left += textWidth + 18;
    }
}

} // namespace jackdaw
