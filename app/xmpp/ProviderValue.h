// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMetaType>
#include <QStringList>
#include <optional>

namespace jackdaw {

/// What a provider may say about itself: contacts, limits, features, outages, and what becomes of people's data.
/// xmpp/ProviderInfo reads it, ui/settings/ProviderText puts it into words. Plain values: any thread. The provider's
/// word, not a fact, and never stored but for the status addresses.

/// How long, as a provider says it (XEP-0504). A plain value: any thread.
struct PolicyTime
{
    enum class Kind { Unsaid, NotPublic, Never, Endless, Hours };
    Kind kind = Kind::Unsaid;
    qint64 hours = 0;

    friend bool operator==(const PolicyTime &, const PolicyTime &) = default;
};

/// What a provider says it does with people's data (XEP-0504). Its word, not a fact. A plain value: any thread.
struct DataPolicy
{
    enum class Login { Unsaid, None, Plain, Hidden, Restricted };
    enum class Transmission { Unsaid, Plain, Encrypted, EndToEnd, Relayed };
    enum class Access { Admins, Moderators, Organization, Government, Advertisers, Partners, Nobody };

    Login login = Login::Unsaid;
    Transmission transmission = Transmission::Unsaid;
    QString algorithm;
    PolicyTime retention;
    PolicyTime backupEvery;
    PolicyTime backupKept;
    std::optional<bool> deletion;
    std::optional<bool> encryptedAtRest;
    std::optional<bool> dataExport;
    std::optional<bool> fullErasure;
    QList<Access> access;
    QString terms; ///< http(s) or xmpp, else empty
    QStringList more;

    friend bool operator==(const DataPolicy &, const DataPolicy &) = default;
};

/// A planned or present outage (XEP-0455). Times in ms since 1970 UTC, 0: not said. A plain value: any thread.
struct OutageNotice
{
    enum class Cause { Unplanned, Planned };
    Cause cause = Cause::Unplanned;
    qint64 begins = 0;
    qint64 ends = 0;
    QString text;

    friend bool operator==(const OutageNotice &, const OutageNotice &) = default;
};

/// What a server can do for people, of the compliance suites (XEP-0479, 2). A plain value: any thread.
struct ServerFeature
{
    enum class What {
        Encryption, Discovery, DirectTls, CapabilityHashes, EventPublishing, WebConnections, VCards, Carbons, GroupChats, FileUpload,
        AvatarConversion, Blocking, Bookmarks, PrivateStorage, OlderStorage, StreamManagement, Archive, ClientState, Push, CallRelays
    };
    enum class Suite { Core, Web, Chat, Mobile, Calls };
    enum class Level { Core, Advanced };
    enum class Support { No, Yes, Unknown };
    What what = What::Discovery;
    Suite suite = Suite::Core;
    Level level = Level::Core; ///< the lowest that asks for it
    Support support = Support::No;

    friend bool operator==(const ServerFeature &, const ServerFeature &) = default;
};

/// How far a server gets in one of the suites, which all ask for as much of the first. A plain value: any thread.
struct SuiteLevel
{
    enum class Reached { None, Core, Advanced };
    enum class Certainty { Known, AtLeast }; ///< AtLeast: what could not be found out may make it more
    ServerFeature::Suite suite = ServerFeature::Suite::Core;
    Reached reached = Reached::None;
    Certainty certainty = Certainty::Known;

    friend bool operator==(const SuiteLevel &, const SuiteLevel &) = default;
};

/// How to reach the people behind a server (XEP-0157). A plain value: any thread.
struct ProviderContact
{
    enum class Role { Abuse, Administration, Feedback, Sales, Security, StatusPage, Support };
    Role role = Role::Support;
    QStringList addresses; ///< URIs: mailto, xmpp, http(s), tel

    friend bool operator==(const ProviderContact &, const ProviderContact &) = default;
};

/// All that a provider says about itself. readProviderInfo() makes it of several answers, AccountDoor::providerInfo
/// carries it to the window. A plain value: any thread. The provider's word, which nobody has checked, and kept
/// nowhere.
struct ProviderInfo
{
    QString domain;
    qint64 largestStanza = 0; ///< bytes (XEP-0478); 0: not said
    qint64 idleSeconds = 0;   ///< without traffic (XEP-0478); 0: not said
    qint64 largestFile = 0;   ///< bytes (XEP-0363); 0: not said
    QList<ProviderContact> contacts;
    std::optional<DataPolicy> policy;
    QStringList statusAddresses; ///< https, where outages are told (XEP-0455)
    QList<ServerFeature> features;
    QList<SuiteLevel> levels; ///< one a suite, in the order they are told

    friend bool operator==(const ProviderInfo &, const ProviderInfo &) = default;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::ProviderInfo)
