// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/Features.h"

namespace jackdaw {

Features::Features(const AccountContext &account)
    : accountStore(account.database)
    , roster(account)
    , presence(account, accountStore, Capabilities::own().ver())
    , capabilities(account, roster, presence)
    , archive(account.connection)
    , messages(account, roster, archive)
    , history(account, archive, messages)
{
}

} // namespace jackdaw
