// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "omemo/RatchetBackend.h"

namespace jackdaw {

/// The identity of one account as a device, in a file of its own (0600) beside the history, so that it is not lost with it. By
/// address, since a new history numbers accounts anew. Owned by OmemoKeys, engine thread. The file is replaced as a whole and
/// is on the disk before the old one goes. Never logs or shows what is in it.
class IdentityFile
{
public:
    IdentityFile(const QString &profileFolder, const BareJid &account);

    struct Content {
        OwnIdentity own;
        QString mark; ///< which copy of the history belongs to it
        QString next; ///< the mark that comes after, while it is being changed
    };
    /// nullopt: there is none. Error: Storage where it cannot be read, or is damaged; it is never replaced then by itself.
    Result<std::optional<Content>> read() const;
    /// Errors: Storage, DiskFull.
    Status write(const Content &content) const;
    /// With the account.
    Status remove() const;

    QString path() const { return m_file; }

private:
    QString m_file;
};

} // namespace jackdaw
