// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>
#include <QStringList>

namespace jackdaw {

/// What somebody says of themselves on their card, whichever of the two kinds it is (XEP-0054, XEP-0292). xmpp/VCard reads
/// it, ProfileStore keeps it, the window shows it. A plain value: any thread. Their word, not a fact: one line each and of
/// bounded length, without markup; pictures are no part of it.
struct VCard
{
    QString fullName;
    QString nickname;
    QString organization; ///< with its units
    QString title;
    QString role;
    QString birthday;
    QString note;         ///< may have several lines
    QStringList emails;
    QStringList phones;
    QStringList links;    ///< http and https alone
    QStringList addresses;

    bool isEmpty() const { return *this == VCard(); }
    friend bool operator==(const VCard &, const VCard &) = default;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::VCard)
