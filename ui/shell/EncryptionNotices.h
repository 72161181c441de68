// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "omemo/DeviceTrust.h"

#include <QObject>
#include <QSet>

namespace jackdaw {

class AppContext;

/// What becomes of devices while nobody looks at their chat, and must not go unnoticed: a key that was not taken, this device
/// taken off the own list. In words, for the window. Owned by Shell, GUI thread. Each device is told of once in a run, as its
/// messages may be many. New devices are no matter of this: their chats say them.
class EncryptionNotices : public QObject
{
    Q_OBJECT
public:
    explicit EncryptionNotices(AppContext &context, QObject *parent = nullptr);

Q_SIGNALS:
    void noticed(const QString &text);

private:
    void tellRefused(AccountId account, const OmemoDevice &device);
    void tellRemoved(AccountId account);
    BareJid ownAddress(AccountId account) const;

    AppContext &m_context;
    QSet<std::pair<AccountId, OmemoDevice>> m_told;
};

} // namespace jackdaw
