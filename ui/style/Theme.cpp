// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/Theme.h"

#include "style/Accent.h"
#include "style/Fonts.h"
#include "style/Icons.h"
#include "style/Preferences.h"

#include <QFontMetrics>
#include <QGuiApplication>
#include <QPainter>
#include <QPalette>
#include <QStyleHints>

#include <utility>

using namespace Qt::StringLiterals;

namespace jackdaw {

Theme::Theme(const Preferences &preferences, QObject *parent) : QObject(parent), m_preferences(preferences)
{
    // The palette is the platform's only until our style sets its own.
    const QPalette platform = QGuiApplication::palette();
    m_systemDark = luminance(platform.color(QPalette::Window)) < luminance(platform.color(QPalette::WindowText));
    connect(&preferences, &Preferences::appearanceChanged, this, &Theme::update);
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &Theme::update);
    update();
}

Theme::Scheme Theme::wantedScheme() const
{
    const Qt::ColorScheme known = QGuiApplication::styleHints()->colorScheme();
    const Qt::ColorScheme system = known == Qt::ColorScheme::Unknown ? m_systemScheme : known;
    const bool dark = system == Qt::ColorScheme::Unknown ? m_systemDark : system == Qt::ColorScheme::Dark;
    switch (m_preferences.scheme()) {
    case Preferences::Scheme::Light: return Scheme::Light;
    case Preferences::Scheme::Dark: return Scheme::Dark;
    case Preferences::Scheme::HighContrast:
        return system == Qt::ColorScheme::Light ? Scheme::HighContrastLight : Scheme::HighContrastDark;
    case Preferences::Scheme::FollowSystem: break;
    }
    if (m_systemContrast)
        return dark ? Scheme::HighContrastDark : Scheme::HighContrastLight;
    return dark ? Scheme::Dark : Scheme::Light;
}

void Theme::update()
{
    m_scheme = wantedScheme();
    m_textScale = m_preferences.textSize() / 100.0;
    const QColor accent = m_preferences.accent();
    for (int token = 0; token < int(Token::Count); ++token)
        m_colors[token] = tokenColor(Token(token), m_scheme, accent);
    const FontFamily family = m_preferences.systemFont() ? FontFamily::System : FontFamily::Inter;
    for (int role = 0; role < int(TypeRole::Count); ++role)
        m_fonts[role] = fontFor(TypeRole(role), m_textScale, family);
    m_pixmaps.clear();
    Q_EMIT changed();
}

void Theme::setSystemContrast(bool high)
{
    if (m_systemContrast == high)
        return;
    m_systemContrast = high;
    update();
}

void Theme::setSystemScheme(Qt::ColorScheme scheme)
{
    if (std::exchange(m_systemScheme, scheme) == scheme)
        return;
    if (wantedScheme() != m_scheme)
        update();
}

void Theme::setSystemReduceMotion(bool reduced)
{
    m_systemReducesMotion = reduced; // asked for with each motion that begins
}

QFont Theme::font(TypeRole role) const
{
    if (!m_preferences.systemFont() && role != TypeRole::Mono)
        loadInter();
    return m_fonts[int(role)];
}

int Theme::lineHeight(TypeRole role) const
{
    return qMax(scaled(designLineHeight(role)), QFontMetrics(font(role)).height());
}

int Theme::motion(int milliseconds) const
{
    return m_preferences.reduceMotion() || m_systemReducesMotion ? 0 : milliseconds;
}

QPixmap Theme::pixmap(const QString &icon, int size, const QColor &color, qreal devicePixelRatio) const
{
    const QString key = u"%1/%2/%3/%4/%5"_s.arg(icon).arg(size).arg(color.rgba(), 0, 16).arg(devicePixelRatio)
                            .arg(int(QGuiApplication::layoutDirection()));
    if (const auto cached = m_pixmaps.constFind(key); cached != m_pixmaps.constEnd())
        return *cached;
    const int pixels = qMax(1, qCeil(size * devicePixelRatio));
    QPixmap image(pixels, pixels);
    image.setDevicePixelRatio(devicePixelRatio);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    renderIcon(painter, QRectF(0, 0, size, size), icon, color);
    painter.end();
    m_pixmaps.insert(key, image);
    return image;
}

QIcon Theme::icon(const QString &icon, Token token) const
{
    return makeThemedIcon(*this, icon, token);
}

void Theme::paintIcon(QPainter &painter, const QRectF &rect, const QString &icon, const QColor &color) const
{
    const int size = qRound(qMin(rect.width(), rect.height()));
    const QPixmap image = pixmap(icon, size, color, painter.device()->devicePixelRatioF());
    QRectF target(0, 0, size, size);
    target.moveCenter(rect.center());
    // Whole pixels, or the one-pixel lines of the icon blur.
    painter.drawPixmap(QPointF(qRound(target.x()), qRound(target.y())), image);
}

} // namespace jackdaw
