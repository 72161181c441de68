// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ScriptedLogin.h"

#include <QMessageAuthenticationCode>
#include <QPasswordDigestor>
#include <QRegularExpression>

#include <algorithm>

namespace jackdaw::test {

namespace {

const QByteArray salt = QByteArrayLiteral("0123456789abcdef");

QCryptographicHash::Algorithm hashOf(const QByteArray &mechanism)
{
    return mechanism == "SCRAM-SHA-256" ? QCryptographicHash::Sha256
        : mechanism == "SCRAM-SHA-512"  ? QCryptographicHash::Sha512
        : mechanism == "SCRAM-SHA3-512" ? QCryptographicHash::Sha3_512
                                        : QCryptographicHash::Sha1;
}

QByteArray captured(const QByteArray &text, const char *pattern)
{
    return QRegularExpression(QLatin1StringView(pattern)).match(QString::fromUtf8(text)).captured(1).toUtf8();
}

QByteArray inElements(const QByteArrayList &texts, const QByteArray &name)
{
    QByteArray out;
    for (const QByteArray &text : texts) {
        out += "<" + name + ">" + text + "</" + name + ">";
    }
    return out;
}

} // namespace

void ScriptedLogin::restart()
{
    m_authenticate.clear();
    m_firstBare.clear();
    m_serverFirst.clear();
    m_awaitsEmptyResponse = false;
    m_done = false;
    m_bound = false;
    m_resumed = false;
}

QByteArray ScriptedLogin::space() const
{
    return m_script.profile == Profile::Sasl2 ? "urn:xmpp:sasl:2" : "urn:ietf:params:xml:ns:xmpp-sasl";
}

QByteArray ScriptedLogin::features() const
{
    QByteArray out;
    if (m_script.profile == Profile::Sasl2) {
        out = "<authentication xmlns='urn:xmpp:sasl:2'>" + inElements(m_script.mechanisms, "mechanism") + "<inline>";
        if (m_script.bind2 == Bind2::WithoutStreamManagement) {
            out += "<bind xmlns='urn:xmpp:bind:0'/>";
        } else if (m_script.bind2 == Bind2::Offered) {
            out += "<bind xmlns='urn:xmpp:bind:0'><inline><feature var='urn:xmpp:sm:3'/></inline></bind>";
            out += "<sm xmlns='urn:xmpp:sm:3'/>";
        }
        if (m_script.fast == Fast::Offered) {
            out += "<fast xmlns='urn:xmpp:fast:0'><mechanism>HT-SHA-256-NONE</mechanism></fast>";
        }
        out += "</inline></authentication>";
    } else if (!m_script.mechanisms.isEmpty()) {
        out = "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + inElements(m_script.mechanisms, "mechanism")
            + "</mechanisms>";
    }
    if (!m_script.channelBindings.isEmpty()) {
        out += "<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'>";
        for (const QByteArray &binding : m_script.channelBindings) {
            out += "<channel-binding type='" + binding + "'/>";
        }
        out += "</sasl-channel-binding>";
    }
    return out;
}

QByteArray ScriptedLogin::answer(const QByteArray &element, std::optional<qsizetype> handled)
{
    m_handled = handled;
    if (!m_script.answerToBegin.isEmpty()) {
        return m_script.answerToBegin;
    }
    if (element.startsWith("<abort")) {
        return failure();
    }
    if (element.startsWith("<auth")) {
        return begin(element);
    }
    if (m_awaitsEmptyResponse) {
        return success({});
    }
    return finish(QByteArray::fromBase64(captured(element, ">([^<]*)<")));
}

QByteArray ScriptedLogin::begin(const QByteArray &element)
{
    restart();
    m_authenticate = element;
    m_mechanism = captured(element, "mechanism=[\"']([^\"']*)");
    m_hash = hashOf(m_mechanism);
    const QByteArray message = QByteArray::fromBase64(m_script.profile == Profile::Sasl2
                                                          ? captured(element, "<initial-response>([^<]*)<")
                                                          : captured(element, ">([^<]*)<"));
    if (m_mechanism.startsWith("HT-")) {
        return finishToken(message);
    }
    if (m_mechanism == "PLAIN") {
        const bool good = message.split('\0').value(2) == password().toUtf8();
        return good ? success({}) : failure();
    }
    m_firstBare = message.mid(3);
    QByteArray nonce = m_firstBare.mid(m_firstBare.indexOf("r=") + 2);
    nonce = m_script.nonce == Nonce::Continued ? nonce + "server" : QByteArray("another") + nonce;
    m_serverFirst = "r=" + nonce + ",s=" + salt.toBase64() + ",i=" + m_script.rounds;
    if (m_script.offerHash != OfferHash::None) {
        m_serverFirst += ",h=" + offerHash();
    }
    return wrap("challenge", m_serverFirst);
}

QByteArray ScriptedLogin::offerHash() const
{
    // XEP-0474, 3.1
    QByteArrayList offered = m_script.offeredInTruth.isEmpty() ? m_script.mechanisms : m_script.offeredInTruth;
    if (m_script.offerHash == OfferHash::Wrong) {
        offered += "SCRAM-SHA-512";
    }
    std::sort(offered.begin(), offered.end());
    QByteArray text = offered.join('\x1e');
    QByteArrayList bindings = m_script.bindingsInTruth.isEmpty() ? m_script.channelBindings : m_script.bindingsInTruth;
    if (!bindings.isEmpty()) {
        std::sort(bindings.begin(), bindings.end());
        text += '\x1f' + bindings.join('\x1e');
    }
    return QCryptographicHash::hash(text, m_hash).toBase64();
}

QByteArray ScriptedLogin::finish(const QByteArray &message)
{
    // RFC 5802, 3, the server's side.
    const auto hmac = [this](const QByteArray &key, const QByteArray &text) {
        return QMessageAuthenticationCode::hash(text, key, m_hash);
    };
    const qsizetype proofAt = message.indexOf(",p=");
    if (proofAt < 0) {
        return failure();
    }
    const QByteArray authMessage = m_firstBare + "," + m_serverFirst + "," + message.first(proofAt);
    const QByteArray salted = QPasswordDigestor::deriveKeyPbkdf2(m_hash, password().toUtf8(), salt, m_script.rounds.toInt(),
                                                                 QCryptographicHash::hashLength(m_hash));
    const QByteArray clientKey = hmac(salted, "Client Key");
    QByteArray proof = hmac(QCryptographicHash::hash(clientKey, m_hash), authMessage);
    for (qsizetype i = 0; i < proof.size(); ++i) {
        proof[i] = char(proof[i] ^ clientKey[i]);
    }
    if (QByteArray::fromBase64(message.mid(proofAt + 3)) != proof) {
        return failure();
    }
    const QByteArray signature = "v=" + hmac(hmac(salted, "Server Key"), authMessage).toBase64();
    switch (m_script.proof) {
    case Proof::Right: return success(signature);
    case Proof::Wrong: return success("v=" + hmac(salted, "someone else").toBase64());
    case Proof::Missing: return success({});
    case Proof::InAChallenge:
        m_awaitsEmptyResponse = true;
        return wrap("challenge", signature);
    }
    return {};
}

QByteArray ScriptedLogin::finishToken(const QByteArray &message)
{
    const auto hash = [key = m_token](const QByteArray &text) {
        return QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256);
    };
    if (!m_tokensGood || !message.endsWith(hash("Initiator"))) {
        return failure();
    }
    switch (m_script.proof) {
    case Proof::Wrong: return success(hash("Initiator"));
    case Proof::Missing: return success({});
    default: return success(hash("Responder"));
    }
}

