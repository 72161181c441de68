// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/LoginGuard.h"

#include "base/Log.h"
#include "base/Password.h"
#include "base/PoolWork.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"
#include "xmpp/SaslMechanism.h"
#include "xmpp/Scram.h"

#include <QMessageAuthenticationCode>
#include <QScopeGuard>
#include <QXmlStreamWriter>

#include <memory>

namespace jackdaw {

namespace {

Error unproven(const char *why)
{
    return Error{ErrorKind::ServerProof, QString::fromLatin1(why), {}};
}

/// RFC 6120, 6.4.2: "=" stands for a message without content. Null where it is no base64.
QByteArray decoded(const QString &text)
{
    const QByteArray trimmed = text.trimmed().toLatin1();
    if (trimmed.isEmpty() || trimmed == "=") {
        return QByteArray("");
    }
    const auto bytes = QByteArray::fromBase64Encoding(trimmed, QByteArray::AbortOnBase64DecodingErrors);
    return bytes ? *bytes : QByteArray();
}

QByteArrayList texts(const QDomElement &parent, QStringView name)
{
    QByteArrayList all;
    for (QDomElement child = parent.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (child.tagName() == name && child.namespaceURI() == parent.namespaceURI()) {
            all += child.text().trimmed().toUtf8();
        }
    }
    return all;
}

} // namespace

LoginGuard::LoginGuard(QObject *parent)
    : QObject(parent)
{
}

LoginGuard::~LoginGuard()
{
    m_salting.cancel();
}

void LoginGuard::setTerms(LoginTerms terms)
{
    m_terms = std::move(terms);
    reset();
}

void LoginGuard::reset()
{
    m_salting.cancel();
    m_salting = {};
    m_stage = Stage::Nothing;
    m_offered.clear();
    m_offersScram = false;
    m_bindings.reset();
    m_mechanism.clear();
    m_namespace.clear();
    m_clientFirst.clear();
    m_serverFirst.clear();
    m_serverSignature.clear();
}

bool LoginGuard::usedToken() const
{
    return tokenHash(m_mechanism).has_value();
}

bool LoginGuard::isWeaker(QStringView mechanism) const
{
    return strengthOf(mechanism) < strengthOf(m_terms.strongest);
}

Error LoginGuard::weaker(const QString &mechanism) const
{
    qCInfo(log::connection).noquote() << mechanism << "is offered; this account signed in with" << m_terms.strongest << "before";
    return Error{ErrorKind::WeakerMechanism, mechanism, {}};
}

bool LoginGuard::isTokenTaken(const QDomElement &features) const
{
    const QDomElement sasl2 = childElement(features, u"authentication", ns::sasl2);
    const QDomElement fast = childElement(childElement(sasl2, u"inline", ns::sasl2), u"fast", ns::fast);
    return !m_terms.token.isEmpty() && texts(fast, u"mechanism").contains(m_terms.token.mechanism.toUtf8());
}

std::optional<Error> LoginGuard::checkOffer(const QDomElement &features)
{
    if (m_stage != Stage::Nothing) {
        return Error{ErrorKind::UnsafeLogin, QStringLiteral("another offer while signing in"), {}};
    }
    // QXmpp takes SASL2 where there is any.
    const QDomElement sasl2 = childElement(features, u"authentication", ns::sasl2);
    m_offered = texts(sasl2.isNull() ? childElement(features, u"mechanisms", ns::sasl) : sasl2, u"mechanism");
    m_bindings.reset();
    m_offersScram = false;
    if (const QDomElement bindings = childElement(features, u"sasl-channel-binding", ns::channelBinding); !bindings.isNull()) {
        m_bindings.emplace();
        for (QDomElement one = bindings.firstChildElement(); !one.isNull(); one = one.nextSiblingElement()) {
            *m_bindings += one.attribute(QStringLiteral("type")).toUtf8();
        }
    }
    if (isTokenTaken(features)) {
        return {}; // XEP-0484: the token serves
    }
    MechanismStrength best = MechanismStrength::Never;
    for (const QByteArray &name : std::as_const(m_offered)) {
        best = std::max(best, strengthOf(QString::fromUtf8(name)));
    }
    if (best == MechanismStrength::Never) {
        return Error{ErrorKind::NoMechanism,
                     QStringLiteral("the server offers no way to sign in that Jackdaw takes: ")
                         + QString::fromUtf8(m_offered.join(' ').left(200)), {}};
    }
    m_offersScram = best > MechanismStrength::Plain;
    if (best == MechanismStrength::Plain) {
        // A weaker SCRAM may still be excused by XEP-0474 before any secret is said; PLAIN says it at once.
        if (isWeaker(u"PLAIN")) {
            return weaker(QStringLiteral("PLAIN"));
        }
        if (!m_terms.plainAllowed) {
            return Error{ErrorKind::PlainOnly, QStringLiteral("the server offers PLAIN only"), {}};
        }
    }
    return {};
}

QString LoginGuard::nameFor(const QString &user) const
{
    return m_offersScram ? scramName(user) : user;
}

void LoginGuard::noteSent(const QString &xml)
{
    if (!xml.startsWith(u"<auth")) {
        return;
    }
    QDomDocument document;
    if (!document.setContent(xml, QDomDocument::ParseOption::UseNamespaceProcessing)) {
        return;
    }
    const QDomElement element = document.documentElement();
    const bool isSasl2 = isElement(element, u"authenticate", ns::sasl2);
    if (!isSasl2 && !isElement(element, u"auth", ns::sasl)) {
        return;
    }
    m_namespace = element.namespaceURI();
    m_mechanism = element.attribute(QStringLiteral("mechanism"));
    m_stage = Stage::Begun;
    if (scramHash(m_mechanism)) {
        m_clientFirst = decoded(isSasl2 ? element.firstChildElement(QStringLiteral("initial-response")).text()
                                        : element.text());
    }
}

bool LoginGuard::giveUpToken(const QDomElement &features, const QString &user, const QString &userAgent)
{
    const auto hash = tokenHash(m_terms.token.mechanism);
    if (m_stage != Stage::Nothing || !hash || !isTokenTaken(features)) {
        return false;
    }
    // draft-schmaus-kitten-sasl-ht, 3.1
    const QByteArray message = user.toUtf8() + '\0'
        + QMessageAuthenticationCode::hash("Initiator", m_terms.token.secret.toUtf8(), *hash);
    QString xml;
    QXmlStreamWriter writer(&xml);
    writer.writeStartElement(QStringLiteral("authenticate"));
    writer.writeDefaultNamespace(ns::sasl2);
    writer.writeAttribute(QStringLiteral("mechanism"), m_terms.token.mechanism);
    writer.writeTextElement(QStringLiteral("initial-response"), QString::fromLatin1(message.toBase64()));
    writer.writeStartElement(QStringLiteral("user-agent")); // XEP-0484, 4.1: whose token it is
    writer.writeAttribute(QStringLiteral("id"), userAgent);
    writer.writeEndElement();
    writer.writeStartElement(QStringLiteral("fast"));
    writer.writeDefaultNamespace(ns::fast);
    writer.writeAttribute(QStringLiteral("invalidate"), QStringLiteral("true"));
    writer.writeEndElement();
    writer.writeEndElement();
    noteSent(xml);
    Q_EMIT responseReady(xml.toUtf8());
    return true;
}

Result<LoginGuard::Verdict> LoginGuard::check(const QDomElement &element)
{
    if (m_stage == Stage::Nothing || m_stage == Stage::Done || element.namespaceURI() != m_namespace) {
        return unproven("an answer to a sign-in that was not begun");
    }
    const QString name = element.tagName();
    if (name == u"challenge") {
        return checkChallenge(element);
    }
    if (name == u"success") {
        return checkSuccess(element);
    }
    if (name == u"failure" || name == u"continue") {
        return Verdict::Pass;
    }
    return Error{ErrorKind::UnsafeLogin, QStringLiteral("<%1> has no place in a sign-in").arg(name), {}};
}

Result<LoginGuard::Verdict> LoginGuard::checkChallenge(const QDomElement &element)
{
    const QByteArray message = decoded(element.text());
    if (m_stage == Stage::Begun && scramHash(m_mechanism)) {
        if (const auto error = checkFirst(message)) {
            return *error;
        }
        return Verdict::Keep;
    }
    if (m_stage == Stage::Answered) {
        // RFC 6120, 6.4.3: a server without additional data in its success sends its last word as a challenge.
        if (scramAttribute(message, 'v') != m_serverSignature.toBase64()) {
            return unproven("SCRAM: missing or wrong server signature");
        }
        m_stage = Stage::Proven;
        respond({});
        return Verdict::Keep;
    }
    return Error{ErrorKind::UnsafeLogin, QStringLiteral("a challenge that %1 does not have").arg(m_mechanism), {}};
}

std::optional<Error> LoginGuard::checkFirst(const QByteArray &serverFirst)
{
    const auto hash = *scramHash(m_mechanism);
    const auto challenge = readScramChallenge(serverFirst, scramAttribute(scramBare(m_clientFirst), 'r'));
    if (!challenge) {
        return challenge.error();
    }
    if (!challenge->offerHash.isNull() && challenge->offerHash != offerHash(hash, m_offered, m_bindings)) {
        return Error{ErrorKind::UnsafeLogin, QStringLiteral("somebody changed what the server offered (XEP-0474)"), {}};
    }
    // XEP-0474, 5: an offer that the server vouches for under the password may be weaker than one before.
    if (challenge->offerHash.isNull() && isWeaker(m_mechanism)) {
        return weaker(m_mechanism);
    }
    m_serverFirst = serverFirst;
    m_stage = Stage::Computing;
    auto promise = std::make_shared<QPromise<QByteArray>>();
    promise->start();
    m_salting = promise->future();
    m_salting.then(this, [this](const QByteArray &salted) { answer(salted); });
    startOnPool([promise, hash, password = std::make_shared<const SecretBytes>(preparedPassword(m_terms.password)),
                 salt = challenge->salt, rounds = challenge->rounds] {
        saltPassword(*promise, hash, password->bytes(), salt, rounds);
        promise->finish();
    });
    return {};
}

void LoginGuard::answer(const QByteArray &saltedPassword)
{
    // As good as the password to this server; the promise shares it, and nobody needs it after this.
    const auto forget = qScopeGuard([&] { overwrite(saltedPassword); });
    if (m_stage != Stage::Computing) {
        return;
    }
    const ScramProof proof = scramProof(*scramHash(m_mechanism), saltedPassword, m_clientFirst, m_serverFirst);
    m_serverSignature = proof.serverSignature;
    m_stage = Stage::Answered;
    respond(proof.clientFinal);
}

void LoginGuard::respond(const QByteArray &message)
{
    Q_EMIT responseReady("<response xmlns='" + m_namespace.toLatin1() + "'>" + message.toBase64() + "</response>");
}

Result<LoginGuard::Verdict> LoginGuard::checkSuccess(const QDomElement &element)
{
    const bool isSasl2 = m_namespace == ns::sasl2;
    const QByteArray message = decoded(isSasl2 ? childElement(element, u"additional-data", ns::sasl2).text() : element.text());
    if (scramHash(m_mechanism)) {
        const bool proves = m_stage == Stage::Proven
            || (m_stage == Stage::Answered && scramAttribute(message, 'v') == m_serverSignature.toBase64());
        if (!proves) {
            return unproven("SCRAM: missing or wrong server signature");
        }
    } else if (const auto hash = tokenHash(m_mechanism)) {
        // draft-schmaus-kitten-sasl-ht, 3.3
        if (message != QMessageAuthenticationCode::hash("Responder", m_terms.token.secret.toUtf8(), *hash)) {
            return unproven("the server did not prove that it knows the token (XEP-0484)");
        }
    }
    m_stage = Stage::Done;
    return Verdict::Pass;
}

} // namespace jackdaw
