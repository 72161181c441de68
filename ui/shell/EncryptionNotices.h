// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "omemo/DeviceTrust.h"

#include <QObject>
#include <QSet>

namespace jackdaw {

class AppContext;

/// What becomes of devices while nobody looks at their chat, and must not go unnoticed: a key that was not taken, this device
/// taken off the own list. In words, for the window. Owned by Shell, GUI thread. Each device is told of once in a run, as its
/// messages may be many. A new device of somebody is no matter of this, its chat says it; one of our own reads all that we do,
/// and is said until the user has read it, also after a restart.
class EncryptionNotices : public QObject
{
    Q_OBJECT
public:
    explicit EncryptionNotices(AppContext &context, QObject *parent = nullptr);

Q_SIGNALS:
    void noticed(const QString &text);
    /// A device came to an account of ours, and nobody has read it yet, with what to do; empty: everything was read.
    void ownDeviceNoticed(const QString &what, const QString &advice);

public Q_SLOTS:
    void noteOwnRead();

private:
    void lookAtOwn(AccountId account);
    void tellOwn();
    void tellRefused(AccountId account, const OmemoDevice &device);
    void tellRemoved(AccountId account);
    BareJid ownAddress(AccountId account) const;

    AppContext &m_context;
    QSet<std::pair<AccountId, OmemoDevice>> m_told;
    QList<AccountId> m_unread; ///< accounts with a new device of their own
};

} // namespace jackdaw
