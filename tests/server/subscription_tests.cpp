// SPDX-License-Identifier: GPL-3.0-or-later
//
// The subscription states of RFC 6121, appendix A, as a table: what Jackdaw knows of a contact after each presence of
// the four kinds, sent or received in each of the nine states, through a real Prosody and a real ejabberd. The other
// side is slixmpp. And a request that another device answers leaves the tray.

#include "server/Engine.h"
#include "server/Process.h"

#include "account/ConsoleDoor.h"

#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace {

/// A.1; PO: pending out, PI: pending in.
enum State { None, NonePO, NonePI, NonePOI, To, ToPI, From, FromPO, Both, StateCount };

const char *const stateNames[] = {"none", "none, we ask", "none, they ask", "none, both ask", "to",
                                  "to, they ask", "from", "from, we ask", "both"};

/// What brings about a state from none: ">…" we say, "<…" they say.
const QStringList waysTo[] = {
    {},
    {u">subscribe"_s},
    {u"<subscribe"_s},
    {u">subscribe"_s, u"<subscribe"_s},
    {u">subscribe"_s, u"<subscribed"_s},
    {u">subscribe"_s, u"<subscribed"_s, u"<subscribe"_s},
    {u"<subscribe"_s, u">subscribed"_s},
    {u"<subscribe"_s, u">subscribed"_s, u">subscribe"_s},
    {u">subscribe"_s, u"<subscribed"_s, u"<subscribe"_s, u">subscribed"_s},
};

struct Step
{
    const char *presence;
    State after[StateCount]; ///< by the state before
    const char *section;
};

const Step steps[] = {
    {">subscribe", {NonePO, NonePO, NonePOI, NonePOI, To, ToPI, FromPO, FromPO, Both}, "A.2.1"},
    {">unsubscribe", {None, None, NonePI, NonePI, None, NonePI, From, From, From}, "A.2.2"},
    {">subscribed", {None, NonePO, From, FromPO, To, Both, From, FromPO, Both}, "A.2.3"},
    {">unsubscribed", {None, NonePO, None, NonePO, To, To, None, NonePO, To}, "A.2.4"},
    {"<subscribe", {NonePI, NonePOI, NonePI, NonePOI, ToPI, ToPI, From, FromPO, Both}, "A.3.1"},
    {"<unsubscribe", {None, NonePO, None, NonePO, To, To, None, NonePO, To}, "A.3.2"},
    {"<subscribed", {None, To, NonePI, ToPI, To, ToPI, From, Both, Both}, "A.3.3"},
    {"<unsubscribed", {None, None, NonePI, NonePI, None, NonePI, From, From, From}, "A.3.4"},
};

/// Where ejabberd 24.12 does otherwise, and what we know then. It tells no client what becomes of a contact whose request
/// alone is left; and it takes a grant that nobody asked for.
struct Otherwise
{
    const char *presence;
    State before, after;
};

const Otherwise ofEjabberd[] = {
    {">unsubscribe", NonePOI, NonePOI},
    {">unsubscribe", ToPI, ToPI},
    {">subscribed", To, Both},
    {"<unsubscribe", NonePI, NonePI},
    {"<subscribed", From, Both},
    {"<unsubscribed", NonePOI, NonePOI},
    {"<unsubscribed", ToPI, ToPI},
};

} // namespace

Q_DECLARE_METATYPE(Server::Program)

class SubscriptionTests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void init();
    void cleanupTestCase() { stop(); }
    void eachPresenceInEachState_data();
    void eachPresenceInEachState();
    void whatAnotherDeviceDeclinesLeavesTheTray();

private:
    void start(Server::Program program);
    void stop();
    bool say(const QString &step);
    bool theySay(const QString &xml) { return m_ben->command({{u"do"_s, u"raw"_s}, {u"xml"_s, xml}}).has_value(); }
    bool isThrough();
    bool forget();
    bool signsOutAndIn();
    QString state() const;
    static QString nameOf(State state) { return QString::fromLatin1(stateNames[state]); }

    const QString m_annaJid = u"anna@harbor.example"_s, m_benJid = u"ben@harbor.example"_s;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Engine> m_anna;
    std::unique_ptr<Peer> m_ben;
    AccountId m_account;
    ConversationId m_chat;
    int m_marks = 0;
    std::optional<Server::Program> m_program;
};

