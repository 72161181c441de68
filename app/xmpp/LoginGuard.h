// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "xmpp/FastToken.h"

#include <QDomElement>
#include <QFuture>
#include <QObject>

#include <optional>

namespace jackdaw {

/// As whom, with what and on which terms an attempt signs in.
struct LoginTerms
{
    QString password;
    FastToken token;           ///< empty: none
    bool plainAllowed = false; ///< the user said for this account that the server may see the password
    QString strongest;         ///< the strongest mechanism this account ever signed in with; empty: none yet
};

/// Watches SASL and SASL2 from both sides: what the server offers, what QXmpp sends, what the server answers. Takes the
/// answering of SCRAM challenges from QXmpp, which computes on its thread, with any number of rounds, and believes a
/// server that proves nothing (facts/security.md, F3 to F6); here it runs on the pool. A success passes only if the server
/// proved that it knows the password, or the token. Owned by StreamGuard, engine thread. Never begins a sign-in itself.
class LoginGuard : public QObject
{
    Q_OBJECT
public:
    enum class Verdict {
        Pass, ///< QXmpp may have it
        Keep  ///< dealt with here
    };

    explicit LoginGuard(QObject *parent = nullptr);
    ~LoginGuard() override;

    void setTerms(LoginTerms terms);
    /// A new stream: nothing was said yet.
    void reset();

    /// The mechanisms of the stream features. Errors: NoMechanism, PlainOnly, WeakerMechanism.
    std::optional<Error> checkOffer(const QDomElement &features);
    /// The name of a user as what was offered wants it; QXmpp says any name as it is (RFC 5802, 5.1).
    QString nameFor(const QString &user) const;
    /// What QXmpp is about to send.
    void noteSent(const QString &xml);
    /// In QXmpp's place, which cannot: signs in with the token of the terms, to say that it serves no more (XEP-0484, 3.6).
    /// False: there is none, or the server takes none like it.
    bool giveUpToken(const QDomElement &features, const QString &user, const QString &userAgent);
    /// An element of SASL or SASL2. Errors: UnsafeLogin, ServerProof, WeakerMechanism.
    Result<Verdict> check(const QDomElement &element);

    /// The mechanism of the running or the finished sign-in; empty before.
    const QString &mechanism() const { return m_mechanism; }
    bool usedToken() const;

Q_SIGNALS:
    /// To be sent as it is.
    void responseReady(const QByteArray &xml);

private:
    enum class Stage { Nothing, Begun, Computing, Answered, Proven, Done };

    Result<Verdict> checkChallenge(const QDomElement &element);
    Result<Verdict> checkSuccess(const QDomElement &element);
    std::optional<Error> checkFirst(const QByteArray &serverFirst);
    bool isTokenTaken(const QDomElement &features) const;
    bool isWeaker(QStringView mechanism) const;
    Error weaker(const QString &mechanism) const;
    void answer(const QByteArray &saltedPassword);
    void respond(const QByteArray &message);

    LoginTerms m_terms;
    Stage m_stage = Stage::Nothing;
    QByteArrayList m_offered;
    bool m_offersScram = false; ///< and no better way in
    std::optional<QByteArrayList> m_bindings;
    QString m_mechanism;
    QString m_namespace;      ///< of SASL or SASL2, whichever runs
    QByteArray m_clientFirst;
    QByteArray m_serverFirst;
    QByteArray m_serverSignature;
    QFuture<QByteArray> m_salting;
};

} // namespace jackdaw
