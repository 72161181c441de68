// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatpage/EncryptionPill.h"

#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/IconButton.h"

#include <QEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int pillHeight = 30;
constexpr int smallIcon = 15;
constexpr int padding = 12;
constexpr int gap = 7;

} // namespace

struct EncryptionPill::Look
{
    QString icon;
    Token color;
    Token fill;
};

EncryptionPill::EncryptionPill(const Theme &theme, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    QSizePolicy policy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    policy.setRetainSizeWhenHidden(true); // nothing moves when it becomes known
    setSizePolicy(policy);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
    rename();
    hide();
}

EncryptionPill::Look EncryptionPill::look() const
{
    switch (m_state.value_or(State::Clear)) {
    case State::Clear: return {u"lock-open"_s, Token::Warn, Token::WarnSoft};
    case State::Encrypted: return {u"lock"_s, Token::Text2, Token::Chip};
    case State::Verified: return {u"shield-check"_s, Token::Ok, Token::OkSoft};
    case State::NewDevice: return {u"shield-alert"_s, Token::Warn, Token::WarnSoft};
    }
    return {};
}

QString EncryptionPill::words(State state)
{
    switch (state) {
    case State::Clear: return tr("Not encrypted");
    case State::Encrypted: return tr("Encrypted");
    case State::Verified: return tr("Verified");
    case State::NewDevice: return tr("New device");
    }
    return {};
}

void EncryptionPill::rename()
{
    setText(words(m_state.value_or(State::Clear)));
    setAccessibleName(tr("Encryption: %1").arg(text()));
    const QKeySequence keys(Qt::CTRL | Qt::SHIFT | Qt::Key_L);
    setToolTip(tooltipMarkup(m_theme, accessibleName(), keys));
    setAccessibleDescription(keys.toString(QKeySequence::NativeText)); // Qt would read the markup
}

void EncryptionPill::setState(std::optional<State> state)
{
    if (state == m_state)
        return;
    m_state = state;
    rename();
    setVisible(state.has_value());
    updateGeometry();
    update();
}

void EncryptionPill::setRoom(Room room)
{
    if (room == m_room)
        return;
    m_room = room;
    updateGeometry();
    update();
}

QSize EncryptionPill::sizeHint() const
{
    if (m_room == Room::IconOnly)
        return QSize(m_theme.scaled(36), m_theme.scaled(36));
    QFont font = m_theme.font(TypeRole::Body);
    font.setWeight(QFont::Medium);
    const int words = QFontMetrics(font).horizontalAdvance(text());
    return QSize(2 * padding + m_theme.scaled(smallIcon) + gap + words, m_theme.scaled(pillHeight) + 2 * focusRoom);
}

void EncryptionPill::changeEvent(QEvent *event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        rename();
}

void EncryptionPill::paintIconOnly(QPainter &painter, bool focused)
{
    const int size = m_theme.scaled(20);
    if (isDown() || underMouse())
        paintShape(painter, rect(), 8, m_theme.color(isDown() ? Token::Chip : Token::Hover));
    QRect place(0, 0, size, size);
    place.moveCenter(rect().center());
    m_theme.paintIcon(painter, place, look().icon, m_theme.color(look().color));
    if (focused)
        paintInnerFocusRing(painter, m_theme, rect(), 8);
}

void EncryptionPill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const bool focused = hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange);
    if (m_room == Room::IconOnly) {
        paintIconOnly(painter, focused);
        return;
    }
    const QColor color = m_theme.color(look().color);
    const int side = m_theme.scaled(smallIcon);
    const QRect pill = rect().adjusted(0, focusRoom, 0, -focusRoom);
    QColor fill = m_theme.color(look().fill);
    if (isDown() || underMouse())
        fill = m_theme.isDark() ? fill.lighter(125) : fill.darker(105);
    paintShape(painter, pill, pill.height() / 2.0, fill,
               m_theme.isHighContrast() ? color : QColor(Qt::transparent), 2);
    const auto placed = [&](const QRect &part) { return QStyle::visualRect(layoutDirection(), rect(), part); };
    m_theme.paintIcon(painter, placed(QRect(padding, pill.center().y() + 1 - side / 2, side, side)), look().icon, color);
    QFont font = m_theme.font(TypeRole::Body);
    font.setWeight(QFont::Medium);
    painter.setFont(font);
    painter.setPen(color);
    const int left = padding + side + gap;
    painter.drawText(placed(QRect(left - 2, pill.top(), width() - left - padding + 4, pill.height())),
                     Qt::AlignCenter | Qt::TextSingleLine, text());
    if (focused)
        paintInnerFocusRing(painter, m_theme, rect(), pill.height() / 2.0);
}

} // namespace jackdaw
