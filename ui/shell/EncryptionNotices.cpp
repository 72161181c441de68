// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/EncryptionNotices.h"

#include "omemo/EncryptionDoor.h"
#include "shell/AppContext.h"
#include "style/Direction.h"

namespace jackdaw {

EncryptionNotices::EncryptionNotices(AppContext &context, QObject *parent) : QObject(parent), m_context(context)
{
    context.engine().meetEngine(this, [this](EngineDoor &engine) {
        connect(&engine.encryption(), &EncryptionDoor::keyRefused, this, &EncryptionNotices::tellRefused);
        connect(&engine.encryption(), &EncryptionDoor::removedFromOwnList, this, &EncryptionNotices::tellRemoved);
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

void EncryptionNotices::tellRemoved(AccountId account)
{
    //: %1: an XMPP address
    Q_EMIT noticed(tr("Another program took this device off the list of those that can read what is encrypted for %1. Jackdaw "
                      "put it back. If that was no program of yours, change your password.")
                       .arg(isolated(ownAddress(account).toString())));
}

} // namespace jackdaw
