// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/ProviderInfo.h"
#include "support/TestProgram.h"

#include <QDomDocument>
#include <QTest>

#include <algorithm>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace provider_test {

/// What servers say about themselves, as XEP-0157, 0363, 0386, 0455, 0478 and 0504 write it.
class ProviderTest : public QObject
{
    Q_OBJECT

    QList<QDomDocument> m_documents; // elements live as long as their documents

    QDomElement dom(const QString &xml)
    {
        QDomDocument document;
        if (!document.setContent(xml, QDomDocument::ParseOption::UseNamespaceProcessing)) {
            qFatal("a test's stanza is not well-formed");
        }
        m_documents += document;
        return document.documentElement();
    }
    Capabilities info(const QString &inside)
    {
        return Capabilities::read(dom(u"<query xmlns='http://jabber.org/protocol/disco#info'>%1</query>"_s.arg(inside)));
    }
    QDomElement features(const QString &inside)
    {
        return dom(u"<stream:features xmlns:stream='http://etherx.jabber.org/streams' xmlns='jabber:client'>%1</stream:features>"_s.arg(inside));
    }
    static bool supports(const ProviderInfo &info, ServerFeature::What what)
    {
        for (const ServerFeature &feature : info.features) {
            if (feature.what == what) {
                return feature.support == ServerFeature::Support::Yes;
            }
        }
        return false;
    }

private Q_SLOTS:
    void readsContactAddresses()
    {
        // XEP-0157, example 2.
        const auto server = info(uR"(<identity category='server' type='im'/><feature var='http://jabber.org/protocol/disco'/>
            <x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'><value>http://jabber.org/network/serverinfo</value></field>
            <field var='abuse-addresses'><value>mailto:abuse@shakespeare.lit</value><value>xmpp:abuse@shakespeare.lit</value></field>
            <field var='feedback-addresses'><value>http://shakespeare.lit/feedback.php</value></field>
            <field var='security-addresses'><value>javascript:alert(1)</value></field>
            <field var='status-addresses'><value>https://status.shakespeare.lit</value></field></x>)"_s);
        const ProviderInfo provider = readProviderInfo(server, {}, {}, {});
        QCOMPARE(provider.contacts,
                 (QList<ProviderContact>{
                     {ProviderContact::Role::Abuse, {u"mailto:abuse@shakespeare.lit"_s, u"xmpp:abuse@shakespeare.lit"_s}},
                     {ProviderContact::Role::Feedback, {u"http://shakespeare.lit/feedback.php"_s}},
                     {ProviderContact::Role::StatusPage, {u"https://status.shakespeare.lit"_s}}}));
        QVERIFY(!provider.policy);
    }

    void theLatestLimitsHold()
    {
        // XEP-0478, example 1, and other limits after the login.
        const auto before = features(u"<limits xmlns='urn:xmpp:stream-limits:0'><max-bytes>10000</max-bytes><idle-seconds>1800</idle-seconds></limits>"_s);
        const auto after = features(u"<limits xmlns='urn:xmpp:stream-limits:0'><max-bytes>262144</max-bytes></limits>"_s);
        QCOMPARE(readProviderInfo({}, {}, {}, {before}).largestStanza, 10000);
        QCOMPARE(readProviderInfo({}, {}, {}, {before}).idleSeconds, 1800);
        QCOMPARE(readProviderInfo({}, {}, {}, {before, after}).largestStanza, 262144);
        QCOMPARE(readProviderInfo({}, {}, {}, {before, after}).idleSeconds, 0);
        const auto broken = features(u"<limits xmlns='urn:xmpp:stream-limits:0'><max-bytes>-1</max-bytes><idle-seconds>soon</idle-seconds></limits>"_s);
        QCOMPARE(readProviderInfo({}, {}, {}, {broken}).largestStanza, 0);
    }

    void readsTheDataPolicy()
    {
        // XEP-0504, 7, with the fields of its table.
        const auto server = info(uR"(<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'><value>urn:xmpp:data-policy:0</value></field>
            <field var='auth_data' type='list-single'><value>hidden</value></field>
            <field var='data_transmission' type='list-single'><value>encrypted</value></field>
            <field var='encryption_algorithm'><value>TLSv1.3</value></field>
            <field var='data_retention' type='text-single'><value>168</value></field>
            <field var='encryption_at_rest' type='boolean'><value>true</value></field>
            <field var='data_export' type='boolean'><value>0</value></field>
            <field var='access_policy' type='list-multi'><value>admins</value><value>government</value><value>admins</value><value>aliens</value></field>
            <field var='backup_frequency'><value>24</value></field><field var='backup_retention'><value>infinite</value></field>
            <field var='tos'><value>https://example.org/tos</value></field><field var='extra_info'><value>Kept in Bergen.</value></field></x>)"_s);
        const auto policy = readProviderInfo(server, {}, {}, {}).policy;
        QVERIFY(policy);
        QCOMPARE(policy->login, DataPolicy::Login::Hidden);
        QCOMPARE(policy->transmission, DataPolicy::Transmission::Encrypted);
        QCOMPARE(policy->retention, (PolicyTime{PolicyTime::Kind::Hours, 168}));
        QCOMPARE(policy->backupEvery, (PolicyTime{PolicyTime::Kind::Hours, 24}));
        QCOMPARE(policy->backupKept, (PolicyTime{PolicyTime::Kind::Endless, 0}));
        QCOMPARE(policy->encryptedAtRest, std::optional(true));
        QCOMPARE(policy->dataExport, std::optional(false));
        QCOMPARE(policy->fullErasure, std::optional<bool>()); // not said is not "no"
        QCOMPARE(policy->access, (QList{DataPolicy::Access::Admins, DataPolicy::Access::Government}));
        QCOMPARE(policy->terms, u"https://example.org/tos"_s);
        QCOMPARE(policy->more, QStringList{u"Kept in Bergen."_s});
    }

    void readsTimes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("kind");
        QTest::newRow("zero") << u"0"_s << int(PolicyTime::Kind::Never);
        QTest::newRow("unknown") << u"unknown"_s << int(PolicyTime::Kind::NotPublic);
        QTest::newRow("negative") << u"-3"_s << int(PolicyTime::Kind::Unsaid);
        QTest::newRow("words") << u"a while"_s << int(PolicyTime::Kind::Unsaid);
    }
    void readsTimes()
    {
        QFETCH(QString, text);
        const auto server = info(u"<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE'><value>urn:xmpp:data-policy:0</value></field>"
                                 "<field var='data_retention'><value>%1</value></field></x>"_s.arg(text));
        QTEST(int(readProviderInfo(server, {}, {}, {}).policy->retention.kind), "kind");
    }

    void readsStatusAddresses()
    {
        // XEP-0455, example 2; what is not https is not fetched.
        const auto server = info(uR"(<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'><value>urn:xmpp:sos:0</value></field>
            <field var='external-status-addresses'><value>http://secondary.shakespeare.lit/status.json</value>
            <value>https://secondary.shakespeare.lit/status.json</value><value>file:///etc/passwd</value></field></x>)"_s);
        QCOMPARE(readProviderInfo(server, {}, {}, {}).statusAddresses, QStringList{u"https://secondary.shakespeare.lit/status.json"_s});
    }

    void readsAnOutage()
    {
        // XEP-0455, example 3.
        const QByteArray json = R"({"planned": true, "beginning": "2021-01-12T01:01:01Z", "expected_end": "2021-01-12T05:00:00Z",
            "message": {"default": "Mise à jour du serveur", "en": "The serveur is being updated"}, "other": [1]})";
        const auto english = readOutage(json, {u"en-GB"_s});
        QVERIFY(english && *english);
        QCOMPARE((*english)->cause, OutageNotice::Cause::Planned);
        QCOMPARE((*english)->begins, 1610413261000);
        QCOMPARE((*english)->ends, 1610427600000);
        QCOMPARE((*english)->text, u"The serveur is being updated"_s);
        QCOMPARE((*readOutage(json, {u"pt"_s}))->text, u"Mise à jour du serveur"_s);
        const auto over = readOutage("{}", {});
        QVERIFY(over && !*over);
        QVERIFY(!readOutage("<html>", {}));
        QVERIFY(!readOutage("[]", {}));
        QVERIFY(!readOutage("", {}));
    }

