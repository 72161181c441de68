// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDomElement>
#include <QList>
#include <QString>
#include <QStringList>

class QXmlStreamWriter;

namespace jackdaw {

/// Being invisible, on the wire: by the server's own command (XEP-0186), or by a privacy list (XEP-0016) that keeps our
/// presence from those who are let see it (XEP-0126). Pure DOM <-> values, no owner, engine thread. InvisibilityService
/// says it; what is blocked is Blocking's, and only carried over here.
struct PrivacyItem
{
    QString type; ///< "jid", "group", "subscription", or empty: everybody
    QString value;
    bool denies = true;
    uint order = 0;
    QStringList stanzas; ///< which it is about; empty: all

    friend bool operator==(const PrivacyItem &, const PrivacyItem &) = default;
};

/// Of a list that is copied; ejabberd takes 5,000, Prosody as many as there are.
inline constexpr qsizetype maximumPrivacyItems = 5000;

void writePrivacyListsRequest(QXmlStreamWriter &writer);
/// The list that holds where a session has none of its own; empty: there is none.
QString readDefaultPrivacyList(const QDomElement &iq);
/// Of all that the server keeps.
QStringList readPrivacyListNames(const QDomElement &iq);
void writePrivacyListRequest(QXmlStreamWriter &writer, const QString &name);
/// At most one more than maximumPrivacyItems, which says that it is longer.
QList<PrivacyItem> readPrivacyList(const QDomElement &iq);
void writePrivacyList(QXmlStreamWriter &writer, const QString &name, const QList<PrivacyItem> &items);
/// For this session alone (XEP-0016, 2.4); empty: none.
void writeActivePrivacyList(QXmlStreamWriter &writer, const QString &name);

/// What hides us from everybody who is let see us, and lets rooms and whoever is told apart hear us (XEP-0126, 3);
/// behind it what holds by default, since a list in use takes its place.
QList<PrivacyItem> invisibleList(const QList<PrivacyItem> &byDefault);

/// XEP-0186, 3.1 and 3.2.
void writeInvisible(QXmlStreamWriter &writer);
void writeVisible(QXmlStreamWriter &writer);

} // namespace jackdaw
