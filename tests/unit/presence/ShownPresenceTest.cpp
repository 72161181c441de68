// SPDX-License-Identifier: GPL-3.0-or-later
// Which presence is shown of somebody with several clients (RFC 6121, 4.7), from the stanzas on: highest priority, then the
// most available, then the latest. One table; each row is a person of its own.
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace shown_presence_test {

/// What one of a person's clients says; without a resource the account itself does.
QByteArray presence(const char *resource, const char *inside = "", const char *type = "")
{
    QByteArray stanza = "<presence from='PERSON";
    if (*resource) {
        stanza += QByteArray("/") + resource;
    }
    stanza += "'";
    if (*type) {
        stanza += QByteArray(" type='") + type + "'";
    }
    return stanza + ">" + inside + "</presence>";
}

QByteArray gone(const char *resource, const char *inside = "")
{
    return presence(resource, inside, "unavailable");
}

class ShownPresenceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        connect(&m_account.features->presence, &PresenceService::presencesChanged, this, [this](const QList<ContactPresence> &changed) {
            for (const ContactPresence &one : changed) {
                m_told.insert(one.jid, one.shown);
            }
        });
        QVERIFY(m_account.isReady());
    }

    void table_data()
    {
        using enum Availability;
        QTest::addColumn<QByteArrayList>("stanzas");
        QTest::addColumn<Availability>("shown");
        QTest::addColumn<QString>("status");
        const auto row = [](const char *name, const QByteArrayList &stanzas, Availability shown, const QString &status = {}) {
            QTest::newRow(name) << stanzas << shown << status;
        };

        row("available", {presence("desk")}, Available);
        row("chat", {presence("desk", "<show>chat</show>")}, Chat);
        row("away", {presence("desk", "<show>away</show><status>Lunch</status>")}, Away, u"Lunch"_s);
        row("xa", {presence("desk", "<show>xa</show>")}, ExtendedAway);
        row("dnd", {presence("desk", "<show>dnd</show>")}, DoNotDisturb);
        row("show in spaces", {presence("desk", "<show> dnd\n</show>")}, DoNotDisturb);
        row("an empty show", {presence("desk", "<show/>")}, Available);
        row("a show that there is not", {presence("desk", "<show>invisible</show>")}, Available);
        row("a show of something else", {presence("desk", "<show xmlns='urn:example:x'>dnd</show>")}, Available);

        row("the higher priority, though less available",
            {presence("phone", "<show>chat</show><priority>1</priority>"), presence("desk", "<show>dnd</show><priority>5</priority>")}, DoNotDisturb);
        row("the higher priority, whoever came first",
            {presence("desk", "<show>dnd</show><priority>5</priority>"), presence("phone", "<show>chat</show><priority>1</priority>")}, DoNotDisturb);
        row("no priority is zero", {presence("phone", "<show>away</show>"), presence("desk", "<show>chat</show><priority>-1</priority>")}, Away);
        row("a priority that is no number is zero",
            {presence("phone", "<show>away</show><priority>high</priority>"), presence("desk", "<show>xa</show><priority>1</priority>")}, ExtendedAway);
        row("a priority beyond the highest is the highest",
            {presence("phone", "<show>away</show><priority>300</priority>"), presence("desk", "<show>chat</show><priority>127</priority>")}, Chat);
        row("a negative priority stands behind none",
            {presence("phone", "<show>xa</show>"), presence("bot", "<show>chat</show><priority>-128</priority>")}, ExtendedAway);
        row("of two negative ones the higher",
            {presence("bot", "<show>chat</show><priority>-2</priority>"), presence("other", "<show>dnd</show><priority>-1</priority>")}, DoNotDisturb);
        row("a negative priority alone is there all the same", {presence("bot", "<priority>-1</priority>")}, Available);
        row("a priority that changes",
            {presence("phone", "<show>away</show><priority>5</priority>"), presence("desk", "<show>dnd</show><priority>1</priority>"),
             presence("phone", "<show>away</show><priority>0</priority>")},
            DoNotDisturb);

        row("equal priority: available before away", {presence("phone", "<show>away</show>"), presence("desk")}, Available);
        row("equal priority: whoever came first", {presence("desk"), presence("phone", "<show>away</show>")}, Available);
        row("equal priority: chat before available", {presence("desk"), presence("phone", "<show>chat</show>")}, Chat);
        row("equal priority: away before xa", {presence("desk", "<show>xa</show>"), presence("phone", "<show>away</show>")}, Away);
        row("equal in both: the latest",
            {presence("desk", "<status>since nine</status><delay xmlns='urn:xmpp:delay' stamp='2020-03-01T09:00:00Z'/>"),
             presence("phone", "<status>since eight</status><delay xmlns='urn:xmpp:delay' stamp='2020-03-01T08:00:00Z'/>")},
            Available, u"since nine"_s);

        row("the best one goes", {presence("desk", "<priority>5</priority>"), presence("phone", "<show>away</show>"), gone("desk")}, Away);
        row("another one goes", {presence("desk", "<priority>5</priority>"), presence("phone", "<show>away</show>"), gone("phone")}, Available);
        row("all go, one by one",
            {presence("desk"), presence("phone"), gone("desk", "<status>Bye</status>"), gone("phone", "<status>Good night</status>")},
            Offline, u"Good night"_s);
        row("all go at once (4.5.4)", {presence("desk"), presence("phone", "<priority>9</priority>"), gone("", "<status>Home</status>")}, Offline, u"Home"_s);
        row("whoever is gone has no show", {presence("desk"), gone("desk", "<show>chat</show>")}, Offline);
        row("who goes without having come", {gone("desk")}, Offline);
        row("and comes again", {presence("desk"), gone("desk"), presence("desk", "<show>dnd</show>")}, DoNotDisturb);

        row("an error of a client changes nothing",
            {presence("desk", "<show>away</show>"),
             presence("desk", "<error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>", "error")},
            Away);
        row("an error of the account changes nothing",
            {presence("desk", "<show>away</show>"),
             presence("", "<error type='cancel'><remote-server-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>", "error")},
            Away);
        row("an error is nobody's presence",
            {presence("", "<error type='cancel'><remote-server-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>", "error")}, Unknown);
        row("a subscription is nobody's presence", {presence("", "", "subscribed"), presence("", "", "probe")}, Unknown);
        row("a type that there is not changes nothing", {presence("desk", "<show>away</show>"), presence("desk", "<show>dnd</show>", "busy")}, Away);
    }
    void table()
    {
        QFETCH(QByteArrayList, stanzas);
        QFETCH(Availability, shown);
        QFETCH(QString, status);
        const QByteArray number = QByteArray::number(++m_people);
        const QByteArray person = "person-" + number + "@harbor.example";
        const QByteArray last = "after-" + number + "@harbor.example";
        for (QByteArray stanza : stanzas) {
            m_account.server.say(stanza.replace("PERSON", person));
        }
        // Told together with, or after, whatever was said before.
        m_account.server.say("<presence from='" + last + "/desk'/>");
        QTRY_VERIFY(m_told.contains(*BareJid::parse(QString::fromLatin1(last))));
        const BareJid jid = *BareJid::parse(QString::fromLatin1(person));
        if (shown == Availability::Unknown) {
            QVERIFY(!m_told.contains(jid));
            QVERIFY(m_account.features->presence.resources(jid).isEmpty());
            return;
        }
        QVERIFY(m_told.contains(jid));
        QCOMPARE(m_told.value(jid).availability, shown);
        QCOMPARE(m_told.value(jid).status, status);
    }

private:
    ScriptedAccount m_account;
    QHash<BareJid, Presence> m_told;
    int m_people = 0;
};

JACKDAW_TEST(ShownPresenceTest)

} // namespace shown_presence_test

#include "ShownPresenceTest.moc"
