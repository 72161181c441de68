// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/ProviderText.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <limits>

namespace jackdaw {

namespace {

struct ProviderWords
{
    Q_DECLARE_TR_FUNCTIONS(Provider)
};

QString size(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 0, QLocale::DataSizeSIFormat);
}

/// A server says what it likes.
int number(qint64 count)
{
    return int(std::min<qint64>(count, std::numeric_limits<int>::max()));
}

QString hours(qint64 count)
{
    if (count % 24 == 0)
        return ProviderWords::tr("%Ln days", nullptr, number(count / 24));
    return ProviderWords::tr("%Ln hours", nullptr, number(count));
}

QString timeText(const PolicyTime &time, const QString &never)
{
    switch (time.kind) {
    case PolicyTime::Kind::Hours: return hours(time.hours);
    case PolicyTime::Kind::Endless: return ProviderWords::tr("Without end");
    case PolicyTime::Kind::NotPublic: return ProviderWords::tr("The provider does not say");
    case PolicyTime::Kind::Never: return never;
    case PolicyTime::Kind::Unsaid: break;
    }
    return {};
}

QString roleText(ProviderContact::Role role)
{
    switch (role) {
    case ProviderContact::Role::Abuse: return ProviderWords::tr("Report abuse");
    case ProviderContact::Role::Administration: return ProviderWords::tr("Administration");
    case ProviderContact::Role::Feedback: return ProviderWords::tr("Feedback");
    case ProviderContact::Role::Sales: return ProviderWords::tr("Sales");
    case ProviderContact::Role::Security: return ProviderWords::tr("Security");
    case ProviderContact::Role::StatusPage: return ProviderWords::tr("Status");
    case ProviderContact::Role::Support: break;
    }
    return ProviderWords::tr("Support");
}

QString accessText(DataPolicy::Access access)
{
    switch (access) {
    case DataPolicy::Access::Admins: return ProviderWords::tr("administrators");
    case DataPolicy::Access::Moderators: return ProviderWords::tr("moderators");
    case DataPolicy::Access::Organization: return ProviderWords::tr("members of the organisation");
    case DataPolicy::Access::Government: return ProviderWords::tr("authorities, where the law asks for it");
    case DataPolicy::Access::Advertisers: return ProviderWords::tr("advertisers");
    case DataPolicy::Access::Partners: return ProviderWords::tr("business partners");
    case DataPolicy::Access::Nobody: break;
    }
    return ProviderWords::tr("nobody but you");
}

void add(QList<ProviderLine> &lines, const QString &title, const QString &text)
{
    if (!text.isEmpty())
        lines.append({title, text});
}

QString yesNo(std::optional<bool> value)
{
    return !value ? QString() : *value ? ProviderWords::tr("Yes") : ProviderWords::tr("No");
}

QString when(qint64 time)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(time), QLocale::ShortFormat);
}

} // namespace

QList<ProviderLine> limitLines(const ProviderInfo &info)
{
    QList<ProviderLine> lines;
    if (info.largestStanza > 0)
        add(lines, ProviderWords::tr("Largest message"), size(info.largestStanza));
    if (info.largestFile > 0)
        add(lines, ProviderWords::tr("Largest file"), size(info.largestFile));
    if (info.idleSeconds > 0) {
        const qint64 minutes = std::max<qint64>(1, info.idleSeconds / 60);
        add(lines, ProviderWords::tr("Ends a silent connection after"), ProviderWords::tr("%Ln minutes", nullptr, number(minutes)));
    }
    return lines;
}

QList<ProviderLine> contactLines(const ProviderInfo &info)
{
    QList<ProviderLine> lines;
    for (const ProviderContact &contact : info.contacts) {
        QStringList addresses;
        for (const QString &address : contact.addresses)
            addresses << (address.startsWith(QLatin1StringView("mailto:")) || address.startsWith(QLatin1StringView("xmpp:"))
                              || address.startsWith(QLatin1StringView("tel:"))
                              ? address.section(QLatin1Char(':'), 1) : address);
        add(lines, roleText(contact.role), addresses.join(QLatin1Char('\n')));
    }
    return lines;
}

