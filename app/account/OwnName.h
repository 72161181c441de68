// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>

namespace jackdaw {

/// What the owner of an account is called: as the server has it, and as it is to be once the server can be told.
/// A plain value, any thread; OwnNameService makes it, AccountListModel shows it.
/// Never anybody else's name.
struct OwnName
{
    QString name = {};                            ///< empty: none is known
    std::optional<QString> wanted = std::nullopt; ///< not published yet; empty: the name is to be taken back

    friend bool operator==(const OwnName &, const OwnName &) = default;
};

} // namespace jackdaw
