// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/Icons.h"

#include "base/Log.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPointer>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

bool hasDirection(QStringView name)
{
    static constexpr QLatin1StringView directed[] = {
        "arrow-left"_L1, "chevron-left"_L1, "chevron-right"_L1, "external-link"_L1, "list-filter"_L1, "log-in"_L1,
        "log-out"_L1, "panel-right"_L1, "reply"_L1, "send-horizontal"_L1};
    return std::find(std::begin(directed), std::end(directed), name) != std::end(directed);
}

class ThemedIconEngine : public QIconEngine
{
public:
    ThemedIconEngine(const Theme &theme, const QString &name, Token token) : m_theme(&theme), m_name(name), m_token(token) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        if (!m_theme)
            return;
        const int size = qMin(rect.width(), rect.height());
        const QPixmap image = m_theme->pixmap(m_name, size, color(mode), painter->device()->devicePixelRatioF());
        QRectF target(0, 0, size, size);
        target.moveCenter(QRectF(rect).center());
        painter->drawPixmap(target.topLeft(), image);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        // Here `size` counts device pixels already.
        if (!m_theme)
            return {};
        return m_theme->pixmap(m_name, qRound(qMin(size.width(), size.height()) / scale), color(mode), scale);
    }

    QString key() const override { return u"jackdaw"_s; }
    QIconEngine *clone() const override { return new ThemedIconEngine(*this); }
    bool isNull() override { return !m_theme; }

private:
    QColor color(QIcon::Mode mode) const { return m_theme->color(mode == QIcon::Disabled ? Token::Text3 : m_token); }

    QPointer<const Theme> m_theme;
    QString m_name;
    Token m_token;
};

} // namespace

void renderIcon(QPainter &painter, const QRectF &rect, const QString &name, const QColor &color)
{
    QFile file(u":/icons/%1.svg"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        qCWarning(log::ui) << "there is no icon" << name << "in resources/icons/icons.txt";
        return;
    }
    QByteArray svg = file.readAll();
    svg.replace("currentColor", color.name(QColor::HexRgb).toLatin1());
    if (rect.width() >= 20)
        svg.replace("stroke-width=\"2\"", "stroke-width=\"1.75\"");
    QSvgRenderer renderer(svg);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(painter.opacity() * color.alphaF());
    if (QGuiApplication::layoutDirection() == Qt::RightToLeft && hasDirection(name)) {
        painter.translate(rect.center().x() * 2, 0);
        painter.scale(-1, 1);
    }
    renderer.render(&painter, rect);
    painter.restore();
}

QIcon makeThemedIcon(const Theme &theme, const QString &name, Token token)
{
    QIcon icon(new ThemedIconEngine(theme, name, token));
    icon.setIsMask(true); // of one colour, which menus choose
    return icon;
}

} // namespace jackdaw