void SubscriptionTests::initTestCase_data()
{
    QTest::addColumn<Server::Program>("program");
    QTest::newRow("Prosody") << Server::Program::Prosody;
    QTest::newRow("ejabberd") << Server::Program::Ejabberd;
}

/// One server serves all rows in a row.
void SubscriptionTests::init()
{
    QFETCH_GLOBAL(Server::Program, program);
    if (m_program != program) {
        stop();
        start(program);
        m_program = program;
    }
    QVERIFY(m_ben);
}

void SubscriptionTests::stop()
{
    m_ben.reset();
    m_anna.reset();
    m_server.reset();
    m_folder.reset();
    m_program.reset();
}

void SubscriptionTests::start(Server::Program program)
{
    const QStringList accounts{u"anna:secret"_s, u"ben:secret"_s};
    m_server = std::make_unique<Server>(accounts, QStringList{}, QStringList{}, program);
    QVERIFY2(m_server->port() != 0, qPrintable(m_server->error()));
    m_folder = std::make_unique<QTemporaryDir>();
    m_anna = Engine::start(m_folder->path());
    QVERIFY(m_anna);
    const AccountSettings settings = Engine::settings(m_annaJid, m_server->port(), m_server->authority());
    const auto account = m_anna->signIn(settings, u"secret"_s);
    QVERIFY2(account.hasValue(), account ? "" : qPrintable(account.error().detail));
    m_account = *account;
    QVERIFY(m_anna->waitUntil(m_account, ConnectionState::Online));
    m_ben = std::make_unique<Peer>(*m_server, u"ben"_s);
    QVERIFY(m_ben->isOnline());
    const auto chat = m_anna->openConversation(m_account, m_benJid);
    QVERIFY(chat);
    m_chat = *chat;
}

/// One presence, from us or from them.
bool SubscriptionTests::say(const QString &step)
{
    const QString type = step.mid(1);
    if (step.startsWith(u'<'))
        return theySay(u"<presence to='%1' type='%2'/>"_s.arg(m_annaJid, type));
    // As the user says it: no server tells the device that declines of it. To accept is to ask in return: another step.
    const BareJid ben = *BareJid::parse(m_benJid);
    if (type == u"unsubscribed")
        return Engine::wait(m_anna->roster().answerRequests(m_account, {ben}, RequestAnswer::Decline)).hasValue();
    const QString presence = u"<presence xmlns='jabber:client' to='%1' type='%2'/>"_s.arg(m_benJid, type);
    return Engine::wait(m_anna->console().send(m_account, presence)).hasValue();
}

/// A word there and one back: all that either said before is dealt with, and what the server pushes for it is here.
bool SubscriptionTests::isThrough()
{
    const QString there = u"there %1"_s.arg(++m_marks), back = u"back %1"_s.arg(m_marks);
    return m_anna->say(m_chat, there) && m_ben->event(u"message"_s, {{u"body"_s, there}})
        && theySay(u"<message to='%1' type='chat' id='%2'><body>%2</body></message>"_s.arg(m_annaJid, back))
        && Engine::waitFor([&] { return m_anna->bodies(m_chat).contains(back); });
}

/// Both take the other out of their rosters, which ends whatever there was (2.5).
bool SubscriptionTests::forget()
{
    for (const QString &type : {u"unsubscribe"_s, u"unsubscribed"_s}) {
        if (!say(u'>' + type) || !say(u'<' + type))
            return false;
    }
    if (!isThrough())
        return false;
    const BareJid ben = *BareJid::parse(m_benJid);
    if (m_anna->contact(m_benJid) && !Engine::wait(m_anna->roster().removeContact(m_account, ben)))
        return false;
    const QString removal = u"<iq type='set' id='gone'><query xmlns='jabber:iq:roster'>"
                            "<item jid='%1' subscription='remove'/></query></iq>"_s;
    return theySay(removal.arg(m_annaJid)) && isThrough()
        && Engine::waitFor([this] { return state() == nameOf(None); }, 5); // requests are told gathered
}

