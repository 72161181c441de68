// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/ProviderText.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace jackdaw {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Provider)
};

QString size(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 0, QLocale::DataSizeSIFormat);
}

QString hours(qint64 count)
{
    // Without a catalogue Qt has no plural forms, so English says its own singular.
    if (count % 24 == 0)
        return count == 24 ? Words::tr("1 day") : Words::tr("%L1 days").arg(count / 24);
    return count == 1 ? Words::tr("1 hour") : Words::tr("%L1 hours").arg(count);
}

QString timeText(const PolicyTime &time, const QString &never)
{
    switch (time.kind) {
    case PolicyTime::Kind::Hours: return hours(time.hours);
    case PolicyTime::Kind::Endless: return Words::tr("Without end");
    case PolicyTime::Kind::NotPublic: return Words::tr("The provider does not say");
    case PolicyTime::Kind::Never: return never;
    case PolicyTime::Kind::Unsaid: break;
    }
    return {};
}

QString roleText(ProviderContact::Role role)
{
    switch (role) {
    case ProviderContact::Role::Abuse: return Words::tr("Report abuse");
    case ProviderContact::Role::Administration: return Words::tr("Administration");
    case ProviderContact::Role::Feedback: return Words::tr("Feedback");
    case ProviderContact::Role::Sales: return Words::tr("Sales");
    case ProviderContact::Role::Security: return Words::tr("Security");
    case ProviderContact::Role::StatusPage: return Words::tr("Status");
    case ProviderContact::Role::Support: break;
    }
    return Words::tr("Support");
}

QString accessText(DataPolicy::Access access)
{
    switch (access) {
    case DataPolicy::Access::Admins: return Words::tr("administrators");
    case DataPolicy::Access::Moderators: return Words::tr("moderators");
    case DataPolicy::Access::Organization: return Words::tr("members of the organisation");
    case DataPolicy::Access::Government: return Words::tr("authorities, where the law asks for it");
    case DataPolicy::Access::Advertisers: return Words::tr("advertisers");
    case DataPolicy::Access::Partners: return Words::tr("business partners");
    case DataPolicy::Access::Nobody: break;
    }
    return Words::tr("nobody but you");
}

void add(QList<ProviderLine> &lines, const QString &title, const QString &text)
{
    if (!text.isEmpty())
        lines.append({title, text});
}

