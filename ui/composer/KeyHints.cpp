// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/KeyHints.h"

#include "style/FineText.h"
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
    const QFont words = m_theme.font(TypeRole::Meta);
    QFont caps = m_theme.font(TypeRole::Tiny);
    caps.setWeight(QFont::Medium);
    const QFontMetrics capMetrics(caps);
    const auto placed = [this](int x, int w) { return QStyle::visualRect(layoutDirection(), rect(), QRect(x, 0, w, height())); };
    int x = 0;
    for (const Hint &hint : m_hints) {
        int needed = FineText::width(words, hint.text);
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
        const int room = FineText::width(words, hint.text);
        painter.setPen(m_theme.color(Token::Text3));
        FineText::draw(painter, placed(x, room), words, hint.text);
        x += room + hintGap;
    }
}

} // namespace jackdaw