QByteArray ScriptedLogin::wrap(const QByteArray &name, const QByteArray &data) const
{
    return "<" + name + " xmlns='" + space() + "'>" + data.toBase64() + "</" + name + ">";
}

QByteArray ScriptedLogin::success(const QByteArray &data)
{
    m_done = true;
    if (m_script.profile == Profile::Sasl) {
        return wrap("success", data);
    }
    QByteArray out = "<success xmlns='urn:xmpp:sasl:2'>";
    if (!data.isEmpty()) {
        out += "<additional-data>" + data.toBase64() + "</additional-data>";
    }
    out += "<authorization-identifier>" + m_script.identity + "</authorization-identifier>";
    const bool givesUp = QRegularExpression(QStringLiteral("<fast[^>]* invalidate=[\"'](1|true)[\"']"))
                             .match(QString::fromUtf8(m_authenticate)).hasMatch();
    if (m_mechanism.startsWith("HT-") && givesUp) {
        m_tokensGood = false;
    }
    if (m_authenticate.contains("<request-token")) {
        out += "<token xmlns='urn:xmpp:fast:0' expiry='2099-01-01T00:00:00Z' token='" + m_token + "'/>";
        m_tokensGood = true;
    } else if (m_mechanism.startsWith("HT-") && !m_script.nextToken.isEmpty() && !givesUp) {
        m_token = m_script.nextToken;
        out += "<token xmlns='urn:xmpp:fast:0' expiry='2099-01-01T00:00:00Z' token='" + m_token + "'/>";
    }
    if (m_script.bind2 == Bind2::WithoutStreamManagement) {
        m_bound = true;
        out += "<bound xmlns='urn:xmpp:bind:0'/>";
    } else if (m_handled && m_authenticate.contains("<resume")) {
        m_bound = m_resumed = true;
        out += "<resumed xmlns='urn:xmpp:sm:3' previd='one' h='" + QByteArray::number(*m_handled) + "'/>";
    } else if (m_script.bind2 == Bind2::Offered && m_authenticate.contains("urn:xmpp:bind:0")) {
        m_bound = true;
        if (m_authenticate.contains("<resume")) {
            out += "<failed xmlns='urn:xmpp:sm:3'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>";
        }
        out += "<bound xmlns='urn:xmpp:bind:0'><enabled xmlns='urn:xmpp:sm:3' id='one' resume='true'/></bound>";
    }
    return out + "</success>";
}

QByteArray ScriptedLogin::failure() const
{
    const QByteArray condition = m_script.profile == Profile::Sasl2
        ? "<not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>" : "<not-authorized/>";
    return "<failure xmlns='" + space() + "'>" + condition + "</failure>";
}

} // namespace jackdaw::test