QList<ProviderLine> policyLines(const DataPolicy &policy)
{
    QList<ProviderLine> lines;
    add(lines, ProviderWords::tr("Keeps messages and files"), timeText(policy.retention, ProviderWords::tr("Not at all")));
    QStringList who;
    for (const DataPolicy::Access access : policy.access)
        who << accessText(access);
    add(lines, ProviderWords::tr("Who can see your data"), who.join(QLatin1StringView(", ")));
    add(lines, ProviderWords::tr("Encrypted on its disks"), yesNo(policy.encryptedAtRest));
    add(lines, ProviderWords::tr("You can delete what it keeps"), yesNo(policy.deletion));
    add(lines, ProviderWords::tr("You can take your data along"), yesNo(policy.dataExport));
    add(lines, ProviderWords::tr("You can have everything erased"), yesNo(policy.fullErasure));
    add(lines, ProviderWords::tr("Makes backups every"), timeText(policy.backupEvery, ProviderWords::tr("It makes none")));
    add(lines, ProviderWords::tr("Keeps backups"), timeText(policy.backupKept, ProviderWords::tr("Not at all")));
    switch (policy.login) {
    case DataPolicy::Login::Plain: add(lines, ProviderWords::tr("Your password"), ProviderWords::tr("The provider can read it")); break;
    case DataPolicy::Login::Hidden: add(lines, ProviderWords::tr("Your password"), ProviderWords::tr("The provider does not see it")); break;
    case DataPolicy::Login::Restricted: add(lines, ProviderWords::tr("Your password"), ProviderWords::tr("Not used: access is limited and ends")); break;
    case DataPolicy::Login::None: add(lines, ProviderWords::tr("Your password"), ProviderWords::tr("None is needed")); break;
    case DataPolicy::Login::Unsaid: break;
    }
    const QString by = policy.algorithm.isEmpty() ? QString() : QLatin1StringView(" (") + policy.algorithm + QLatin1Char(')');
    switch (policy.transmission) {
    case DataPolicy::Transmission::Plain: add(lines, ProviderWords::tr("Sends on to other services"), ProviderWords::tr("Not encrypted")); break;
    case DataPolicy::Transmission::Encrypted: add(lines, ProviderWords::tr("Sends on to other services"), ProviderWords::tr("Encrypted on the way") + by); break;
    case DataPolicy::Transmission::EndToEnd: add(lines, ProviderWords::tr("Sends on to other services"), ProviderWords::tr("End-to-end encrypted by the provider") + by); break;
    case DataPolicy::Transmission::Relayed: add(lines, ProviderWords::tr("Sends on to other services"), ProviderWords::tr("Still encrypted by you")); break;
    case DataPolicy::Transmission::Unsaid: break;
    }
    add(lines, ProviderWords::tr("Terms"), policy.terms);
    add(lines, ProviderWords::tr("More"), policy.more.join(QLatin1Char('\n')));
    return lines;
}

ProviderLine outageLine(const OutageNotice &notice, qint64 now)
{
    QString title;
    if (notice.begins > now)
        title = notice.cause == OutageNotice::Cause::Planned ? ProviderWords::tr("Planned outage from %1").arg(when(notice.begins))
                                                             : ProviderWords::tr("Outage expected from %1").arg(when(notice.begins));
    else
        title = notice.cause == OutageNotice::Cause::Planned ? ProviderWords::tr("Planned outage since %1").arg(when(notice.begins))
                                                             : ProviderWords::tr("Outage since %1").arg(when(notice.begins));
    if (notice.ends > 0)
        title += QLatin1StringView(", ") + ProviderWords::tr("expected until %1").arg(when(notice.ends));
    return {title, notice.text};
}

