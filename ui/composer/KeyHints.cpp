// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/KeyHints.h"

#include "style/Style.h"
#include "style/Theme.h"

#include <QPainter>

namespace jackdaw {

namespace {
constexpr int capPadding = 6;
constexpr int capGap = 4;
constexpr int hintGap = 16;
}

KeyHints::KeyHints(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QFont KeyHints::hintFont() const
{
    // 11.5 px (design/ui.md, "Composer"), between two rows of the type table; pixels of fonts are whole, points are not.
    QFont font = m_theme.font(TypeRole::Meta);
    font.setPointSizeF(11.5 * m_theme.textScale() * 72 / logicalDpiY());
    return font;
}

void KeyHints::setHints(const QList<Hint> &hints)
{
    if (hints == m_hints)
        return;
    m_hints = hints;
    updateGeometry();
    update();
}

QSize KeyHints::sizeHint() const
{
    return QSize(0, m_theme.scaled(18));
}

void KeyHints::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QFont words = hintFont();
    QFont caps = m_theme.font(TypeRole::Tiny);
    caps.setWeight(QFont::Medium);
    const QFontMetrics metrics(words);
    const QFontMetrics capMetrics(caps);
    const auto placed = [this](int x, int w) { return QStyle::visualRect(layoutDirection(), rect(), QRect(x, 0, w, height())); };
    int x = 0;
    for (const Hint &hint : m_hints) {
        int needed = metrics.horizontalAdvance(hint.text);
        for (const QString &key : hint.keys)
            needed += capMetrics.horizontalAdvance(key) + 2 * capPadding + capGap;
        if (x + needed > width()) // a hint that does not fit whole helps nobody
            break;
        for (const QString &key : hint.keys) {
            const int cap = capMetrics.horizontalAdvance(key) + 2 * capPadding;
            paintShape(painter, placed(x, cap), 4, m_theme.color(Token::Surface), m_theme.color(Token::Line));
            painter.setFont(caps);
            painter.setPen(m_theme.color(Token::Text2));
            painter.drawText(placed(x, cap), Qt::AlignCenter | Qt::TextSingleLine, key);
            x += cap + capGap;
        }
        const int room = metrics.horizontalAdvance(hint.text) + 1;
        painter.setFont(words);
        painter.setPen(m_theme.color(Token::Text3));
        painter.drawText(placed(x, room), Qt::AlignCenter | Qt::TextSingleLine, hint.text);
        x += room + hintGap;
    }
}

} // namespace jackdaw
