// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/TrayIcon.h"

#include "style/Theme.h"

#include <QPainter>
#include <QSvgRenderer>

namespace jackdaw {

TrayIcon::TrayIcon(const Theme &theme, QObject *parent) : QObject(parent), m_theme(theme)
{
    connect(&theme, &Theme::changed, this, &TrayIcon::update);
    connect(&m_watch, &TrayWatch::appeared, this, &TrayIcon::makeIcon);
}

TrayIcon::~TrayIcon() = default;

void TrayIcon::setWanted(Wanted wanted)
{
    if (std::exchange(m_wanted, wanted) == wanted)
        return;
    if (wanted == Wanted::Yes) {
        makeIcon();
        return;
    }
    m_icon.reset();
    m_menu.reset();
}

void TrayIcon::makeIcon()
{
    if (m_icon || m_wanted == Wanted::No || !m_watch.isThere())
        return;
    m_menu = std::make_unique<QMenu>();
    m_menu->addAction(tr("Show Jackdaw"), this, &TrayIcon::raiseRequested);
    m_menu->addSeparator();
    m_menu->addAction(tr("Quit"), this, &TrayIcon::quitRequested);
    m_icon = std::make_unique<QSystemTrayIcon>();
    m_icon->setContextMenu(m_menu.get());
    connect(m_icon.get(), &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
            Q_EMIT raiseRequested();
    });
    update();
    m_icon->show();
}

void TrayIcon::setUnreadChats(int count)
{
    if (std::exchange(m_unread, count) == count)
        return;
    update();
}

bool TrayIcon::isShown() const
{
    return m_icon && m_icon->isVisible() && QSystemTrayIcon::isSystemTrayAvailable();
}

void TrayIcon::update()
{
    if (!m_icon)
        return;
    m_icon->setIcon(icon());
    m_icon->setToolTip(m_unread == 0 ? tr("Jackdaw") : tr("Jackdaw, %n unread chats", nullptr, m_unread));
}

QIcon TrayIcon::icon() const
{
    QIcon icon;
    QSvgRenderer renderer(QStringLiteral(":/brand/jackdaw.svg"));
    for (int size : {16, 22, 24, 32, 48, 64}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        renderer.render(&painter, QRectF(0, 0, size, size));
        if (m_unread > 0) {
            // A dot of 6 on an icon of 22, with a gap around it so that it shows on any ground.
            const qreal dot = size * 6.0 / 22, gap = size * 1.5 / 22;
            const QRectF place(size - dot, 0, dot, dot);
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(Qt::NoPen);
            painter.setCompositionMode(QPainter::CompositionMode_Clear);
            painter.setBrush(Qt::black);
            painter.drawEllipse(place.adjusted(-gap, -gap, gap, gap));
            painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
            painter.setBrush(m_theme.color(Token::AlertBadge));
            painter.drawEllipse(place);
        }
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace jackdaw