QString yesNo(std::optional<bool> value)
{
    return !value ? QString() : *value ? Words::tr("Yes") : Words::tr("No");
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
        add(lines, Words::tr("Largest message"), size(info.largestStanza));
    if (info.largestFile > 0)
        add(lines, Words::tr("Largest file"), size(info.largestFile));
    if (info.idleSeconds > 0) {
        const qint64 minutes = std::max<qint64>(1, info.idleSeconds / 60);
        add(lines, Words::tr("Ends a silent connection after"), minutes == 1 ? Words::tr("1 minute") : Words::tr("%L1 minutes").arg(minutes));
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
    add(lines, Words::tr("Keeps messages and files"), timeText(policy.retention, Words::tr("Not at all")));
    QStringList who;
    for (const DataPolicy::Access access : policy.access)
        who << accessText(access);
    add(lines, Words::tr("Who can see your data"), who.join(QLatin1StringView(", ")));
    add(lines, Words::tr("Encrypted on its disks"), yesNo(policy.encryptedAtRest));
    add(lines, Words::tr("You can delete what it keeps"), yesNo(policy.deletion));
    add(lines, Words::tr("You can take your data along"), yesNo(policy.dataExport));
    add(lines, Words::tr("You can have everything erased"), yesNo(policy.fullErasure));
    add(lines, Words::tr("Makes backups every"), timeText(policy.backupEvery, Words::tr("It makes none")));
    add(lines, Words::tr("Keeps backups"), timeText(policy.backupKept, Words::tr("Not at all")));
    switch (policy.login) {
    case DataPolicy::Login::Plain: add(lines, Words::tr("Your password"), Words::tr("The provider can read it")); break;
    case DataPolicy::Login::Hidden: add(lines, Words::tr("Your password"), Words::tr("The provider does not see it")); break;
    case DataPolicy::Login::Restricted: add(lines, Words::tr("Your password"), Words::tr("Not used: access is limited and ends")); break;
    case DataPolicy::Login::None: add(lines, Words::tr("Your password"), Words::tr("None is needed")); break;
    case DataPolicy::Login::Unsaid: break;
    }
    const QString by = policy.algorithm.isEmpty() ? QString() : QLatin1StringView(" (") + policy.algorithm + QLatin1Char(')');
    switch (policy.transmission) {
    case DataPolicy::Transmission::Plain: add(lines, Words::tr("Sends on to other services"), Words::tr("Not encrypted")); break;
    case DataPolicy::Transmission::Encrypted: add(lines, Words::tr("Sends on to other services"), Words::tr("Encrypted on the way") + by); break;
    case DataPolicy::Transmission::EndToEnd: add(lines, Words::tr("Sends on to other services"), Words::tr("End-to-end encrypted by the provider") + by); break;
    case DataPolicy::Transmission::Relayed: add(lines, Words::tr("Sends on to other services"), Words::tr("Still encrypted by you")); break;
    case DataPolicy::Transmission::Unsaid: break;
    }
    add(lines, Words::tr("Terms"), policy.terms);
    add(lines, Words::tr("More"), policy.more.join(QLatin1Char('\n')));
    return lines;
}

ProviderLine outageLine(const OutageNotice &notice, qint64 now)
{
    QString title;
    if (notice.begins > now)
        title = notice.cause == OutageNotice::Cause::Planned ? Words::tr("Planned outage from %1").arg(when(notice.begins))
                                                             : Words::tr("Outage expected from %1").arg(when(notice.begins));
    else
        title = notice.cause == OutageNotice::Cause::Planned ? Words::tr("Planned outage since %1").arg(when(notice.begins))
                                                             : Words::tr("Outage since %1").arg(when(notice.begins));
    if (notice.ends > 0)
        title += QLatin1StringView(", ") + Words::tr("expected until %1").arg(when(notice.ends));
    return {title, notice.text};
}

ProviderLine featureLine(const ServerFeature &feature)
{
    using What = ServerFeature::What;
    QString title;
    QString without;
    switch (feature.what) {
    case What::Discovery: title = Words::tr("Says what it can do"); without = Words::tr("Jackdaw has to guess."); break;
    case What::EventPublishing: title = Words::tr("Publishes your avatar and other news"); without = Words::tr("Contacts do not see them change."); break;
    case What::VCards: title = Words::tr("Keeps your profile"); without = Words::tr("Contacts see no profile of yours."); break;
    case What::Carbons: title = Words::tr("Messages reach all your devices"); without = Words::tr("Each message reaches one device only."); break;
    case What::Blocking: title = Words::tr("Blocks people"); without = Words::tr("Blocked people still reach your account."); break;
    case What::GroupChats: title = Words::tr("Hosts groups"); without = Words::tr("Make groups with another provider."); break;
    case What::StreamManagement: title = Words::tr("Loses nothing when the network breaks"); without = Words::tr("A message can be lost with the network."); break;
    case What::Archive: title = Words::tr("Keeps your history for all devices"); without = Words::tr("What came while you were away may be missing."); break;
    case What::AvatarConversion: title = Words::tr("Shows your avatar in older programs"); without = Words::tr("Some contacts see no avatar."); break;
    case What::Bookmarks: title = Words::tr("Keeps your list of groups"); without = Words::tr("Each device has a list of its own."); break;
    case What::PrivateStorage: title = Words::tr("Keeps private settings"); without = Words::tr("Devices do not share settings."); break;
    case What::FileUpload: title = Words::tr("Takes files"); without = Words::tr("Files cannot be sent."); break;
    case What::ClientState: title = Words::tr("Saves power while you are away"); without = Words::tr("Uses more power in the background."); break;
    case What::Push: title = Words::tr("Wakes phones for new messages"); without = Words::tr("Phones hear of messages late."); break;
    case What::CallRelays: title = Words::tr("Helps calls through firewalls"); without = Words::tr("Some calls do not come about."); break;
    }
    return {title, feature.supported ? Words::tr("Yes") : Words::tr("No. %1").arg(without)};
}

QString suiteText(const QList<ServerFeature> &features, ServerFeature::Suite suite)
{
    int all = 0;
    int there = 0;
    for (const ServerFeature &feature : features) {
        if (feature.suite == suite) {
            ++all;
            there += feature.supported ? 1 : 0;
        }
    }
    QString name;
    switch (suite) {
    case ServerFeature::Suite::Core: name = Words::tr("Basics"); break;
    case ServerFeature::Suite::Chat: name = Words::tr("Chats"); break;
    case ServerFeature::Suite::Mobile: name = Words::tr("Phones"); break;
    case ServerFeature::Suite::Calls: name = Words::tr("Calls"); break;
    }
    return Words::tr("%1: %L2 of %L3").arg(name).arg(there).arg(all);
}

} // namespace jackdaw
