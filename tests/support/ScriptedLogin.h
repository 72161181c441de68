// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QCryptographicHash>
#include <QString>

#include <optional>

namespace jackdaw::test {

/// The server's side of SASL (RFC 6120, 6) and SASL2 (XEP-0388) with SCRAM, PLAIN and tokens (XEP-0484), right or wrong
/// as a script says. Takes whole elements, gives back bytes. Owned by ScriptedServer, on its thread; keeps the tokens
/// it gave over connections. Has no socket.
class ScriptedLogin
{
public:
    enum class Profile { Sasl, Sasl2 };
    enum class Proof { Right, Wrong, Missing, InAChallenge };
    enum class Nonce { Continued, Foreign };
    enum class OfferHash { None, Right, Wrong }; ///< XEP-0474
    enum class Fast { None, Offered };
    enum class Bind2 { None, Offered, WithoutStreamManagement };

    struct Script {
        QByteArrayList mechanisms = {"SCRAM-SHA-1"};
        Profile profile = Profile::Sasl;
        Proof proof = Proof::Right;
        Nonce nonce = Nonce::Continued;
        OfferHash offerHash = OfferHash::None;
        QByteArray rounds = "4096";
        QByteArray answerToBegin = {};  ///< said in place of all answers, where it is not empty
        QByteArrayList channelBindings = {};
        QByteArrayList offeredInTruth = {}; ///< what OfferHash::Right hashes, where it is not what `mechanisms` says
        QByteArrayList bindingsInTruth = {}; ///< the same of `channelBindings`
        Fast fast = Fast::None;
        QByteArray nextToken = {};      ///< given unasked to who signs in with a token, in whose place it serves (XEP-0484, 3.3)
        Bind2 bind2 = Bind2::None;
        QByteArray identity = "mara@harbor.example/desk"; ///< in SASL2's success
    };

    static QString password() { return QStringLiteral("secret"); }
    static QByteArray token() { return "token-of-mara"; }

    explicit ScriptedLogin(const Script &script) : m_script(script) {}

    /// Forgets the running exchange, as a new connection does.
    void restart();
    /// Tokens given so far are worth nothing from here on.
    void revokeTokens() { m_tokensGood = false; }
    /// Whom a client that knows the token may sign in. False too once it told that the token serves no more (XEP-0484, 3.6).
    bool takesTokens() const { return m_tokensGood; }
    /// The part of the stream features before the login.
    QByteArray features() const;
    /// The answer to <auth/>, <authenticate/>, <response/> or <abort/>. `handled`: how many stanzas it has of the stream that
    /// may be resumed within the login (XEP-0198, 5); nothing where none may.
    QByteArray answer(const QByteArray &element, std::optional<qsizetype> handled = {});

    bool isDone() const { return m_done; }
    /// The login bound a resource as well (XEP-0386).
    bool isBound() const { return m_done && m_bound; }
    bool isResumed() const { return m_done && m_resumed; }
    /// The mechanism that the client chose last.
    QByteArray chosen() const { return m_mechanism; }

private:
    QByteArray begin(const QByteArray &element);
    QByteArray finish(const QByteArray &message);
    QByteArray finishToken(const QByteArray &message);
    QByteArray wrap(const QByteArray &name, const QByteArray &data) const;
    QByteArray success(const QByteArray &data);
    QByteArray failure() const;
    QByteArray offerHash() const;
    QByteArray space() const;

    Script m_script;
    QByteArray m_mechanism;
    QCryptographicHash::Algorithm m_hash = QCryptographicHash::Sha1;
    QByteArray m_authenticate; ///< the element that began
    QByteArray m_firstBare;
    QByteArray m_serverFirst;
    bool m_awaitsEmptyResponse = false;
    bool m_tokensGood = true;
    bool m_done = false;
    bool m_bound = false;
    bool m_resumed = false;
    std::optional<qsizetype> m_handled;
    QByteArray m_token = token(); ///< the one that is good
};

} // namespace jackdaw::test
