// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

class QXmppCredentials;

namespace jackdaw {

/// What a server gave us to sign in again without the password (XEP-0484). Connection gets it from QXmpp and signs in
/// with it, EngineCore keeps it over the program's end. A plain value: any thread. As secret as a password: kept in the
/// key service only, never logged.
struct FastToken
{
    QString mechanism;
    QString secret;
    qint64 expiry = 0; ///< ms since 1970 UTC

    bool isEmpty() const { return secret.isEmpty(); }

    friend bool operator==(const FastToken &, const FastToken &) = default;
};

/// The form in which it is kept, and in which QXmpp takes and gives it. What cannot be read is an empty token.
QString writeFastToken(const FastToken &token);
FastToken readFastToken(const QString &text);
QXmppCredentials toCredentials(const FastToken &token);
FastToken fromCredentials(const QXmppCredentials &credentials);

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::FastToken)