bool SubscriptionTests::signsOutAndIn()
{
    return Engine::wait(m_anna->accounts().signOut(m_account))
        && m_anna->waitUntil(m_account, ConnectionState::SignedOut)
        && Engine::wait(m_anna->accounts().providePassword(m_account, u"secret"_s))
        && m_anna->waitUntil(m_account, ConnectionState::Online) && isThrough();
}

QString SubscriptionTests::state() const
{
    const auto contact = m_anna->contact(m_benJid);
    const bool theyAsk = std::any_of(m_anna->requests.cbegin(), m_anna->requests.cend(),
                                     [this](const SubscriptionRequest &each) { return each.from.toString() == m_benJid; });
    const bool weAsk = contact && contact->asked;
    switch (contact ? contact->subscription : Subscription::None) {
    case Subscription::None: return nameOf(weAsk ? (theyAsk ? NonePOI : NonePO) : theyAsk ? NonePI : None);
    case Subscription::To: return weAsk ? u"to, and we ask"_s : nameOf(theyAsk ? ToPI : To);
    case Subscription::From: return theyAsk ? u"from, and they ask"_s : nameOf(weAsk ? FromPO : From);
    case Subscription::Both: return weAsk || theyAsk ? u"both, and somebody asks"_s : nameOf(Both);
    }
    return {};
}

void SubscriptionTests::eachPresenceInEachState_data()
{
    QTest::addColumn<int>("before");
    QTest::addColumn<QString>("step");
    QTest::addColumn<int>("after");
    for (const Step &step : steps) {
        for (int before = None; before < StateCount; ++before)
            QTest::addRow("%s: %s in %s", step.section, step.presence, stateNames[before])
                << before << QString::fromLatin1(step.presence) << int(step.after[before]);
    }
}

void SubscriptionTests::eachPresenceInEachState()
{
    QFETCH(int, before);
    QFETCH(QString, step);
    QFETCH(int, after);
    QVERIFY2(forget(), qPrintable(state()));
    for (const QString &each : waysTo[before]) {
        QVERIFY(say(each));
        QVERIFY(isThrough());
    }
    QTRY_COMPARE_WITH_TIMEOUT(state(), nameOf(State(before)), 5000); // requests are told gathered
    QVERIFY(say(step));
    QVERIFY(isThrough());
    for (const Otherwise &each : ofEjabberd) {
        const bool isThis = each.before == before && step == QLatin1StringView(each.presence);
        if (m_program == Server::Program::Ejabberd && isThis)
            after = each.after;
    }
    QTRY_COMPARE_WITH_TIMEOUT(state(), nameOf(State(after)), 5000);
}

/// RFC 6121, A.2.4: where the one who asked is no contact, the answer of one device is told to no other.
void SubscriptionTests::whatAnotherDeviceDeclinesLeavesTheTray()
{
    QVERIFY2(forget(), qPrintable(state()));
    QVERIFY(say(u"<subscribe"_s));
    QVERIFY(isThrough());
    QTRY_COMPARE_WITH_TIMEOUT(state(), nameOf(NonePI), 5000);
    // It is open, so it stays.
    QVERIFY(signsOutAndIn());
    QCOMPARE(state(), nameOf(NonePI));
    Peer phone(*m_server, u"anna"_s, u"phone"_s);
    QVERIFY2(phone.isOnline(), phone.errors().constData());
    const QString declines = u"<presence to='%1' type='unsubscribed'/>"_s.arg(m_benJid);
    QVERIFY(phone.command({{u"do"_s, u"raw"_s}, {u"xml"_s, declines}}));
    QVERIFY(phone.command({{u"do"_s, u"roster"_s}})); // the server has dealt with it
    QVERIFY(signsOutAndIn());
    QCOMPARE(state(), nameOf(NonePI)); // once may be a server that is late
    QVERIFY(signsOutAndIn());
    QTRY_COMPARE_WITH_TIMEOUT(state(), nameOf(None), 5000);
}

QTEST_GUILESS_MAIN(SubscriptionTests)
#include "subscription_tests.moc"
