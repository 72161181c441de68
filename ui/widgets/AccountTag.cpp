// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/AccountTag.h"

#include "style/Direction.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace jackdaw {

namespace {
constexpr int dotSize = 8;
constexpr int tagGap = 5;
} // namespace

AccountTag::AccountTag(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    hide();
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QColor AccountTag::color(const Theme &theme, const AccountMark &mark)
{
    const QList<QColor> hues = Theme::hues();
    return mark.color >= 0 && mark.color < hues.size() ? hues.at(mark.color) : theme.avatarColor(mark.jid);
}

int AccountTag::width(const Theme &theme, const QString &name)
{
    return theme.scaled(dotSize) + tagGap + QFontMetrics(theme.font(TypeRole::Meta)).horizontalAdvance(name) + 1;
}

void AccountTag::paint(QPainter &painter, const QRect &rect, Qt::LayoutDirection direction, const Theme &theme,
                       const AccountMark &mark, Token ground)
{
    const int dot = theme.scaled(dotSize);
    const QRect round(rect.left(), rect.top() + (rect.height() - dot) / 2, dot, dot);
    painter.setRenderHint(QPainter::Antialiasing);
    // The hues are made for white letters: in the dark a ring keeps the dot in sight.
    painter.setPen(QPen(theme.color(Token::Text3, ground), 1));
    painter.setBrush(color(theme, mark));
    painter.drawEllipse(QRectF(QStyle::visualRect(direction, rect, round)).adjusted(0.5, 0.5, -0.5, -0.5));
    painter.setFont(theme.font(TypeRole::Meta));
    painter.setPen(theme.color(Token::Text3, ground));
    const QRect words = rect.adjusted(dot + tagGap, 0, 0, 0);
    painter.drawText(QStyle::visualRect(direction, rect, words),
                     int(QStyle::visualAlignment(direction, Qt::AlignLeft) | Qt::AlignVCenter) | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(mark.name, Qt::ElideRight, words.width()));
}

QString AccountTag::shown(const QString &text, const AccountMark &mark)
{
    //: a name, and the account of ours that it belongs to
    return mark.name.isEmpty() ? text : tr("%1 · %2").arg(isolated(text), isolated(mark.name));
}

QString AccountTag::spoken(const QString &text, const AccountMark &mark)
{
    return mark.name.isEmpty() ? text : text + QStringLiteral(", ") + tr("account %1").arg(mark.name);
}

void AccountTag::setMark(const AccountMark &mark)
{
    if (mark == m_mark)
        return;
    m_mark = mark;
    setVisible(!mark.name.isEmpty());
    setAccessibleName(mark.name.isEmpty() ? QString() : tr("Account %1").arg(mark.name));
    updateGeometry();
    update();
}

QSize AccountTag::sizeHint() const
{
    return QSize(width(m_theme, m_mark.name), m_theme.lineHeight(TypeRole::Meta));
}

QSize AccountTag::minimumSizeHint() const
{
    const QFontMetrics metrics(m_theme.font(TypeRole::Meta));
    return QSize(qMin(sizeHint().width(), m_theme.scaled(dotSize) + tagGap + 6 * metrics.averageCharWidth()), sizeHint().height());
}

bool AccountTag::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        // Plain text, whatever the name looks like.
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), m_mark.name.toHtmlEscaped(), this);
        return true;
    }
    return QWidget::event(event);
}

void AccountTag::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(painter, rect(), layoutDirection(), m_theme, m_mark, Token::Surface);
}

} // namespace jackdaw
