// SPDX-License-Identifier: GPL-3.0-or-later
//
// The user's own folders of chats on two devices of one account, through a real server (XEP-0223): the same on both,
// whoever changed what meanwhile, and in a node that nobody else can read.

#include "server/Engine.h"
#include "server/Process.h"

#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

class SpacesTests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<Server>(QStringList{});
        QVERIFY2(m_server->port() != 0, qPrintable(m_server->error()));
    }
    void init()
    {
        ++m_number;
        for (const QString &name : {u"anna"_s, u"ben"_s})
            QVERIFY(m_server->command(u"account %1%2 secret"_s.arg(name).arg(m_number)));
        QVERIFY(m_server->command(u"befriend anna%1 ben%1"_s.arg(m_number)));
        m_folder = std::make_unique<QTemporaryDir>();
    }
    void cleanup() { m_folder.reset(); }
    void cleanupTestCase() { m_server.reset(); }

    void twoDevicesHaveTheSameSpaces();
    void bothChangeTheSameOneAtOnce();
    void nobodyElseReadsThem();
    void anOpenNodeIsClosedFirst();

private:
    QString jid(const QString &name) const { return name + QString::number(m_number) + u"@harbor.example"_s; }
    struct Device
    {
        std::unique_ptr<Engine> engine;
        AccountId account;

        std::optional<Space> find(const SpaceId &id) const
        {
            const QList<Space> all = engine->knownSpaces.value(account);
            const auto found =
                std::find_if(all.cbegin(), all.cend(), [&id](const Space &each) { return each.id == id; });
            return found == all.cend() ? std::nullopt : std::optional(*found);
        }
        bool isNamed(const SpaceId &id, const QString &name) const
        {
            return Engine::waitFor([&] { return find(id) && find(id)->traits.name == name; });
        }
        bool has(const SpaceId &id, const QSet<BareJid> &chats) const
        {
            return Engine::waitFor([&] { return find(id) && find(id)->chats == chats; });
        }
        bool isKept() const
        {
            return Engine::waitFor([&] { return engine->spaceKeeping.value(account) == SpaceKeeping::Kept; });
        }
        Status rename(const SpaceId &id, const QString &name)
        {
            const SpaceTraits before = find(id) ? find(id)->traits : SpaceTraits();
            SpaceTraits after = before;
            after.name = name;
            return Engine::wait(engine->spaces().change(account, id, before, after));
        }
        Status add(const SpaceId &id, const QString &chat)
        {
            return Engine::wait(engine->spaces().setMember(account, id, address(chat), SpaceDoor::Member::Yes));
        }
    };
    Device device(const QString &profile)
    {
        Device made{Engine::start(m_folder->filePath(profile)), {}};
        const auto account =
            made.engine->signIn(Engine::settings(jid(u"anna"_s), m_server->port(), m_server->authority()), u"secret"_s);
        if (account && made.engine->waitUntil(*account, ConnectionState::Online))
            made.account = *account;
        return made;
    }
    static BareJid address(const QString &name) { return *BareJid::parse(name + u"@harbor.example"_s); }
    static QString ask(Peer &peer, const QString &to, const QString &type, const QString &xml)
    {
        const auto answer = peer.command({{u"do"_s, u"ask"_s}, {u"to"_s, to}, {u"type"_s, type}, {u"xml"_s, xml}});
        return answer ? answer->value(u"type").toString() + u' ' + answer->value(u"xml").toString() : QString();
    }

    std::unique_ptr<Server> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    int m_number = 0;
};

void SpacesTests::twoDevicesHaveTheSameSpaces()
{
    Device desk = device(u"desk"_s);
    Device laptop = device(u"laptop"_s);
    QVERIFY(desk.account.isValid() && laptop.account.isValid());
    const SpaceId work(u"work"_s);
    QVERIFY(desk.rename(work, u"Work"_s));
    QVERIFY(desk.isKept());
    QVERIFY(laptop.isNamed(work, u"Work"_s));
    QVERIFY(laptop.add(work, u"tomas"_s));
    QVERIFY(desk.has(work, {address(u"tomas"_s)}));

    // What each changes while the other hears nothing of it.
    QVERIFY(Engine::wait(laptop.engine->accounts().signOut(laptop.account)));
    QVERIFY(laptop.engine->waitUntil(laptop.account, ConnectionState::SignedOut));
    QVERIFY(laptop.rename(work, u"Job"_s));
    QVERIFY(laptop.add(work, u"ama"_s));
    QVERIFY(desk.add(work, u"leila"_s));
    const SpaceId home(u"home"_s);
    QVERIFY(desk.rename(home, u"Home"_s));
    QVERIFY(Engine::wait(laptop.engine->accounts().signIn(laptop.account)));
    const QSet<BareJid> all{address(u"tomas"_s), address(u"ama"_s), address(u"leila"_s)};
    for (Device *each : {&desk, &laptop}) {
        QVERIFY(each->has(work, all));
        QVERIFY(each->isNamed(work, u"Job"_s));
        QVERIFY(each->isNamed(home, u"Home"_s));
    }

    QVERIFY(Engine::wait(desk.engine->spaces().remove(desk.account, work)));
    QVERIFY(Engine::waitFor([&] { return !laptop.find(work); }));
    QVERIFY(laptop.find(home));
    // A new device has what there is.
    Device phone = device(u"phone"_s);
    QVERIFY(phone.isNamed(home, u"Home"_s));
    QVERIFY(!phone.find(work));
}

