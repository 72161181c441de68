// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/RegistrationDoor.h"
#include "xmpp/Connection.h"
#include "xmpp/Registration.h"

#include <QPromise>
#include <memory>
#include <optional>

namespace jackdaw {

class Clock;

/// Makes an account on a server: a stream that is never signed in to, the token of an invitation, the form and its
/// pictures, the answer (XEP-0077, 3.1; XEP-0158, 4; XEP-0445, 5). A stream that went while the form was being filled in is
/// begun again. Owned by EngineCore, engine thread. Keeps no password, and adds no account here.
class RegistrationService : public QObject
{
    Q_OBJECT
public:
    explicit RegistrationService(const Clock &clock, QObject *parent = nullptr);
    ~RegistrationService() override;

    QFuture<Result<RegistrationOffer>> ask(const ConnectionSettings &server, const QString &token, const QString &proxyPassword = {});
    QFuture<Result<NewAccount>> submit(const DataForm &filled);
    void cancel();
    /// False before ask(), and once the server has ended the stream.
    bool hasStream() const { return bool(m_connection); }

private:
    enum class State { Idle, Connecting, Asking, Offered, Submitting };
    using Answered = std::function<void(const QDomElement &)>;

    void connectToServer();
    void dropConnection();
    void begin(const QDomElement &features);
    void askForm();
    void askPictures(QStringList cids);
    void offer();
    void send();
    void request(Connection::Request type, Connection::PayloadWriter payload, RegistrationStep step, Answered done);
    void fail(const Error &error);

    const Clock &m_clock;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<QObject> m_stream; ///< stands for m_connection's open questions, which go with it unanswered
    ConnectionSettings m_server;
    QString m_token;
    QString m_proxyPassword;
    State m_state = State::Idle;
    bool m_takesInvitations = false;
    RegistrationQuery m_query;
    std::optional<QPromise<Result<RegistrationOffer>>> m_asked;
    std::optional<QPromise<Result<NewAccount>>> m_submitted;
    DataForm m_filled; ///< what is to be sent once there is a stream again
};

} // namespace jackdaw
