// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/ProviderInfo.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>
#include <QXmlStreamReader>
#include <algorithm>

namespace jackdaw {

namespace {

constexpr qsizetype maximumAddresses = 20;
constexpr qsizetype longestText = 2000;

const Capabilities::Form *formOf(const Capabilities &capabilities, QStringView type)
{
    for (const Capabilities::Form &form : capabilities.forms) {
        if (form.type == type) {
            return &form;
        }
    }
    return nullptr;
}

QStringList valuesOf(const Capabilities::Form &form, QStringView name)
{
    for (const auto &[var, values] : form.fields) {
        if (var == name) {
            return values;
        }
    }
    return {};
}

QStringList addressesOf(const QStringList &values, const QStringList &schemes)
{
    QStringList out;
    for (const QString &value : values) {
        const QUrl url(value.trimmed(), QUrl::StrictMode);
        if (url.isValid() && schemes.contains(url.scheme()) && out.size() < maximumAddresses) {
            out += value.trimmed();
        }
    }
    return out;
}

struct ContactRole { QStringView var; ProviderContact::Role role; };
constexpr ContactRole roles[] = {
    {u"support-addresses", ProviderContact::Role::Support},   {u"admin-addresses", ProviderContact::Role::Administration},
    {u"abuse-addresses", ProviderContact::Role::Abuse},       {u"security-addresses", ProviderContact::Role::Security},
    {u"feedback-addresses", ProviderContact::Role::Feedback}, {u"status-addresses", ProviderContact::Role::StatusPage},
    {u"sales-addresses", ProviderContact::Role::Sales},
};

template<class Value>
struct Named { QStringView name; Value value; };

template<class Value, std::size_t n>
Value valueOf(const QStringList &values, const Named<Value> (&names)[n], Value otherwise)
{
    for (const auto &[name, value] : names) {
        if (values.value(0) == name) {
            return value;
        }
    }
    return otherwise;
}

constexpr Named<DataPolicy::Login> logins[] = {
    {u"no_auth", DataPolicy::Login::None}, {u"plain", DataPolicy::Login::Plain},
    {u"hidden", DataPolicy::Login::Hidden}, {u"restricted", DataPolicy::Login::Restricted}};
constexpr Named<DataPolicy::Transmission> transmissions[] = {
    {u"plain", DataPolicy::Transmission::Plain}, {u"encrypted", DataPolicy::Transmission::Encrypted},
    {u"e2e", DataPolicy::Transmission::EndToEnd}, {u"gre", DataPolicy::Transmission::Relayed}};
constexpr Named<DataPolicy::Access> accesses[] = {
    {u"admins", DataPolicy::Access::Admins}, {u"moderators", DataPolicy::Access::Moderators},
    {u"organization_member", DataPolicy::Access::Organization}, {u"government", DataPolicy::Access::Government},
    {u"advertisers", DataPolicy::Access::Advertisers}, {u"partners", DataPolicy::Access::Partners},
    {u"none", DataPolicy::Access::Nobody}};

std::optional<bool> truth(const QStringList &values)
{
    if (values.isEmpty()) {
        return {};
    }
    return values.first() == u"1" || values.first() == u"true";
}

PolicyTime timeOf(const QStringList &values)
{
    const QString text = values.value(0).trimmed();
    if (text == u"infinite") {
        return {PolicyTime::Kind::Endless, 0};
    }
    if (text == u"unknown") {
        return {PolicyTime::Kind::NotPublic, 0};
    }
    bool isNumber = false;
    const qint64 hours = text.toLongLong(&isNumber);
    if (!isNumber || hours < 0) {
        return {};
    }
    return hours == 0 ? PolicyTime{PolicyTime::Kind::Never, 0} : PolicyTime{PolicyTime::Kind::Hours, hours};
}

DataPolicy policyOf(const Capabilities::Form &form)
{
    DataPolicy policy;
    policy.login = valueOf(valuesOf(form, u"auth_data"), logins, DataPolicy::Login::Unsaid);
    policy.transmission = valueOf(valuesOf(form, u"data_transmission"), transmissions, DataPolicy::Transmission::Unsaid);
    policy.algorithm = valuesOf(form, u"encryption_algorithm").value(0).left(100);
    policy.retention = timeOf(valuesOf(form, u"data_retention"));
    policy.backupEvery = timeOf(valuesOf(form, u"backup_frequency"));
    policy.backupKept = timeOf(valuesOf(form, u"backup_retention"));
    policy.deletion = truth(valuesOf(form, u"data_deletion"));
    policy.encryptedAtRest = truth(valuesOf(form, u"encryption_at_rest"));
    policy.dataExport = truth(valuesOf(form, u"data_export"));
    policy.fullErasure = truth(valuesOf(form, u"full_erasure"));
    for (const QString &value : valuesOf(form, u"access_policy")) {
        for (const auto &[name, access] : accesses) {
            if (value == name && !policy.access.contains(access)) {
                policy.access += access;
            }
        }
    }
    policy.terms = addressesOf(valuesOf(form, u"tos"), {QStringLiteral("https"), QStringLiteral("http"), QStringLiteral("xmpp")}).value(0);
    for (const QString &line : valuesOf(form, u"extra_info").mid(0, maximumAddresses)) {
        policy.more += line.left(longestText);
    }
    return policy;
}

qint64 numberIn(const QDomElement &parent, QStringView name)
{
    bool isNumber = false;
    const qint64 number = childElement(parent, name, ns::streamLimits).text().trimmed().toLongLong(&isNumber);
    return isNumber && number > 0 ? number : 0;
}

bool holds(const QDomElement &element, QStringView space)
{
    if (element.namespaceURI() == space || element.attribute(QStringLiteral("var")) == space) {
        return true;
    }
    for (QDomElement child = element.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (holds(child, space)) {
            return true;
        }
    }
    return false;
}

QList<ServerFeature> suiteOf(const Capabilities &server, const Capabilities &account, const QList<Capabilities> &services,
                             const QList<QDomElement> &features, const ServerReach &reach)
{
    using What = ServerFeature::What;
    using Suite = ServerFeature::Suite;
    using Level = ServerFeature::Level;
    const auto anyService = [&services](QStringView feature) {
        return std::any_of(services.cbegin(), services.cend(), [feature](const Capabilities &each) { return each.has(feature); });
    };
    const auto isAny = [&services](QStringView category, QStringView feature) {
        return std::any_of(services.cbegin(), services.cend(), [&](const Capabilities &each) {
            return each.has(feature) && std::any_of(each.identities.cbegin(), each.identities.cend(), [&](const auto &identity) {
                       return identity.category == category;
                   });
        });
    };
    const bool pep = std::any_of(account.identities.cbegin(), account.identities.cend(), [](const auto &identity) {
        return identity.category == u"pubsub" && identity.type == u"pep";
    });
    const auto either = [&](QStringView feature) { return server.has(feature) || account.has(feature); };
    // In the features themselves, or inline in those of SASL2 and Bind 2 (XEP-0386, 3).
    const auto offered = [&](QStringView space) {
        return std::any_of(features.cbegin(), features.cend(), [space](const QDomElement &each) { return holds(each, space); });
    };
    const auto yesIf = [](bool there) { return there ? ServerFeature::Support::Yes : ServerFeature::Support::No; };
    // The servers' columns of XEP-0479, 2.1 to 2.5. Not here: what a stream proves by being there (RFC 6120, RFC 6121), and
    // what no client can see (XEP-0114, the archives of single rooms).
    return {
        {What::Encryption, Suite::Core, Level::Core, ServerFeature::Support::Yes}, // or there would be no stream
        {What::Discovery, Suite::Core, Level::Core, yesIf(server.has(ns::discoInfo))},
        {What::DirectTls, Suite::Core, Level::Advanced, reach.directTls},
        // In the stream's features (XEP-0115, 6.3), or as what a server does with those of others (8.4).
        {What::CapabilityHashes, Suite::Core, Level::Advanced,
         yesIf(offered(u"http://jabber.org/protocol/caps") || server.has(u"http://jabber.org/protocol/caps")
               || server.has(u"http://jabber.org/protocol/caps#optimize"))},
        {What::EventPublishing, Suite::Core, Level::Advanced, yesIf(pep)},
        {What::WebConnections, Suite::Web, Level::Core, reach.web},
        {What::VCards, Suite::Chat, Level::Core, yesIf(either(u"vcard-temp"))},
        {What::Carbons, Suite::Chat, Level::Core, yesIf(either(ns::carbons))},
        {What::GroupChats, Suite::Chat, Level::Core, yesIf(isAny(u"conference", u"http://jabber.org/protocol/muc"))},
        {What::FileUpload, Suite::Chat, Level::Core, yesIf(server.has(ns::httpUpload) || anyService(ns::httpUpload))},
        {What::AvatarConversion, Suite::Chat, Level::Advanced, yesIf(either(u"urn:xmpp:pep-vcard-conversion:0"))},
        {What::Blocking, Suite::Chat, Level::Advanced, yesIf(either(u"urn:xmpp:blocking"))},
        {What::Bookmarks, Suite::Chat, Level::Advanced,
         yesIf(either(u"urn:xmpp:bookmarks:1#compat") || either(u"urn:xmpp:bookmarks:1#compat-pep"))},
        {What::PrivateStorage, Suite::Chat, Level::Advanced,
         yesIf(either(u"http://jabber.org/protocol/pubsub#publish-options"))},
        {What::OlderStorage, Suite::Chat, Level::Advanced, yesIf(either(u"jabber:iq:private"))},
        {What::StreamManagement, Suite::Chat, Level::Advanced, yesIf(offered(ns::streamManagement))},
        {What::Archive, Suite::Chat, Level::Advanced, yesIf(either(ns::archive))},
        {What::StreamManagement, Suite::Mobile, Level::Core, yesIf(offered(ns::streamManagement))},
        {What::ClientState, Suite::Mobile, Level::Core, yesIf(offered(u"urn:xmpp:csi:0"))},
        {What::Push, Suite::Mobile, Level::Advanced, yesIf(either(u"urn:xmpp:push:0"))},
        {What::CallRelays, Suite::Calls, Level::Core, yesIf(either(u"urn:xmpp:extdisco:2"))},
    };
}

/// `unknown`: what is made of features that could not be found out.
SuiteLevel::Reached reachedIn(const QList<ServerFeature> &features, ServerFeature::Suite suite,
                              ServerFeature::Support unknown)
{
    auto reached = SuiteLevel::Reached::Advanced;
    for (const ServerFeature &feature : features) {
        const auto support = feature.support == ServerFeature::Support::Unknown ? unknown : feature.support;
        if (feature.suite == suite && support != ServerFeature::Support::Yes) {
            const bool isCore = feature.level == ServerFeature::Level::Core;
            reached = std::min(reached, isCore ? SuiteLevel::Reached::None : SuiteLevel::Reached::Core);
        }
    }
    return reached;
}

QList<SuiteLevel> levelsOf(const QList<ServerFeature> &features)
{
    using Suite = ServerFeature::Suite;
    using Support = ServerFeature::Support;
    // "All features from the core compliance category must be met, as well as all features in this suite" (XEP-0479, 2.2).
    const auto reached = [&features](Suite suite, Support unknown) {
        return std::min(reachedIn(features, Suite::Core, unknown), reachedIn(features, suite, unknown));
    };
    QList<SuiteLevel> levels;
    for (const Suite suite : {Suite::Core, Suite::Web, Suite::Chat, Suite::Mobile, Suite::Calls}) {
        const auto least = reached(suite, Support::No);
        const bool isKnown = least == reached(suite, Support::Yes);
        levels.append({suite, least, isKnown ? SuiteLevel::Certainty::Known : SuiteLevel::Certainty::AtLeast});
    }
    return levels;
}

} // namespace

ProviderInfo readProviderInfo(const Capabilities &server, const Capabilities &account, const QList<Capabilities> &services,
                              const QList<QDomElement> &features, const ServerReach &reach)
{
    ProviderInfo info;
    for (const QDomElement &each : features) { // the latest hold (XEP-0478, 4)
        const QDomElement limits = childElement(each, u"limits", ns::streamLimits);
        if (!limits.isNull()) {
            info.largestStanza = numberIn(limits, u"max-bytes");
            info.idleSeconds = numberIn(limits, u"idle-seconds");
        }
    }
    if (const auto *form = formOf(server, u"http://jabber.org/network/serverinfo")) {
        for (const auto &[var, role] : roles) {
            const QStringList addresses = addressesOf(valuesOf(*form, var), {QStringLiteral("mailto"), QStringLiteral("xmpp"),
                                                                             QStringLiteral("https"), QStringLiteral("http"),
                                                                             QStringLiteral("tel")});
            if (!addresses.isEmpty()) {
                info.contacts.append({role, addresses});
            }
        }
    }
    if (const auto *form = formOf(server, u"urn:xmpp:data-policy:0")) {
        info.policy = policyOf(*form);
    }
    if (const auto *form = formOf(server, u"urn:xmpp:sos:0")) {
        info.statusAddresses = addressesOf(valuesOf(*form, u"external-status-addresses"), {QStringLiteral("https")});
    }
    for (const Capabilities &each : QList<Capabilities>{server} + services) {
        if (const auto *form = formOf(each, ns::httpUpload)) {
            info.largestFile = std::max(info.largestFile, valuesOf(*form, u"max-file-size").value(0).toLongLong());
        }
    }
    info.features = suiteOf(server, account, services, features, reach);
    info.levels = levelsOf(info.features);
    return info;
}

ServerFeature::Support readHostMeta(const QByteArray &xml)
{
    bool hasSocket = false;
    bool hasBosh = false;
    QXmlStreamReader reader(xml);
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == u"Link") {
            const auto rel = reader.attributes().value(QLatin1StringView("rel"));
            hasSocket = hasSocket || rel == u"urn:xmpp:alt-connections:websocket";
            hasBosh = hasBosh || rel == u"urn:xmpp:alt-connections:xbosh";
        }
    }
    return hasSocket && hasBosh ? ServerFeature::Support::Yes : ServerFeature::Support::No;
}

