// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/Rail.h"

#include "shell/Shortcuts.h"
#include "style/Direction.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/IconButton.h"
#include "widgets/Painting.h"

#include <QAccessibleWidget>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace jackdaw {

namespace {

/// A rail item is a tab of the window to screen readers (ui.md, "Accessible names"); Qt has no such button.
class RailItemAccessible : public QAccessibleWidget
{
public:
    explicit RailItemAccessible(RailItem *item) : QAccessibleWidget(item, QAccessible::PageTab, item->accessibleName()), m_item(item) {}

    QString text(QAccessible::Text kind) const override
    {
        // Qt would take the tooltip, which is markup.
        return kind == QAccessible::Description ? m_item->accessibleDescription() : QAccessibleWidget::text(kind);
    }
    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.selectable = m_item->isCheckable();
        state.selected = m_item->isChecked();
        return state;
    }
    QStringList actionNames() const override
    {
        return QStringList{pressAction()} + QAccessibleWidget::actionNames();
    }
    void doAction(const QString &name) override
    {
        if (name == pressAction())
            m_item->click();
        else
            QAccessibleWidget::doAction(name);
    }

private:
    RailItem *m_item;
};

QAccessibleInterface *makeRailItemAccessible(const QString &, QObject *object)
{
    auto *item = qobject_cast<RailItem *>(object);
    return item ? new RailItemAccessible(item) : nullptr;
}

QKeySequence keysOf(Command command)
{
    static const QList<Shortcut> all = shortcuts(); // keys, which no language changes
    for (const Shortcut &shortcut : all) {
        if (shortcut.command == command)
            return shortcut.keys.constFirst();
    }
    return {};
}

} // namespace

RailItem::RailItem(const Theme &theme, const QString &icon, const QString &name, QWidget *parent)
    : QAbstractButton(parent), m_theme(theme), m_iconName(icon)
{
    setText(name);
    setAccessibleName(name);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void RailItem::setLabels(Labels labels)
{
    if (std::exchange(m_labels, labels) != labels)
        updateGeometry();
}

void RailItem::setCount(int count)
{
    if (std::exchange(m_count, count) == count)
        return;
    setAccessibleDescription(count > 0 ? tr("%L1 unread").arg(count) : QString());
    update();
}

QSize RailItem::sizeHint() const
{
    if (m_labels == Labels::Hidden)
        return QSize(m_theme.scaled(44), m_theme.scaled(42));
    const int text = QFontMetrics(m_theme.font(TypeRole::Tiny)).horizontalAdvance(this->text());
    return QSize(std::max(m_theme.scaled(60), text + 8), m_theme.scaled(40) + m_theme.lineHeight(TypeRole::Tiny));
}

void RailItem::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool chosen = isChecked();
    const QRectF box = rect();
    if (chosen)
        // In high contrast no ground is seen, so an outline says it.
        paintShape(painter, box, 8, m_theme.color(Token::Raised),
                   m_theme.isHighContrast() ? m_theme.color(Token::BorderStrong) : QColor(Qt::transparent), 2);
    else if (underMouse() || isDown())
        paintShape(painter, box, 8, m_theme.color(Token::Hover));
    const QColor color = m_theme.color(chosen ? Token::Link : Token::Text2);

    const int icon = m_theme.scaled(22);
    const bool labelled = m_labels == Labels::Shown;
    const int labelHeight = labelled ? m_theme.lineHeight(TypeRole::Tiny) + 2 : 0;
    const int top = (height() - icon - labelHeight) / 2;
    const QRectF place((width() - icon) / 2.0, top, icon, icon);
    m_theme.paintIcon(painter, place, m_iconName, color);
    if (labelled) {
        painter.setFont(m_theme.font(chosen ? TypeRole::TinyStrong : TypeRole::Tiny));
        painter.setPen(color);
        painter.drawText(QRect(0, top + icon + 2, width(), m_theme.lineHeight(TypeRole::Tiny)), Qt::AlignCenter, text());
    }
    if (m_count > 0) {
        const int badge = badgeWidth(m_theme, m_count), badgeHeight = m_theme.scaled(18);
        const int above = m_theme.scaled(labelled ? 4 : 10);
        const QRect logical(int(place.right()) - m_theme.scaled(5), std::max(0, top - above), badge, badgeHeight);
        paintBadge(painter, QStyle::visualRect(layoutDirection(), rect(), logical), m_theme, m_count, BadgeKind::Unread);
    }
    if (hasFocus())
        paintInnerFocusRing(painter, m_theme, rect(), 8);
}