void SpacesTests::bothChangeTheSameOneAtOnce()
{
    Device desk = device(u"desk"_s);
    Device laptop = device(u"laptop"_s);
    const SpaceId work(u"work"_s);
    QVERIFY(desk.rename(work, u"Work"_s));
    QVERIFY(laptop.isNamed(work, u"Work"_s));
    QSet<BareJid> all;
    // Neither waits for the other: of each pair one goes over the other on the server.
    for (int i = 0; i < 10; ++i) {
        const QString left = u"left%1"_s.arg(i);
        const QString right = u"right%1"_s.arg(i);
        const auto first = desk.engine->spaces().setMember(desk.account, work, address(left), SpaceDoor::Member::Yes);
        const auto second =
            laptop.engine->spaces().setMember(laptop.account, work, address(right), SpaceDoor::Member::Yes);
        QVERIFY(Engine::wait(first));
        QVERIFY(Engine::wait(second));
        all << address(left) << address(right);
    }
    QVERIFY(desk.has(work, all));
    QVERIFY(laptop.has(work, all));
    Device phone = device(u"phone"_s);
    QVERIFY(phone.has(work, all)); // and so has the server
}

void SpacesTests::nobodyElseReadsThem()
{
    Device desk = device(u"desk"_s);
    QVERIFY(desk.rename(SpaceId(u"work"_s), u"Secret plans"_s));
    QVERIFY(desk.isKept());
    const QString items =
        u"<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:jackdaw:spaces:0'/></pubsub>"_s;
    Peer own(*m_server, jid(u"anna"_s).section(u'@', 0, 0), u"other"_s);
    Peer ben(*m_server, jid(u"ben"_s).section(u'@', 0, 0)); // a contact, who sees what is open to contacts
    QVERIFY(own.isOnline() && ben.isOnline());
    const QString ours = ask(own, jid(u"anna"_s), u"get"_s, items);
    QVERIFY2(ours.startsWith(u"result") && ours.contains(u"Secret plans"), qPrintable(ours));
    const QString theirs = ask(ben, jid(u"anna"_s), u"get"_s, items);
    QVERIFY2(theirs.startsWith(u"error") && !theirs.contains(u"Secret plans"), qPrintable(theirs));
    const QString how = ask(
        own, jid(u"anna"_s), u"get"_s,
        u"<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><configure node='urn:jackdaw:spaces:0'/></pubsub>"_s);
    QVERIFY2(how.contains(u"whitelist"), qPrintable(how));
}

void SpacesTests::anOpenNodeIsClosedFirst()
{
    Peer own(*m_server, jid(u"anna"_s).section(u'@', 0, 0), u"other"_s);
    Peer ben(*m_server, jid(u"ben"_s).section(u'@', 0, 0));
    QVERIFY(own.isOnline() && ben.isOnline());
    const QString made =
        ask(own, jid(u"anna"_s), u"set"_s,
            u"<pubsub xmlns='http://jabber.org/protocol/pubsub'><create node='urn:jackdaw:spaces:0'/><configure><x "
            u"xmlns='jabber:x:data' type='submit'>"
            "<field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/pubsub#node_config</value></field>"
            "<field var='pubsub#access_model'><value>open</value></field></x></configure></pubsub>"_s);
    QVERIFY2(made.startsWith(u"result"), qPrintable(made));
    Device desk = device(u"desk"_s);
    QVERIFY(desk.rename(SpaceId(u"work"_s), u"Secret plans"_s));
    QVERIFY(desk.isKept());
    const QString theirs =
        ask(ben, jid(u"anna"_s), u"get"_s,
            u"<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:jackdaw:spaces:0'/></pubsub>"_s);
    QVERIFY2(theirs.startsWith(u"error"), qPrintable(theirs));
    Device laptop = device(u"laptop"_s);
    QVERIFY(laptop.isNamed(SpaceId(u"work"_s), u"Secret plans"_s));
}

QTEST_GUILESS_MAIN(SpacesTests)
#include "spaces_tests.moc"