Result<std::optional<OutageNotice>> readOutage(const QByteArray &json, const QStringList &languages)
{
    QJsonParseError failure;
    const QJsonDocument document = QJsonDocument::fromJson(json, &failure);
    if (!document.isObject()) {
        return Error{ErrorKind::Malformed, failure.errorString(), {}};
    }
    const QJsonObject object = document.object();
    const qint64 begins = parseTime(object.value(QLatin1StringView("beginning")).toString());
    if (begins == 0) {
        return std::optional<OutageNotice>(); // {}: it is over
    }
    OutageNotice notice;
    notice.begins = begins;
    notice.ends = parseTime(object.value(QLatin1StringView("expected_end")).toString());
    notice.cause = object.value(QLatin1StringView("planned")).toBool() ? OutageNotice::Cause::Planned : OutageNotice::Cause::Unplanned;
    const QJsonObject texts = object.value(QLatin1StringView("message")).toObject();
    notice.text = texts.value(QLatin1StringView("default")).toString();
    for (const QString &language : languages) {
        const QJsonValue text = texts.value(texts.contains(language) ? language : language.section(u'-', 0, 0));
        if (text.isString()) {
            notice.text = text.toString();
            break;
        }
    }
    notice.text = notice.text.left(longestText);
    return std::optional<OutageNotice>(notice);
}

} // namespace jackdaw
