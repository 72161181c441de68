// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/Choosers.h"

#include "style/Style.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOptionButton>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int tileWidth = 148;
constexpr int tileHeight = 92;
constexpr int swatchSize = 30;

bool showsFocus(const QWidget *widget)
{
    return widget->hasFocus() && widget->window()->testAttribute(Qt::WA_KeyboardFocusChange);
}

} // namespace

ThemeTile::ThemeTile(const Theme &theme, Preferences::Scheme scheme, const QString &text, QWidget *parent)
    : QRadioButton(text, parent), m_theme(theme), m_scheme(scheme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QSize ThemeTile::sizeHint() const
{
    return QSize(m_theme.scaled(tileWidth) + 2 * focusRoom,
                 m_theme.scaled(tileHeight) + 10 + qMax(m_theme.scaled(18), m_theme.lineHeight(TypeRole::Body)) + 2 * focusRoom);
}

bool ThemeTile::hitButton(const QPoint &position) const
{
    return rect().contains(position);
}

void ThemeTile::paintWindow(QPainter &painter, const QRectF &rect, Theme::Scheme scheme) const
{
    const QColor accent = m_theme.isHighContrast() ? QColor() : m_theme.color(Token::Accent);
    const auto color = [&](Token token) { return Theme::tokenColor(token, scheme, accent); };
    const bool outlines = scheme == Theme::Scheme::HighContrastDark || scheme == Theme::Scheme::HighContrastLight;
    const qreal x = rect.width() / tileWidth;
    const qreal y = rect.height() / tileHeight;
    const auto at = [&](qreal left, qreal top, qreal width, qreal height) {
        return QRectF(rect.left() + left * x, rect.top() + top * y, width * x, height * y);
    };
    painter.fillRect(rect, color(Token::Canvas));
    painter.fillRect(at(0, 0, 15, tileHeight), color(Token::Rail));
    painter.fillRect(at(15, 0, 42, tileHeight), color(Token::List));
    QColor sketch = color(Token::Text3);
    if (!outlines)
        sketch.setAlphaF(0.35f);
    for (int row = 0; row < 4; ++row) {
        const qreal top = 11 + row * 18;
        paintShape(painter, at(19, top, 9, 9), 5, sketch);
        paintShape(painter, at(32, top + 0.5, 19, 3), 1.5, sketch);
        paintShape(painter, at(32, top + 6, 13, 2.5), 1, sketch);
    }
    const auto bubble = [&](const QRectF &shape, Token fill, Token outline) {
        paintShape(painter, shape, 4, color(fill), outlines ? color(outline) : QColor(Qt::transparent), 1.5);
    };
    bubble(at(65, 15, 47, 15), Token::BubbleIn, Token::Line);
    bubble(at(93, 37, 49, 15), Token::BubbleOut, Token::Accent);
    bubble(at(65, 59, 37, 15), Token::BubbleIn, Token::Line);
}

void ThemeTile::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QRectF picture(focusRoom, focusRoom, qMin(width() - 2 * focusRoom, m_theme.scaled(tileWidth)), m_theme.scaled(tileHeight));
    picture = QStyle::visualRect(layoutDirection(), rect(), picture.toRect());
    QPainterPath clip;
    clip.addRoundedRect(picture, 8, 8);
    painter.save();
    painter.setClipPath(clip);
    switch (m_scheme) {
    case Preferences::Scheme::Light: paintWindow(painter, picture, Theme::Scheme::Light); break;
    case Preferences::Scheme::Dark: paintWindow(painter, picture, Theme::Scheme::Dark); break;
    case Preferences::Scheme::HighContrast: paintWindow(painter, picture, Theme::Scheme::HighContrastDark); break;
    case Preferences::Scheme::FollowSystem:
        paintWindow(painter, picture, Theme::Scheme::Light);
        painter.setClipRect(picture.adjusted(picture.width() / 2, 0, 0, 0), Qt::IntersectClip);
        paintWindow(painter, picture, Theme::Scheme::Dark);
        break;
    }
    painter.restore();
    paintShape(painter, picture, 8, Qt::transparent, m_theme.color(Token::Line));
    if (isChecked() || showsFocus(this))
        paintFocusRing(painter, m_theme, picture, 8);

    const int mark = m_theme.scaled(16);
    const int lineTop = qRound(picture.bottom()) + 12;
    const int lineHeight = qMax(mark, m_theme.lineHeight(TypeRole::Body));
    const auto placed = [this](const QRect &part) { return QStyle::visualRect(layoutDirection(), rect(), part); };
    QStyleOptionButton option;
    initStyleOption(&option);
    option.rect = placed(QRect(focusRoom, lineTop + (lineHeight - mark) / 2, mark, mark));
    option.state.setFlag(QStyle::State_HasFocus, false); // the ring is around the picture
    style()->drawPrimitive(QStyle::PE_IndicatorRadioButton, &option, &painter, this);
    painter.setFont(m_theme.font(isChecked() ? TypeRole::BodyStrong : TypeRole::Body));
    painter.setPen(m_theme.color(Token::Text));
    const QRect words(focusRoom + mark + 8, lineTop, width() - focusRoom - mark - 8, lineHeight);
    painter.drawText(placed(words), int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft)) | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, words.width()));
}

AccentSwatch::AccentSwatch(const Theme &theme, const QColor &color, const QString &name, QWidget *parent)
    : QRadioButton(parent), m_theme(theme), m_color(color)
{
    setAccessibleName(name);
    setToolTip(name);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QSize AccentSwatch::sizeHint() const
{
    const int side = m_theme.scaled(swatchSize) + 2 * focusRoom;
    return QSize(side, side);
}

bool AccentSwatch::hitButton(const QPoint &position) const
{
    return rect().contains(position);
}

void AccentSwatch::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRectF disc = QRectF(rect()).adjusted(focusRoom, focusRoom, -focusRoom, -focusRoom);
    paintShape(painter, disc, disc.width() / 2, m_color);
    if (isChecked()) {
        const qreal icon = m_theme.scaled(18);
        m_theme.paintIcon(painter, QRectF(disc.center().x() - icon / 2, disc.center().y() - icon / 2, icon, icon), u"check"_s,
                          m_theme.color(Token::OnSolid));
    }
    if (isChecked() || showsFocus(this))
        paintFocusRing(painter, m_theme, disc, disc.width() / 2);
}

} // namespace jackdaw
