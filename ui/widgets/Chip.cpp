// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Chip.h"

#include "style/Style.h"

#include <QLocale>
#include <QPainter>
#include <QStyleOptionButton>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {
constexpr int padding = 12;
constexpr int gap = 6;
constexpr int markSize = 8;
constexpr int chipIconSize = 16;
} // namespace

Chip::Chip(const Theme &theme, const QString &text, const QString &name, QWidget *parent)
    : QRadioButton(text, parent), m_theme(theme)
{
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    // Tab leads to the one that is on, and arrows from there; Qt sees to that only once one of them has had the focus.
    setFocusPolicy(Qt::ClickFocus);
    connect(this, &QAbstractButton::toggled, this, [this](bool on) { setFocusPolicy(on ? Qt::StrongFocus : Qt::ClickFocus); });
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void Chip::setCount(int count)
{
    if (m_count == count)
        return;
    m_count = count;
    setAccessibleDescription(count > 0 ? QLocale().toString(count) : QString());
    updateGeometry();
    update();
}

void Chip::setMark(int hue)
{
    if (std::exchange(m_mark, hue) == hue)
        return;
    updateGeometry();
    update();
}

void Chip::setIconName(const QString &name)
{
    m_icon = name;
    updateGeometry();
    update();
}

void Chip::setWords(const QString &text, const QString &name)
{
    setAccessibleName(name);
    if (text == this->text())
        return;
    setText(text);
    setShortcut({});
    updateGeometry();
}

int Chip::markWidth() const
{
    const int size = !m_icon.isEmpty() ? chipIconSize : m_mark < 0 ? 0 : markSize;
    return size == 0 ? 0 : m_theme.scaled(size) + m_theme.scaled(gap);
}

QString Chip::countText() const
{
    return m_count > 999 ? u"999+"_s : m_count > 0 ? QLocale().toString(m_count) : QString();
}

QFont Chip::textFont() const
{
    QFont font = m_theme.font(TypeRole::Body);
    font.setWeight(m_theme.font(isChecked() ? TypeRole::BodyStrong : TypeRole::Name).weight());
    return font;
}

QSize Chip::sizeHint() const
{
    // As wide in both of its weights, so that choosing it moves nothing: the heavier one takes a little of the room beside it.
    QFont font = m_theme.font(TypeRole::Body);
    font.setWeight(m_theme.font(TypeRole::Name).weight());
    const QFontMetrics metrics(font);
    int width = markWidth() + metrics.horizontalAdvance(text()) + 2 * m_theme.scaled(padding);
    if (m_count > 0)
        width += m_theme.scaled(gap) + metrics.horizontalAdvance(countText());
    return QSize(width, qMax(m_theme.scaled(28), metrics.height() + 8)) + QSize(2 * focusRoom, 2 * focusRoom);
}

bool Chip::hitButton(const QPoint &position) const
{
    return rect().contains(position);
}

void Chip::paintEvent(QPaintEvent *)
{
    QStyleOptionButton option;
    initStyleOption(&option);
    const bool hovered = isEnabled() && option.state.testFlag(QStyle::State_MouseOver);
    QPainter painter(this);
    const QRectF pill = QRectF(rect()).adjusted(focusRoom, focusRoom, -focusRoom, -focusRoom);
    const bool on = isChecked();
    const Token ground = on ? Token::Selected : hovered ? Token::Hover : Token::List;
    paintShape(painter, pill, pill.height() / 2, m_theme.color(ground),
               on && !m_theme.isHighContrast() ? QColor(Qt::transparent)
                                               : m_theme.color(m_theme.isHighContrast() ? Token::BorderStrong : Token::Line),
               m_theme.isHighContrast() ? 2 : 1);
    const QFont font = textFont();
    painter.setFont(font);
    const QFontMetrics metrics(font);
    painter.setPen(m_theme.color(!isEnabled() ? Token::Text3 : on ? Token::Link : Token::Text2, ground));
    const QString count = countText();
    const int words = metrics.horizontalAdvance(text());
    const int figures = count.isEmpty() ? 0 : m_theme.scaled(gap) + metrics.horizontalAdvance(count);
    const int mark = markWidth();
    const QRect content(rect().center().x() - (mark + words + figures) / 2 + 1, 0, mark + words + figures, height());
    const auto placed = [&](const QRect &part) { return QStyle::visualRect(layoutDirection(), content, part); };
    if (!m_icon.isEmpty()) {
        const int side = m_theme.scaled(chipIconSize);
        m_theme.paintIcon(painter, placed(QRect(content.left(), (height() - side) / 2, side, side)), m_icon,
                          painter.pen().color());
    } else if (m_mark >= 0) {
        const int side = m_theme.scaled(markSize);
        paintShape(painter, placed(QRect(content.left(), (height() - side) / 2, side, side)), side / 2.0, m_theme.markColor(m_mark));
    }
    painter.drawText(placed(QRect(content.left() + mark, 0, words + 1, height())), Qt::AlignVCenter | Qt::TextSingleLine, text());
    if (!count.isEmpty()) {
        painter.drawText(placed(QRect(content.left() + mark + words + m_theme.scaled(gap), 0, figures, height())),
                         Qt::AlignVCenter | Qt::TextSingleLine, count);
    }
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        paintFocusRing(painter, m_theme, pill.adjusted(1, 1, -1, -1), pill.height() / 2 - 1);
}

} // namespace jackdaw
