// SPDX-License-Identifier: GPL-3.0-or-later
#include "codes/CodeView.h"

#include "codes/Codes.h"
#include "style/Style.h"
#include "style/Theme.h"

#include <QAccessibleWidget>
#include <QPainter>
#include <QPainterPath>

namespace jackdaw {

namespace {

constexpr int cardSide = 246;
constexpr qreal cardRadius = 12;

/// A picture, not a pane of something (design/ui.md, "Accessible names").
QAccessibleInterface *makeCodeAccessible(const QString &, QObject *object)
{
    auto *view = qobject_cast<CodeView *>(object);
    return view ? new QAccessibleWidget(view, QAccessible::Graphic) : nullptr;
}

} // namespace

CodeView::CodeView(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    static const bool installed = (QAccessible::installFactory(makeCodeAccessible), true);
    Q_UNUSED(installed)
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
    hide();
}

void CodeView::setText(const QString &text, const QString &name)
{
    setAccessibleName(name);
    if (text == m_text)
        return;
    m_text = text;
    m_code = codeOf(text);
    setVisible(!m_code.isNull());
    updateGeometry();
    update();
}

QSize CodeView::sizeHint() const
{
    const int side =
        std::max(m_theme.scaled(cardSide), m_code.width() * 2); // a module of one pixel is read by few cameras
    return {side, side};
}

void CodeView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF card = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath path;
    path.addRoundedRect(card, cardRadius, cardRadius);
    painter.fillPath(path, QColor::fromRgba(m_code.isNull() ? 0u : m_code.pixel(0, 0))); // its quiet zone goes on
    const auto drawEdge = [&] {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(m_theme.color(Token::Line));
        painter.drawPath(path);
    };
    if (m_code.isNull()) {
        drawEdge();
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setClipPath(path); // where the code fills the card, its quiet zone reaches over the edge
    const qreal ratio = devicePixelRatioF();
    const int module = std::max(1, int(width() * ratio) / m_code.width()); // in whole pixels of the screen
    const qreal side = module * m_code.width() / ratio;
    const qreal edge = int((width() - side) / 2 * ratio) / ratio;
    painter.drawImage(QRectF(edge, edge, side, side), m_code);
    painter.setClipping(false);
    drawEdge();
}

} // namespace jackdaw
