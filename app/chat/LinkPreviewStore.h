// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Message.h"

namespace jackdaw {

class Database;

/// The previews of links on disk, by message. Made where it is needed, engine thread; needs a transaction of the caller.
/// Never fetches anything, and touches no file: the picture that a preview names is PreviewService's. Errors: Storage,
/// DiskFull.
class LinkPreviewStore
{
public:
    explicit LinkPreviewStore(Database &database) : m_database(database) {}

    /// In place of what was known of that link.
    Status put(MessageId message, const LinkPreview &preview);
    /// Nothing is left of any of them.
    Status forget(MessageId message);
    /// Nothing is left of that one.
    Status forget(MessageId message, const QString &url);
    /// Is that one of the links in this text?
    static bool isNamed(const QString &url, const QString &text);

private:
    Database &m_database;
};

} // namespace jackdaw