    void knowsTheSuite()
    {
        const auto server = info(u"<feature var='http://jabber.org/protocol/disco#info'/><feature var='urn:xmpp:carbons:2'/>"_s);
        const auto account = info(u"<identity category='pubsub' type='pep'/><feature var='urn:xmpp:mam:2'/><feature var='urn:xmpp:bookmarks:1#compat'/>"_s);
        const auto rooms = info(u"<identity category='conference' type='text'/><feature var='http://jabber.org/protocol/muc'/>"_s);
        const auto upload = info(uR"(<feature var='urn:xmpp:http:upload:0'/><x xmlns='jabber:x:data' type='result'>
            <field var='FORM_TYPE'><value>urn:xmpp:http:upload:0</value></field><field var='max-file-size'><value>5242880</value></field></x>)"_s);
        const auto after = features(u"<sm xmlns='urn:xmpp:sm:3'/>"_s);
        const ProviderInfo provider = readProviderInfo(server, account, {rooms, upload}, {after});
        using What = ServerFeature::What;
        for (const What there : {What::Discovery, What::EventPublishing, What::Carbons, What::Archive, What::Bookmarks, What::GroupChats,
                                 What::FileUpload, What::StreamManagement})
            QVERIFY2(supports(provider, there), qPrintable(QString::number(int(there))));
        for (const What missing : {What::Blocking, What::VCards, What::ClientState, What::Push, What::CallRelays, What::PrivateStorage})
            QVERIFY2(!supports(provider, missing), qPrintable(QString::number(int(missing))));
        QCOMPARE(provider.largestFile, 5242880);
        // With Bind 2 (XEP-0386, 3.1) stream management and client states stand inline, and not in the features behind it.
        const auto inlined = features(u"<authentication xmlns='urn:xmpp:sasl:2'><inline><bind xmlns='urn:xmpp:bind:0'><inline>"
                                      "<feature var='urn:xmpp:csi:0'/><feature var='urn:xmpp:sm:3'/></inline></bind></inline></authentication>"_s);
        const ProviderInfo bind2 = readProviderInfo(server, account, {}, {inlined});
        QVERIFY(supports(bind2, What::ClientState) && supports(bind2, What::StreamManagement));
    }