AccountButton::AccountButton(const Theme &theme, QWidget *parent) : QToolButton(parent), m_theme(theme)
{
    setPopupMode(InstantPopup);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void AccountButton::setAccount(const QString &name, const QString &ownName, const BareJid &jid, Availability shown, const QString &state)
{
    m_name = name;
    m_jid = jid;
    m_availability = shown;
    // To the letter (design/ui.md, "Accessible names"); what else there is to say is in the description.
    setAccessibleName(tr("Account and status, %1, %2").arg(jid.toString(), state));
    const QKeySequence keys = keysOf(Command::SetStatus);
    setAccessibleDescription(ownName.isEmpty() ? keys.toString(QKeySequence::NativeText) : ownName); // or Qt reads markup
    //: the user's own name, and their address
    const QString account = ownName.isEmpty() ? jid.toString() : tr("%1, %2").arg(isolated(ownName), jid.toString());
    setToolTip(tooltipMarkup(m_theme, account + QStringLiteral(", ") + state, keys));
    update();
}

void AccountButton::setLabels(RailItem::Labels labels)
{
    if (std::exchange(m_labels, labels) != labels)
        updateGeometry();
}

QSize AccountButton::sizeHint() const
{
    const int side = m_theme.scaled(m_labels == RailItem::Labels::Shown ? 44 : 38); // 4 of them for the ring of focus
    return QSize(side, side);
}

void AccountButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int size = width() - 4;
    const QRectF avatar(2, 2, size, size);
    paintAvatar(painter, avatar, m_theme, m_name, m_jid, AvatarShape::Person);
    const int dot = m_theme.scaled(14);
    const QRect logical(width() - dot, height() - dot, dot, dot);
    paintPresenceDot(painter, QRectF(QStyle::visualRect(layoutDirection(), rect(), logical)), m_theme, m_availability,
                     Token::Rail);
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.color(Token::Focus), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

Rail::Rail(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    QAccessible::installFactory(makeRailItemAccessible);
    m_account = new AccountButton(theme, this);
    m_chats = new RailItem(theme, QStringLiteral("message-circle"), tr("Chats"), this);
    m_contacts = new RailItem(theme, QStringLiteral("users"), tr("Contacts"), this);
    m_presence = new RailItem(theme, QStringLiteral("layout-grid"), tr("Presence"), this);
    m_settings = new RailItem(theme, QStringLiteral("settings"), tr("Settings"), this);
    m_chats->setToolTip(tooltipMarkup(theme, tr("Chats"), keysOf(Command::ShowChats)));
    m_contacts->setToolTip(tooltipMarkup(theme, tr("Contacts"), keysOf(Command::ShowContacts)));
    m_presence->setToolTip(tooltipMarkup(theme, tr("Presence"), keysOf(Command::ShowPresence)));
    m_settings->setToolTip(tooltipMarkup(theme, tr("Settings"), keysOf(Command::OpenSettings)));
    for (RailItem *item : {m_chats, m_contacts, m_presence})
        item->setCheckable(true);
    m_chats->setChecked(true);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 16);
    column->setSpacing(4);
    column->addWidget(m_account, 0, Qt::AlignHCenter);
    column->addSpacing(8);
    column->addWidget(m_chats, 0, Qt::AlignHCenter);
    column->addWidget(m_contacts, 0, Qt::AlignHCenter);
    column->addWidget(m_presence, 0, Qt::AlignHCenter);
    column->addStretch();
    column->addWidget(m_settings, 0, Qt::AlignHCenter);

    connect(m_chats, &QAbstractButton::clicked, this, [this] {
        m_chats->setChecked(true);
        Q_EMIT placeRequested(Place::Chats);
    });
    connect(m_contacts, &QAbstractButton::clicked, this, [this] {
        m_contacts->setChecked(true);
        Q_EMIT placeRequested(Place::Contacts);
    });
    connect(m_presence, &QAbstractButton::clicked, this, [this] {
        m_presence->setChecked(true);
        Q_EMIT placeRequested(Place::Presence);
    });
    connect(m_settings, &QAbstractButton::clicked, this, &Rail::settingsRequested);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Rail::setLabels(RailItem::Labels labels)
{
    for (RailItem *item : {m_chats, m_contacts, m_presence, m_settings})
        item->setLabels(labels);
    m_account->setLabels(labels);
}

void Rail::setPlace(Place place)
{
    m_chats->setChecked(place == Place::Chats);
    m_contacts->setChecked(place == Place::Contacts);
    m_presence->setChecked(place == Place::Presence);
}

void Rail::setUnreadChats(int count)
{
    m_chats->setCount(count);
}

void Rail::setRequests(int count)
{
    m_contacts->setCount(count);
}

void Rail::focusPlace()
{
    (m_presence->isChecked() ? m_presence : m_contacts->isChecked() ? m_contacts : m_chats)->setFocus(Qt::ShortcutFocusReason);
}

void Rail::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Down)
        focusNextChild();
    else if (event->key() == Qt::Key_Up)
        focusPreviousChild();
    else
        QWidget::keyPressEvent(event);
}

void Rail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Rail));
    const QRect line = QStyle::visualRect(layoutDirection(), rect(), QRect(width() - 1, 0, 1, height()));
    painter.fillRect(line, m_theme.color(Token::Line));
}

} // namespace jackdaw
