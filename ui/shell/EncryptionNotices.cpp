// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/EncryptionNotices.h"

#include "account/EngineDoor.h"
#include "omemo/EncryptionDoor.h"
#include "shell/AppContext.h"
#include "style/Direction.h"

#include <algorithm>

namespace jackdaw {

EncryptionNotices::EncryptionNotices(AppContext &context, QObject *parent) : QObject(parent), m_context(context)
{
    context.engine().meetEngine(this, [this](EngineDoor &engine) {
        connect(&engine.encryption(), &EncryptionDoor::keyRefused, this, &EncryptionNotices::tellRefused);
        connect(&engine.encryption(), &EncryptionDoor::removedFromOwnList, this, &EncryptionNotices::tellRemoved);
        // Told at each stream, so what was not read before a restart is said again.
        connect(&engine.encryption(), &EncryptionDoor::devicesChanged, this, [this](AccountId account, const BareJid &jid) {
            if (jid == ownAddress(account))
                lookAtOwn(account);
        });
    });
}

BareJid EncryptionNotices::ownAddress(AccountId account) const
{
    const AccountListModel::Row *known = m_context.accounts().find(account);
    return known ? known->settings.jid : BareJid();
}

void EncryptionNotices::tellRefused(AccountId account, const OmemoDevice &device)
{
    if (m_told.contains({account, device}))
        return;
    m_told.insert({account, device});
    if (device.jid == ownAddress(account)) {
        Q_EMIT noticed(tr("One of your own devices shows another key than before. It was not taken. "
                          "Look at your devices in the settings, under Encryption."));
        return;
    }
    Q_EMIT noticed(tr("A device of %1 shows another key than before. It was not taken. Ask %1 what happened.")
                       .arg(isolated(m_context.contacts().nameOf(account, device.jid))));
}

void EncryptionNotices::lookAtOwn(AccountId account)
{
    EngineDoor *engine = m_context.engine().engine();
    if (!engine)
        return;
    engine->encryption().devices(account, ownAddress(account)).then(this, [this, account](const Result<QList<KnownDevice>> &devices) {
        if (!devices)
            return;
        const bool hasNews = std::any_of(devices->cbegin(), devices->cend(), [](const KnownDevice &each) {
            return each.isListed() && each.isNews && !each.isThis;
        });
        if (hasNews == m_unread.contains(account))
            return;
        if (hasNews)
            m_unread.append(account);
        else
            m_unread.removeOne(account);
        tellOwn();
    });
}

void EncryptionNotices::tellOwn()
{
    if (m_unread.isEmpty()) {
        Q_EMIT ownDeviceNoticed({}, {});
        return;
    }
    //: %1: an XMPP address
    Q_EMIT ownDeviceNoticed(tr("A device was added to your account %1.").arg(isolated(ownAddress(m_unread.constFirst()).toString())),
                            tr("If it is none of yours, take it off the list and change your password."));
}

void EncryptionNotices::noteOwnRead()
{
    EngineDoor *engine = m_context.engine().engine();
    if (m_unread.isEmpty() || !engine)
        return;
    const AccountId account = m_unread.takeFirst();
    engine->encryption().noteShown(account, ownAddress(account));
    tellOwn();
}

void EncryptionNotices::tellRemoved(AccountId account)
{
    //: %1: an XMPP address
    Q_EMIT noticed(tr("Another program took this device off the list of those that can read what is encrypted for %1. Jackdaw "
                      "put it back. If that was no program of yours, change your password.")
                       .arg(isolated(ownAddress(account).toString())));
}

} // namespace jackdaw