ProviderLine featureLine(const ServerFeature &feature)
{
    using What = ServerFeature::What;
    QString title;
    QString without;
    switch (feature.what) {
    case What::Encryption: title = ProviderWords::tr("Encrypts the connection"); without = ProviderWords::tr("Others can read along."); break;
    case What::DirectTls: title = ProviderWords::tr("Encrypts from the first byte on"); without = ProviderWords::tr("Some networks let nothing through."); break;
    case What::CapabilityHashes: title = ProviderWords::tr("Says in short what devices can do"); without = ProviderWords::tr("Connecting takes longer."); break;
    case What::WebConnections: title = ProviderWords::tr("Lets web pages connect"); without = ProviderWords::tr("You cannot sign in from a web page of another provider."); break;
    case What::OlderStorage: title = ProviderWords::tr("Keeps settings of older programs"); without = ProviderWords::tr("Older programs do not find your groups."); break;
    case What::Discovery: title = ProviderWords::tr("Says what it can do"); without = ProviderWords::tr("Jackdaw has to guess."); break;
    case What::EventPublishing: title = ProviderWords::tr("Publishes your avatar and other news"); without = ProviderWords::tr("Contacts do not see them change."); break;
    case What::VCards: title = ProviderWords::tr("Keeps your profile"); without = ProviderWords::tr("Contacts see no profile of yours."); break;
    case What::Carbons: title = ProviderWords::tr("Messages reach all your devices"); without = ProviderWords::tr("Each message reaches one device only."); break;
    case What::Blocking: title = ProviderWords::tr("Blocks people"); without = ProviderWords::tr("Blocked people still reach your account."); break;
    case What::GroupChats: title = ProviderWords::tr("Hosts groups"); without = ProviderWords::tr("Make groups with another provider."); break;
    case What::StreamManagement: title = ProviderWords::tr("Loses nothing when the network breaks"); without = ProviderWords::tr("A message can be lost with the network."); break;
    case What::Archive: title = ProviderWords::tr("Keeps your history for all devices"); without = ProviderWords::tr("What came while you were away may be missing."); break;
    case What::AvatarConversion: title = ProviderWords::tr("Shows your avatar in older programs"); without = ProviderWords::tr("Some contacts see no avatar."); break;
    case What::Bookmarks: title = ProviderWords::tr("Keeps your list of groups"); without = ProviderWords::tr("Each device has a list of its own."); break;
    case What::PrivateStorage: title = ProviderWords::tr("Keeps private settings"); without = ProviderWords::tr("Devices do not share settings."); break;
    case What::FileUpload: title = ProviderWords::tr("Takes files"); without = ProviderWords::tr("Files cannot be sent."); break;
    case What::ClientState: title = ProviderWords::tr("Saves power while you are away"); without = ProviderWords::tr("Uses more power in the background."); break;
    case What::Push: title = ProviderWords::tr("Wakes phones for new messages"); without = ProviderWords::tr("Phones hear of messages late."); break;
    case What::CallRelays: title = ProviderWords::tr("Helps calls through firewalls"); without = ProviderWords::tr("Some calls do not come about."); break;
    }
    QString text;
    switch (feature.support) {
    case ServerFeature::Support::Yes: text = ProviderWords::tr("Yes"); break;
    case ServerFeature::Support::No: text = ProviderWords::tr("No. %1").arg(without); break;
    case ServerFeature::Support::Unknown: text = ProviderWords::tr("Could not be found out"); break;
    }
    const bool isCore = feature.level == ServerFeature::Level::Core;
    return {title, (isCore ? ProviderWords::tr("Core level: %1") : ProviderWords::tr("Advanced level: %1")).arg(text)};
}

QString suiteText(const SuiteLevel &level)
{
    QString name;
    switch (level.suite) {
    case ServerFeature::Suite::Core: name = ProviderWords::tr("Basics"); break;
    case ServerFeature::Suite::Web: name = ProviderWords::tr("Web"); break;
    case ServerFeature::Suite::Chat: name = ProviderWords::tr("Chats"); break;
    case ServerFeature::Suite::Mobile: name = ProviderWords::tr("Phones"); break;
    case ServerFeature::Suite::Calls: name = ProviderWords::tr("Calls"); break;
    }
    const bool isKnown = level.certainty == SuiteLevel::Certainty::Known;
    switch (level.reached) {
    case SuiteLevel::Reached::Advanced: return ProviderWords::tr("%1: advanced level").arg(name);
    case SuiteLevel::Reached::Core:
        return (isKnown ? ProviderWords::tr("%1: core level") : ProviderWords::tr("%1: core level at least")).arg(name);
    case SuiteLevel::Reached::None: break;
    }
    return (isKnown ? ProviderWords::tr("%1: below the core level") : ProviderWords::tr("%1: level not known")).arg(name);
}

} // namespace jackdaw
