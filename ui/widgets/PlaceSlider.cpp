// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/PlaceSlider.h"

#include "style/Style.h"
#include "style/Theme.h"
#include "style/TimeText.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace jackdaw {

namespace {

constexpr int sliderKnob = 12;
constexpr int sliderLine = 4;
constexpr int stepOfKeys = 5;  ///< s
constexpr int pageOfKeys = 15; ///< s

} // namespace

PlaceSlider::PlaceSlider(const Theme &theme, QWidget *parent) : QSlider(Qt::Horizontal, parent), m_theme(theme)
{
    setLayoutDirection(Qt::LeftToRight);
    setSingleStep(stepOfKeys);
    setPageStep(pageOfKeys);
    connect(this, &QSlider::valueChanged, this, [this](int value) {
        if (m_isShowing)
            return;
        m_at = std::min<qint64>(qint64(value) * 1000, m_length);
        update();
        Q_EMIT seekRequested(m_at);
    });
    connect(&theme, &Theme::changed, this, &QWidget::updateGeometry);
}

void PlaceSlider::setPlace(qint64 at, qint64 length)
{
    if (isSliderDown() || (at == m_at && length == m_length))
        return;
    m_at = std::clamp<qint64>(at, 0, length);
    m_length = length;
    m_isShowing = true;
    setEnabled(length > 0);
    setRange(0, int(length / 1000));
    setValue(int(m_at / 1000));
    m_isShowing = false;
    setAccessibleDescription(tr("%1 of %2", "of a sound, how far it was played and how long it is")
                                 .arg(countdownText(m_at / 1000 * 1000), countdownText(m_length)));
    update();
}

QSize PlaceSlider::sizeHint() const
{
    return QSize(m_theme.scaled(220), m_theme.scaled(sliderKnob) + 2 * focusRoom);
}

QSize PlaceSlider::minimumSizeHint() const
{
    return QSize(m_theme.scaled(60), sizeHint().height());
}

QRect PlaceSlider::line() const
{
    const int side = m_theme.scaled(sliderKnob);
    return QRect(focusRoom + side / 2, 0, std::max(1, width() - 2 * focusRoom - side), height());
}

void PlaceSlider::hold(const QPoint &point)
{
    const QRect on = line();
    m_at = qint64(qreal(m_length) * std::clamp(qreal(point.x() - on.left()) / on.width(), 0.0, 1.0));
    update();
}

void PlaceSlider::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_length <= 0)
        return;
    setSliderDown(true);
    hold(event->position().toPoint());
}

void PlaceSlider::mouseMoveEvent(QMouseEvent *event)
{
    if (isSliderDown())
        hold(event->position().toPoint());
}

void PlaceSlider::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !isSliderDown())
        return;
    m_isShowing = true; // what is told is the place itself, not its second
    setSliderDown(false);
    setValue(int(m_at / 1000));
    m_isShowing = false;
    Q_EMIT seekRequested(m_at);
}

/// What hides while it is held is never told that it was let go.
void PlaceSlider::hideEvent(QHideEvent *event)
{
    setSliderDown(false);
    QSlider::hideEvent(event);
}

void PlaceSlider::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect on = line();
    const int side = m_theme.scaled(sliderKnob);
    const qreal played = m_length > 0 ? qreal(m_at) / qreal(m_length) : 0;
    const qreal x = on.left() + played * on.width();
    const QRectF groove(on.left(), (height() - sliderLine) / 2.0, on.width(), sliderLine);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(Token::BorderStrong));
    painter.drawRoundedRect(groove, sliderLine / 2.0, sliderLine / 2.0);
    if (!isEnabled())
        return;
    painter.setBrush(m_theme.color(Token::Link));
    painter.drawRoundedRect(QRectF(groove.topLeft(), QPointF(x, groove.bottom())), sliderLine / 2.0, sliderLine / 2.0);
    const QRectF grip(x - side / 2.0, (height() - side) / 2.0, side, side);
    painter.drawEllipse(grip);
    if (hasFocus())
        paintFocusRing(painter, m_theme, grip, side / 2.0);
}

} // namespace jackdaw
