// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/Features.h"

namespace jackdaw {

Features::Features(const AccountContext &account)
    : accountStore(account.database)
    , ownFeatures(account.connection)
    , roster(account)
    , presence(account, accountStore)
    , capabilities(account, roster, presence)
    , clientInfo(account, roster)
    , archive(account.connection)
    , messages(account, roster, ownFeatures, archive)
    , history(account, archive, messages)
    , serverAccount(account)
    , provider(account)
{
}

void Features::setPrivacy(const PrivacySwitches &privacy)
{
    capabilities.setPrivacy(privacy);
    clientInfo.setPrivacy(privacy);
    messages.setPrivacy(privacy);
}

} // namespace jackdaw
