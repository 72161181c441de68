// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Labels.h"

#include <QHelpEvent>
#include <QPainter>
#include <QTextLayout>
#include <QToolTip>

namespace jackdaw {

Label::Label(const Theme &theme, TypeRole role, Token token, const QString &text, Wrap wrap, QWidget *parent)
    : QLabel(text, parent), m_theme(theme), m_role(role), m_token(token)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(wrap == Wrap::Yes);
    setTextInteractionFlags(Qt::NoTextInteraction);
    connect(&theme, &Theme::changed, this, &Label::applyTheme);
    applyTheme();
}

void Label::setRole(TypeRole role)
{
    m_role = role;
    applyTheme();
}

void Label::setToken(Token token)
{
    m_token = token;
    applyTheme();
}

void Label::applyTheme()
{
    setFont(m_theme.font(m_role));
    setMinimumHeight(m_theme.lineHeight(m_role)); // the design's line, which is higher than the font's
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, m_theme.color(m_token));
    setPalette(colors);
}

Paragraph::Paragraph(const Theme &theme, TypeRole role, Token token, const QString &text, QWidget *parent)
    : Label(theme, role, token, text, Wrap::Yes, parent)
{
}

int Paragraph::layOut(int width, QPainter *painter) const
{
    const int lineHeight = theme().lineHeight(role());
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere); // a name of Tor's is longer than a narrow window is wide
    // By its own letters, as QLabel has it.
    const bool rightToLeft = text().isRightToLeft();
    option.setTextDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    option.setAlignment(rightToLeft ? Qt::AlignRight : Qt::AlignLeft);
    int top = 0;
    const QStringList parts = text().split(QLatin1Char('\n'));
    for (const QString &part : parts) {
        QTextLayout layout(part, font());
        layout.setTextOption(option);
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(width);
            line.setPosition(QPointF(0, top + qRound((lineHeight - line.height()) / 2)));
            top += lineHeight;
        }
        layout.endLayout();
        if (painter)
            layout.draw(painter, contentsRect().topLeft());
    }
    return top;
}

QSize Paragraph::sizeHint() const
{
    const int width = qMin(fontMetrics().averageCharWidth() * 60, fontMetrics().size(0, text()).width() + 2);
    return QSize(width, heightForWidth(width));
}

QSize Paragraph::minimumSizeHint() const
{
    return QSize(fontMetrics().averageCharWidth() * 12, theme().lineHeight(role()));
}

int Paragraph::heightForWidth(int width) const
{
    return layOut(width, nullptr);
}

void Paragraph::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    layOut(contentsRect().width(), &painter);
}

QString plainTooltip(const QString &text)
{
    return text.isEmpty() ? QString() : QStringLiteral("<span style='white-space:pre-wrap'>%1</span>").arg(text.toHtmlEscaped());
}

ElidedLabel::ElidedLabel(const Theme &theme, TypeRole role, Token token, const QString &text, QWidget *parent)
    : Label(theme, role, token, text, Wrap::No, parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

/// A line break from outside must not make a second line.
QString ElidedLabel::oneLine() const
{
    QString line = text();
    return line.replace(QLatin1Char('\n'), QLatin1Char(' '));
}

QSize ElidedLabel::sizeHint() const
{
    return QSize(fontMetrics().horizontalAdvance(oneLine()) + 2, theme().lineHeight(role()));
}

QSize ElidedLabel::minimumSizeHint() const
{
    return QSize(qMin(fontMetrics().averageCharWidth() * 4, sizeHint().width()), sizeHint().height());
}

QString ElidedLabel::shownText() const
{
    return fontMetrics().elidedText(oneLine(), Qt::ElideRight, contentsRect().width());
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const QString whole = text();
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(),
                           shownText() == oneLine() ? QString() : plainTooltip(whole), this);
        return true;
    }
    return Label::event(event);
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    painter.drawText(contentsRect(), int(QStyle::visualAlignment(layoutDirection(), alignment())) | Qt::TextSingleLine, shownText());
}

} // namespace jackdaw
