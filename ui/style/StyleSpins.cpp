// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Style about numbers and times with two small buttons.
#include "style/Style.h"

#include <QAbstractSpinBox>
#include <QPainter>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int spinHeight = 36;
constexpr int spinFrame = 2;
constexpr int spinTextMargins = 20; ///< of SE_LineEditContents
constexpr int spinButtons = 28;
constexpr int spinArrow = 14;

} // namespace

QSize Style::spinBoxSize(const QStyleOption &option, const QSize &text) const
{
    const int width = text.width() + spinTextMargins + 2 * spinFrame + m_theme.scaled(spinButtons);
    return QSize(width, qMax(m_theme.scaled(spinHeight), option.fontMetrics.height() + 14));
}

QRect Style::spinBoxPart(const QStyleOptionSpinBox &option, SubControl sub) const
{
    const QRect all = option.rect;
    const bool hasButtons = option.buttonSymbols != QAbstractSpinBox::NoButtons;
    const int buttons = hasButtons ? m_theme.scaled(spinButtons) : 0;
    const QRect inner = all.adjusted(spinFrame, spinFrame, -spinFrame, -spinFrame);
    const QRect both(inner.right() + 1 - buttons, inner.top(), buttons, inner.height());
    QRect part;
    switch (sub) {
    case SC_SpinBoxFrame: return all;
    case SC_SpinBoxEditField: part = inner.adjusted(0, 0, -buttons, 0); break;
    case SC_SpinBoxUp: part = QRect(both.left(), both.top(), both.width(), both.height() / 2); break;
    case SC_SpinBoxDown: part = QRect(both.left(), both.top() + both.height() / 2, both.width(), both.height() - both.height() / 2); break;
    default: return {};
    }
    return visualRect(option.direction, all, part);
}

void Style::drawSpinBox(const QStyleOptionSpinBox &option, QPainter &painter, const QWidget *widget) const
{
    drawFieldPanel(option, painter, widget);
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const bool enabled = option.state.testFlag(State_Enabled);
    const auto drawStep = [&](SubControl sub, QAbstractSpinBox::StepEnabledFlag can, const QString &icon) {
        const QRect part = spinBoxPart(option, sub);
        const bool active = enabled && option.stepEnabled.testFlag(can);
        if (active && option.activeSubControls == sub)
            paintShape(painter, part.adjusted(1, 1, -1, -1), 5, m_theme.color(option.state.testFlag(State_Sunken) ? Token::Chip : Token::Hover));
        const int size = qMin(m_theme.scaled(spinArrow), part.height());
        QRect place(0, 0, size, size);
        place.moveCenter(part.center());
        m_theme.paintIcon(painter, place, icon, m_theme.color(active ? Token::Text2 : Token::Text3));
    };
    drawStep(SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, u"chevron-up"_s);
    drawStep(SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, u"chevron-down"_s);
}

} // namespace jackdaw