    void knowsTheLevels_data()
    {
        using Reached = SuiteLevel::Reached;
        QTest::addColumn<QStringList>("missing"); // of a server that has everything
        QTest::addColumn<ServerFeature::Support>("directTls");
        QTest::addColumn<ServerFeature::Support>("web");
        QTest::addColumn<QList<Reached>>("reached"); // basics, web, chats, phones, calls
        QTest::addColumn<QString>("uncertain");      // "b" for basics, …
        constexpr auto yes = ServerFeature::Support::Yes, no = ServerFeature::Support::No, unknown = ServerFeature::Support::Unknown;
        constexpr auto none = Reached::None, core = Reached::Core, advanced = Reached::Advanced;
        const QList<Reached> allAdvanced(5, advanced), allCore(5, core), nothing(5, none);
        QTest::newRow("all") << QStringList() << yes << yes << allAdvanced << QString();
        QTest::newRow("no direct TLS") << QStringList() << no << yes << allCore << QString();
        QTest::newRow("no events") << QStringList{u"pep"_s} << yes << yes << allCore << QString();
        QTest::newRow("no hashes") << QStringList{u"caps"_s} << yes << yes << allCore << QString();
        QTest::newRow("no discovery") << QStringList{u"disco#info"_s} << yes << yes << nothing << QString();
        QTest::newRow("no archive") << QStringList{u"urn:xmpp:mam:2"_s} << yes << yes
                                    << QList{advanced, advanced, core, advanced, advanced} << QString();
        QTest::newRow("no older storage") << QStringList{u"jabber:iq:private"_s} << yes << yes
                                          << QList{advanced, advanced, core, advanced, advanced} << QString();
        QTest::newRow("no carbons") << QStringList{u"urn:xmpp:carbons:2"_s} << yes << yes
                                    << QList{advanced, advanced, none, advanced, advanced} << QString();
        QTest::newRow("no files") << QStringList{u"urn:xmpp:http:upload:0"_s} << yes << yes
                                  << QList{advanced, advanced, none, advanced, advanced} << QString();
        QTest::newRow("no push") << QStringList{u"urn:xmpp:push:0"_s} << yes << yes
                                 << QList{advanced, advanced, advanced, core, advanced} << QString();
        QTest::newRow("no stream management") << QStringList{u"urn:xmpp:sm:3"_s} << yes << yes
                                              << QList{advanced, advanced, core, none, advanced} << QString();
        QTest::newRow("no relays") << QStringList{u"urn:xmpp:extdisco:2"_s} << yes << yes
                                   << QList{advanced, advanced, advanced, advanced, none} << QString();
        QTest::newRow("no web") << QStringList() << yes << no << QList{advanced, none, advanced, advanced, advanced} << QString();
        QTest::newRow("web unknown") << QStringList() << yes << unknown << QList{advanced, none, advanced, advanced, advanced}
                                     << u"w"_s;
        QTest::newRow("direct TLS unknown") << QStringList() << unknown << yes << allCore << u"bwhpc"_s;
        QTest::newRow("direct TLS unknown, and no carbons") << QStringList{u"urn:xmpp:carbons:2"_s} << unknown << yes
                                                            << QList{core, core, none, core, core} << u"bwpc"_s;
        QTest::newRow("direct TLS unknown, and no events") << QStringList{u"pep"_s} << unknown << yes << allCore << QString();
    }
    void knowsTheLevels()
    {
        QFETCH(QStringList, missing);
        QFETCH(ServerFeature::Support, directTls);
        QFETCH(ServerFeature::Support, web);
        QFETCH(QList<SuiteLevel::Reached>, reached);
        QFETCH(QString, uncertain);
        QString all;
        for (const QString &feature :
             {u"http://jabber.org/protocol/disco#info"_s, u"vcard-temp"_s, u"urn:xmpp:carbons:2"_s, u"urn:xmpp:blocking"_s,
              u"urn:xmpp:mam:2"_s, u"urn:xmpp:pep-vcard-conversion:0"_s, u"urn:xmpp:bookmarks:1#compat"_s, u"jabber:iq:private"_s,
              u"http://jabber.org/protocol/pubsub#publish-options"_s, u"urn:xmpp:push:0"_s, u"urn:xmpp:extdisco:2"_s,
              u"urn:xmpp:http:upload:0"_s}) {
            if (std::none_of(missing.cbegin(), missing.cend(), [&](const QString &each) { return feature.endsWith(each); }))
                all += u"<feature var='%1'/>"_s.arg(feature);
        }
        const auto account = missing.contains(u"pep"_s) ? Capabilities() : info(u"<identity category='pubsub' type='pep'/>"_s);
        const auto rooms = info(u"<identity category='conference' type='text'/><feature var='http://jabber.org/protocol/muc'/>"_s);
        // The first as XEP-0115, example 5, has it.
        const auto after = features((missing.contains(u"caps"_s) ? QString() : u"<c xmlns='http://jabber.org/protocol/caps' "
            "hash='sha-1' node='http://jabberd.org' ver='ItBTI0XLDFvVxZ72NQElAzKS9sU='/>"_s)
            + (missing.contains(u"urn:xmpp:sm:3"_s) ? QString() : u"<sm xmlns='urn:xmpp:sm:3'/>"_s) + u"<csi xmlns='urn:xmpp:csi:0'/>"_s);
        const ProviderInfo provider = readProviderInfo(info(all), account, {rooms}, {after}, {directTls, web});
        QList<SuiteLevel::Reached> levels;
        QString guessed;
        for (const SuiteLevel &level : provider.levels) {
            levels.append(level.reached);
            if (level.certainty == SuiteLevel::Certainty::AtLeast)
                guessed += u"bwhpc"_s.at(int(level.suite));
        }
        QCOMPARE(levels, reached);
        QCOMPARE(guessed, uncertain);
    }

    void readsHostMeta_data()
    {
        QTest::addColumn<QByteArray>("links");
        QTest::addColumn<ServerFeature::Support>("web");
        // XEP-0156, example 1.
        const QByteArray bosh = "<Link rel='urn:xmpp:alt-connections:xbosh' href='https://web.example.com:5280/bosh'/>";
        const QByteArray socket = "<Link rel='urn:xmpp:alt-connections:websocket' href='wss://web.example.com:443/ws'/>";
        QTest::newRow("both") << bosh + socket << ServerFeature::Support::Yes;
        QTest::newRow("BOSH") << bosh << ServerFeature::Support::No;
        QTest::newRow("WebSocket") << socket << ServerFeature::Support::No;
        QTest::newRow("neither") << QByteArray("<Link rel='lrdd' href='https://web.example.com/{uri}'/>") << ServerFeature::Support::No;
    }
    void readsHostMeta()
    {
        QFETCH(QByteArray, links);
        QTEST(readHostMeta("<?xml version='1.0' encoding='utf-8'?><XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'>" + links
                           + "</XRD>"), "web");
    }
};

JACKDAW_TEST(ProviderTest)

} // namespace provider_test

#include "ProviderTest.moc"
