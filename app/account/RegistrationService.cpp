// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/RegistrationService.h"

#include "base/Async.h"
#include "base/Clock.h"
#include "xmpp/BitsOfBinary.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QUuid>

namespace jackdaw {

namespace {

constexpr qsizetype maximumPictures = 5;

template<class T>
void finish(std::optional<QPromise<Result<T>>> &promise, Result<T> result)
{
    if (promise) {
        auto taken = std::exchange(promise, std::nullopt);
        taken->addResult(std::move(result));
        taken->finish();
    }
}

template<class T>
QFuture<Result<T>> begun(std::optional<QPromise<Result<T>>> &promise)
{
    promise.emplace();
    promise->start();
    return promise->future();
}

} // namespace

RegistrationService::RegistrationService(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
}

RegistrationService::~RegistrationService()
{
    cancel();
}

QFuture<Result<RegistrationOffer>> RegistrationService::ask(const ConnectionSettings &server, const QString &token, const QString &proxyPassword)
{
    cancel();
    m_server = server;
    m_server.jid = BareJid::fromPrepared(server.jid.domain());
    m_token = token;
    m_proxyPassword = proxyPassword;
    m_query = {};
    if (!m_server.jid.isValid()) {
        return ready<RegistrationOffer>(Error{ErrorKind::Malformed, QStringLiteral("not a server's address"), {}});
    }
    auto future = begun(m_asked);
    connectToServer();
    return future;
}

QFuture<Result<NewAccount>> RegistrationService::submit(const DataForm &filled)
{
    if (m_state != State::Offered && !(m_state == State::Idle && !m_query.form.fields.isEmpty())) {
        return ready<NewAccount>(Error{ErrorKind::Cancelled, QStringLiteral("there is no form to answer"), {}});
    }
    m_filled = filled;
    auto future = begun(m_submitted);
    if (m_state == State::Offered) {
        send();
    } else {
        // The server ended the stream meanwhile, as it may with one that is not signed in.
        connectToServer();
    }
    return future;
}

void RegistrationService::cancel()
{
    const Error stopped{ErrorKind::Cancelled, QStringLiteral("stopped"), m_server.jid.domain()};
    dropConnection();
    m_query = {};
    m_filled = {};
    finish<RegistrationOffer>(m_asked, stopped);
    finish<NewAccount>(m_submitted, stopped);
}

void RegistrationService::connectToServer()
{
    m_state = State::Connecting;
    m_stream = std::make_unique<QObject>();
    m_connection = std::make_unique<Connection>(m_server, QUuid::createUuid().toString(QUuid::WithoutBraces), m_clock);
    m_connection->setProxyPassword(m_proxyPassword);
    connect(m_connection.get(), &Connection::registrationReady, this, &RegistrationService::begin);
    connect(m_connection.get(), &Connection::attemptFailed, this, &RegistrationService::fail);
    connect(m_connection.get(), &Connection::sessionLost, this, [this](const Error &error) {
        if (m_state == State::Offered) {
            dropConnection(); // submit() begins another
        } else {
            fail(error);
        }
    });
    m_connection->openToRegister();
}

void RegistrationService::dropConnection()
{
    m_state = State::Idle;
    m_stream.reset();
    if (const auto connection = std::exchange(m_connection, nullptr).release()) {
        connection->disconnect(this);
        connection->close();
        // Not at once: this may be called from one of its signals.
        connection->deleteLater();
    }
}

void RegistrationService::begin(const QDomElement &features)
{
    m_state = State::Asking;
    m_takesInvitations = offersInvitations(features);
    if (!offersRegistration(features)) {
        fail(Error{ErrorKind::Unavailable, QStringLiteral("no registration is offered"), m_server.jid.domain()});
        return;
    }
    if (m_token.isEmpty()) {
        askForm();
        return;
    }
    if (!m_takesInvitations) {
        fail(Error{ErrorKind::Invitation, QStringLiteral("the server takes no invitations"), m_server.jid.domain()});
        return;
    }
    request(Connection::Request::Set, [token = m_token](QXmlStreamWriter &writer) { writePreAuthentication(writer, token); },
            RegistrationStep::Token, [this](const QDomElement &) { askForm(); });
}

void RegistrationService::askForm()
{
    request(Connection::Request::Get, writeRegistrationRequest, RegistrationStep::Form, [this](const QDomElement &iq) {
        m_query = readRegistration(childElement(iq, u"query", ns::registration));
        askPictures(missingPictures(m_query.form).mid(0, maximumPictures));
    });
}

void RegistrationService::askPictures(QStringList cids)
{
    if (cids.isEmpty()) {
        offer();
        return;
    }
    const QString cid = cids.takeFirst();
    m_connection->request(Connection::Request::Get, Jid(m_server.jid),
                          [cid](QXmlStreamWriter &writer) { writeBitsOfBinaryRequest(writer, cid); }, m_stream.get(),
                          [this, cid, cids](const Result<QDomElement> &answer) {
        if (answer) { // without the picture its field can still be read, and asked again
            const auto data = readBitsOfBinary(childElement(*answer, u"data", ns::bitsOfBinary));
            if (data && data->cid == cid) {
                setPicture(m_query.form, cid, data->bytes);
            }
        }
        if (m_state == State::Asking) {
            askPictures(cids);
        }
    });
}

void RegistrationService::offer()
{
    m_state = State::Offered;
    if (m_submitted) {
        if (hasChallenge(m_query.form)) {
            // What was typed belongs to a picture that the new stream knows nothing of.
            fail(Error{ErrorKind::WrongAnswer, QStringLiteral("the stream was lost meanwhile"), m_server.jid.domain()});
            return;
        }
        send();
        return;
    }
    finish<RegistrationOffer>(m_asked, RegistrationOffer{m_query.form, m_query.website});
}

void RegistrationService::send()
{
    // Hidden fields are the server's, and of the stream that is there now; all else is what was typed.
    DataForm answer = m_query.form;
    for (FormField &field : answer.fields) {
        const FormField *typed = m_filled.find(field.var);
        if (typed && field.type != FormField::Type::Hidden && field.type != FormField::Type::Fixed) {
            field.values = typed->values;
        }
    }
    const QString user = answer.value(u"username");
    const auto jid = BareJid::parse(user + u'@' + m_server.jid.domain());
    if (user.isEmpty() || !jid || jid->domain() != m_server.jid.domain()) {
        finish<NewAccount>(m_submitted, Error{ErrorKind::Malformed, QStringLiteral("not a user name"), user});
        return;
    }
    if (FormField *name = answer.find(u"username")) {
        name->values = QStringList{jid->local()};
    }
    m_state = State::Submitting;
    const NewAccount account{*jid, answer.value(u"password")};
    request(Connection::Request::Set,
            [source = m_query.source, answer](QXmlStreamWriter &writer) { writeRegistration(writer, source, answer); },
            RegistrationStep::Submit, [this, account](const QDomElement &) {
        dropConnection();
        m_query = {};
        m_filled = {};
        finish<NewAccount>(m_submitted, account);
    });
}

void RegistrationService::request(Connection::Request type, Connection::PayloadWriter payload, RegistrationStep step, Answered done)
{
    m_connection->request(type, Jid(m_server.jid), std::move(payload), m_stream.get(),
                          [this, step, done = std::move(done)](const Result<QDomElement> &answer) {
        if (!answer) {
            Error error = registrationError(answer.error(), step, m_query.form);
            error.subject = m_server.jid.domain();
            if (error.kind == ErrorKind::NotAcceptable && m_takesInvitations && m_token.isEmpty()) {
                error.kind = ErrorKind::Forbidden; // as Prosody says that it takes the invited only
            }
            fail(error);
        } else {
            done(*answer);
        }
    });
}

void RegistrationService::fail(const Error &error)
{
    m_filled = {};
    if (m_state == State::Submitting || m_state == State::Offered) {
        m_state = m_connection ? State::Offered : State::Idle; // the form can be answered again, a challenge cannot
        if (error.kind == ErrorKind::ConnectionLost || error.kind == ErrorKind::Timeout) {
            dropConnection();
        }
        finish<NewAccount>(m_submitted, error);
        return;
    }
    dropConnection();
    finish<RegistrationOffer>(m_asked, error);
    finish<NewAccount>(m_submitted, error);
}

} // namespace jackdaw
