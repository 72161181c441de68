// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/AvatarPictures.h"

#include "avatars/AvatarFolder.h"
#include "timeline/PictureCache.h"

#include <QCoreApplication>
#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int avatarKilobytes = 12 * 1024; // some 1,500 of a row's size on a screen of twice the pixels
constexpr qsizetype mostAsked = 5000;
constexpr int tellMs = 30;

/// The middle of it.
QImage squared(const QImage &image, int pixels)
{
    const int side = std::min(image.width(), image.height());
    const QRect middle((image.width() - side) / 2, (image.height() - side) / 2, side, side);
    return image.copy(middle).scaled(pixels, pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

} // namespace

AvatarPictures::AvatarPictures(QString profileFolder, QObject *parent)
    : AvatarSource(parent), m_profileFolder(std::move(profileFolder)), m_pixmaps(avatarKilobytes)
{
    m_pool.setMaxThreadCount(1);
    m_tellSoon.setSingleShot(true);
    m_tellSoon.setInterval(tellMs);
    connect(&m_tellSoon, &QTimer::timeout, this, &AvatarSource::changed);
}

AvatarPictures::~AvatarPictures()
{
    m_pool.clear();
}

void AvatarPictures::take(const QList<Avatar> &avatars)
{
    for (const Avatar &each : avatars) {
        if (!each.hash.isEmpty()) {
            m_avatars.insert(each.who, {each.account, each.hash, each.isHere});
        } else if (m_avatars.value(each.who).account == each.account) { // another account may know one
            m_avatars.remove(each.who);
        }
    }
    if (!avatars.isEmpty())
        Q_EMIT changed();
}

void AvatarPictures::removeAccount(AccountId account)
{
    m_avatars.removeIf([account](QHash<BareJid, Shown>::iterator each) { return each->account == account; });
    Q_EMIT changed();
}

QPixmap AvatarPictures::avatar(const BareJid &who, int pixels) const
{
    const auto shown = m_avatars.constFind(who);
    if (shown == m_avatars.cend() || pixels <= 0)
        return {};
    if (!shown->isHere) {
        if (!m_asked.contains(shown->hash) && m_asked.size() < mostAsked) {
            m_asked.insert(shown->hash);
            // Not while painting: whoever hears it may change what is painted.
            auto *self = const_cast<AvatarPictures *>(this);
            QMetaObject::invokeMethod(self, [self, account = shown->account, who] { Q_EMIT self->wanted(account, who); },
                                      Qt::QueuedConnection);
        }
        return {};
    }
    const QString key = shown->hash + u' ' + QString::number(pixels);
    if (const QPixmap *known = m_pixmaps.object(key))
        return *known;
    if (!m_reading.contains(key))
        read(key, *shown, pixels);
    return {};
}

void AvatarPictures::read(const QString &key, const Shown &shown, int pixels) const
{
    m_reading.insert(key);
    const QString path = AvatarFolder(m_profileFolder, shown.account).pathOf(shown.hash);
    m_pool.start([pictures = QPointer<AvatarPictures>(const_cast<AvatarPictures *>(this)), key, path, pixels] {
        // Twice the side: the middle of a wide one is to have enough pixels.
        QImage image = readPicture(path, QSize(pixels * 2, pixels * 2));
        if (!image.isNull())
            image = squared(image, pixels);
        QMetaObject::invokeMethod(qApp, [pictures, key, image] {
            if (!pictures)
                return;
            pictures->m_reading.remove(key);
            pictures->m_pixmaps.insert(key, new QPixmap(QPixmap::fromImage(image)), std::max<int>(1, int(image.sizeInBytes() / 1024)));
            if (!image.isNull() && !pictures->m_tellSoon.isActive())
                pictures->m_tellSoon.start();
        }, Qt::QueuedConnection);
    });
}

} // namespace jackdaw
