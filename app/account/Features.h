// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "account/AccountStore.h"
#include "account/ProviderService.h"
#include "account/ServerAccountService.h"
#include "chat/MessageService.h"
#include "history/HistoryService.h"
#include "presence/CapabilitiesService.h"
#include "presence/ClientInfoService.h"
#include "presence/PresenceService.h"
#include "roster/RosterService.h"
#include "xmpp/ArchiveFetcher.h"
#include "xmpp/OwnFeatures.h"

namespace jackdaw {

/// All features of one account, in the order in which they are built, see stanzas and meet a new session: this list is
/// the picture of the engine. Each names what it needs in its constructor. Owned by AccountService, engine thread.
class Features
{
public:
    explicit Features(const AccountContext &account);

    void setPrivacy(const PrivacySwitches &privacy);

    AccountStore accountStore;
    OwnFeatures ownFeatures;
    RosterService roster;
    PresenceService presence;
    CapabilitiesService capabilities;
    ClientInfoService clientInfo;
    ArchiveFetcher archive;
    MessageService messages;
    HistoryService history;
    ServerAccountService serverAccount;
    ProviderService provider;
};

} // namespace jackdaw
