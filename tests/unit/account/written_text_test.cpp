// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"

#include <QLoggingCategory>
#include <QRegularExpression>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace written_text_test {

/// How texts leave, for programs that know more, and for those that know less.
class WrittenTextTest : public QObject
{
    Q_OBJECT

    const BareJid m_tomas = ScriptedAccount::peer("tomas");
    static constexpr auto markupNamespace = "http://jabber.org/protocol/xhtml-im";

    static Capabilities client(const QStringList &features)
    {
        Capabilities all;
        all.identities = {{u"client"_s, u"pc"_s, {}, u"Swift"_s}};
        all.features = features;
        return all;
    }
    /// Says that this client of Tomas is there; what it can do is asked for once.
    static QByteArray presence(const QByteArray &resource, const Capabilities &of)
    {
        return "<presence from='tomas@harbor.example/" + resource + "'><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' "
               "node='n' ver='" + of.ver().toUtf8() + "'/></presence>";
    }
    static ScriptedServer::Script scriptFor(const QList<Capabilities> &clients)
    {
        ScriptedServer::Script script;
        script.answer = [clients](const QByteArray &iq, const QByteArray &id) -> QByteArray {
            for (const Capabilities &each : clients) {
                if (!iq.contains("#" + each.ver().toUtf8())) {
                    continue;
                }
                QByteArray answer = "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='client' type='pc' name='Swift'/>";
                for (const QString &feature : each.features) {
                    answer += "<feature var='" + feature.toUtf8() + "'/>";
                }
                const QByteArray asked = iq.contains("tomas@harbor.example/phone") ? "phone" : "desk";
                return "<iq type='result' from='tomas@harbor.example/" + asked + "' id='" + id + "'>" + answer + "</query></iq>";
            }
            return {};
        };
        return script;
    }
    static OutgoingText saying(const QString &body)
    {
        OutgoingText text;
        text.body = body;
        return text;
    }
    /// The stanza that says this.
    QByteArray sent(ScriptedAccount &account, const BareJid &peer, const OutgoingText &text)
    {
        const auto chat = account.features->messages.open(peer);
        if (!chat || !account.features->messages.send(*chat, text)) {
            return "not stored";
        }
        const QByteArray body = text.body.toUtf8();
        if (!QTest::qWaitFor([&] { return account.server.heard().contains(body + "</body>"); }, 10'000)) {
            return "not sent";
        }
        const QByteArray heard = account.server.heard();
        const qsizetype at = heard.indexOf(body + "</body>");
        const qsizetype begin = heard.lastIndexOf("<message", at);
        return heard.mid(begin, heard.indexOf("</message>", at) - begin);
    }

private Q_SLOTS:
    void markupGoesToWhoReadsIt_data()
    {
        QTest::addColumn<QStringList>("desk");
        QTest::addColumn<QStringList>("phone"); // empty: there is none
        QTest::addColumn<QString>("body");
        QTest::addColumn<bool>("written");
        const QStringList reads{QString::fromLatin1(markupNamespace)};
        const QStringList other{u"urn:xmpp:ping"_s};
        QTest::newRow("reads it") << reads << QStringList() << u"so *very* true"_s << true;
        QTest::newRow("on both") << reads << reads << u"so *very* true"_s << true;
        QTest::newRow("on one of two") << reads << other << u"so *very* true"_s << false;
        QTest::newRow("does not read it") << other << QStringList() << u"so *very* true"_s << false;
        QTest::newRow("nothing is styled") << reads << QStringList() << u"so very true"_s << false;
    }

    void markupGoesToWhoReadsIt() // XEP-0071, 8
    {
        QFETCH(QStringList, desk);
        QFETCH(QStringList, phone);
        QFETCH(QString, body);
        QFETCH(bool, written);
        const Capabilities first = client(desk);
        const Capabilities second = client(phone + QStringList{u"urn:xmpp:time"_s});
        ScriptedAccount mara(scriptFor({first, second}));
        QVERIFY(mara.isReady());
        mara.server.say(presence("desk", first) + (phone.isEmpty() ? QByteArray() : presence("phone", second)));
        QTRY_VERIFY(mara.features->capabilities.supports(Jid(m_tomas, u"desk"_s), desk.constFirst()));
        QTRY_VERIFY(phone.isEmpty() || mara.features->capabilities.supports(Jid(m_tomas, u"phone"_s), u"urn:xmpp:time"));
        const QByteArray stanza = sent(mara, m_tomas, saying(body));
        QVERIFY2(stanza.contains(body.toUtf8()), stanza.constData());
        QVERIFY2(stanza.contains(markupNamespace) == written, stanza.constData());
        if (written) {
            QVERIFY2(stanza.contains("so <strong>very</strong> true"), stanza.constData());
            QCOMPARE(stanza.count("<html"), 1);
        }
        // Nobody is there: nobody has said that they read it.
        mara.server.say("<presence type='unavailable' from='tomas@harbor.example/desk'/>"
                        "<presence type='unavailable' from='tomas@harbor.example/phone'/>");
        QVERIFY(mara.isThrough());
        const QByteArray later = sent(mara, m_tomas, saying(u"and *later* too"_s));
        QVERIFY2(!later.contains(markupNamespace) && later.contains("*later*"), later.constData());
    }

    void whatIsHiddenIsNotSaidInMarkup() // XEP-0382
    {
        const Capabilities reads = client({QString::fromLatin1(markupNamespace)});
        ScriptedAccount mara(scriptFor({reads}));
        QVERIFY(mara.isReady());
        mara.server.say(presence("desk", reads));
        QTRY_VERIFY(mara.features->capabilities.supports(Jid(m_tomas, u"desk"_s), reads.features.constFirst()));
        OutgoingText hidden = saying(u"the *end*"_s);
        hidden.spoiler = u"of the film"_s;
        const QByteArray stanza = sent(mara, m_tomas, hidden);
        QVERIFY2(stanza.contains("<spoiler") && !stanza.contains(markupNamespace), stanza.constData());
    }

    void markupIsPrintedToo() // --print-stanzas
    {
        const Capabilities reads = client({QString::fromLatin1(markupNamespace)});
        ScriptedAccount mara(scriptFor({reads}));
        QVERIFY(mara.isReady());
        mara.server.say(presence("desk", reads));
        QTRY_VERIFY(mara.features->capabilities.supports(Jid(m_tomas, u"desk"_s), reads.features.constFirst()));
        QLoggingCategory::setFilterRules(u"jackdaw.stanza.debug=true"_s);
        QTest::ignoreMessage(QtDebugMsg, QRegularExpression(u"-> <message.*</strong>.*</message>"_s));
        const QByteArray stanza = sent(mara, m_tomas, saying(u"the *end*"_s));
        QLoggingCategory::setFilterRules({});
        QVERIFY2(stanza.contains("<strong>end</strong>"), stanza.constData());
    }

    void anAnswerStaysInTheThread() // RFC 6121, 5.2.5
    {
        ScriptedAccount mara;
        QVERIFY(mara.isReady());
        mara.server.say(text("tomas@harbor.example/desk", "lunch", "<thread parent='week'>one</thread>"));
        QVERIFY(mara.has(m_tomas, u"lunch"_s));
        const auto chat = mara.features->messages.store().findConversation(mara.id, m_tomas);
        const auto all = mara.features->messages.store().select(u"WHERE m.conversation = ? ORDER BY m.id"_s, {chat->value()});
        QVERIFY(all && all->size() == 1);
        OutgoingText reply = saying(u"gladly"_s);
        reply.replyTo = all->constFirst().id;
        const QByteArray answer = sent(mara, m_tomas, reply);
        QVERIFY2(answer.contains("<thread parent=\"week\">one</thread>"), answer.constData());
        const QByteArray other = sent(mara, m_tomas, saying(u"by the way"_s));
        QVERIFY2(!other.contains("<thread"), other.constData());
    }
};

JACKDAW_TEST(WrittenTextTest)

} // namespace written_text_test

#include "written_text_test.moc"
