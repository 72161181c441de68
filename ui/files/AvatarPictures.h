// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "avatars/Avatar.h"
#include "style/AvatarSource.h"

#include <QCache>
#include <QHash>
#include <QSet>
#include <QThreadPool>
#include <QTimer>

namespace jackdaw {

/// The pictures of people as they are shown: square, of the size that was asked, decoded one after the other on a
/// thread of their own with the limits of all pictures (PictureCache). Owned by AppContext, GUI thread. Reads none
/// that nobody looks at, and wishes for those that are not here.
class AvatarPictures : public AvatarSource
{
    Q_OBJECT
public:
    explicit AvatarPictures(QString profileFolder, QObject *parent = nullptr);
    ~AvatarPictures() override;

    /// Those that changed.
    void take(const QList<Avatar> &avatars);
    void removeAccount(AccountId account);

    QPixmap avatar(const BareJid &who, int pixels) const override;
    bool has(const BareJid &who) const override { return m_avatars.contains(who); }

Q_SIGNALS:
    /// It would be shown, and is not here. Once for each picture.
    void wanted(jackdaw::AccountId account, const jackdaw::BareJid &who);

private:
    struct Shown { AccountId account; QString hash; bool isHere = false; };
    void read(const QString &key, const Shown &shown, int pixels) const;

    QString m_profileFolder;
    QHash<BareJid, Shown> m_avatars;
    mutable QCache<QString, QPixmap> m_pixmaps; ///< null ones: unreadable
    mutable QSet<QString> m_reading;
    mutable QSet<QString> m_asked; ///< hashes
    mutable QThreadPool m_pool;
    QTimer m_tellSoon; ///< so that a list full of them is repainted once
};

} // namespace jackdaw
