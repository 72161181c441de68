// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/ProviderService.h"

#include "account/SmallFile.h"
#include "base/Async.h"
#include "base/Log.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"
#include "xmpp/ProviderInfo.h"

#include <QPromise>
#include <QUrl>
#include <QXmlStreamWriter>

#include <chrono>

namespace jackdaw {

namespace {

constexpr qsizetype maximumServices = 20;
constexpr std::chrono::seconds fetchPatience(10);

template<class T>
std::function<void(Result<T>)> answering(QFuture<Result<T>> &future)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    future = promise->future();
    return [promise](Result<T> result) {
        promise->addResult(std::move(result));
        promise->finish();
    };
}

/// Nobody said yes or no. What the server refuses to tell counts as what it has not.
bool isUnanswered(const Result<QDomElement> &answer)
{
    return !answer && (answer.error().kind == ErrorKind::Timeout || answer.error().kind == ErrorKind::Offline);
}

} // namespace

struct ProviderService::Question
{
    Capabilities server;
    Capabilities account;
    QList<Capabilities> services;
    QList<QDomElement> features;
    std::function<void(Result<ProviderInfo>)> done;
};

ProviderService::ProviderService(const AccountContext &account, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_ways(account, this)
    , m_statusAddresses(account.notes.statusAddresses())
{
}

void ProviderService::ask(const Jid &to, QStringView space, std::function<void(Result<QDomElement>)> done)
{
    m_account.connection.request(Connection::Request::Get, to, [space](QXmlStreamWriter &writer) {
        writer.writeStartElement(QStringLiteral("query"));
        writer.writeDefaultNamespace(space);
        writer.writeEndElement();
    }, this, [space, done = std::move(done)](const Result<QDomElement> &answer) {
        done(answer ? Result<QDomElement>(childElement(*answer, u"query", space)) : answer);
    });
}

QFuture<Result<ProviderInfo>> ProviderService::info()
{
    QFuture<Result<ProviderInfo>> future;
    auto question = std::make_shared<Question>();
    question->done = answering(future);
    question->features = m_account.connection.features(); // of this session, which may be over when the rest is known
    const Jid server(BareJid::fromPrepared(m_account.jid().domain()));
    ask(server, ns::discoInfo, [this, question, server](const Result<QDomElement> &about) {
        if (!about) {
            question->done(about.error());
            return;
        }
        question->server = Capabilities::read(*about);
        ask(Jid(m_account.jid()), ns::discoInfo, [this, question, server](const Result<QDomElement> &own) {
            if (isUnanswered(own)) {
                question->done(own.error());
                return;
            }
            if (own) { // a server without PEP may know no such thing
                question->account = Capabilities::read(*own);
            }
            ask(server, ns::discoItems, [this, question](const Result<QDomElement> &items) {
                if (isUnanswered(items)) {
                    question->done(items.error());
                    return;
                }
                QList<Jid> services;
                const QDomElement first = items ? items->firstChildElement(QStringLiteral("item")) : QDomElement();
                for (QDomElement item = first; !item.isNull() && services.size() < maximumServices;
                     item = item.nextSiblingElement(QStringLiteral("item"))) {
                    const auto jid = Jid::parse(item.attribute(QStringLiteral("jid")));
                    // A domain of its own, not one of the rooms or people that some servers list here.
                    if (jid && jid->isBare() && jid->bare().local().isEmpty()) {
                        services += *jid;
                    }
                }
                askServices(question, services);
            });
        });
    });
    return future;
}

void ProviderService::askServices(std::shared_ptr<Question> question, QList<Jid> services)
{
    if (services.isEmpty()) {
        m_ways.find([this, question](const ServerReach &reach) {
            ProviderInfo info = readProviderInfo(question->server, question->account, question->services,
                                                 question->features, reach);
            info.domain = m_account.jid().domain();
            noteStatusAddresses(info.statusAddresses);
            question->done(info);
        });
        return;
    }
    const Jid next = services.takeFirst();
    ask(next, ns::discoInfo, [this, question, services](const Result<QDomElement> &about) {
        if (about) {
            question->services += Capabilities::read(*about);
        }
        askServices(question, services);
    });
}

/// Kept, as they are for the time when the server cannot be asked.
void ProviderService::noteStatusAddresses(const QStringList &addresses)
{
    if (std::exchange(m_statusAddresses, addresses) == addresses) {
        return;
    }
    if (const Status stored = m_account.notes.setStatusAddresses(addresses); !stored) {
        qCWarning(log::storage) << "the status addresses were not kept:" << stored.error().detail;
    }
}

QFuture<Result<QList<OutageNotice>>> ProviderService::outages(const QStringList &languages)
{
    if (m_statusAddresses.isEmpty()) {
        return ready<QList<OutageNotice>>(Error{ErrorKind::NotFound, QStringLiteral("no status address is known"), {}});
    }
    QFuture<Result<QList<OutageNotice>>> future;
    fetch(m_statusAddresses, languages, {}, answering(future));
    return future;
}

void ProviderService::fetch(QStringList addresses, const QStringList &languages, QList<OutageNotice> notices,
                            std::function<void(Result<QList<OutageNotice>>)> done)
{
    if (addresses.isEmpty()) {
        done(notices);
        return;
    }
    const QUrl address(addresses.takeFirst(), QUrl::StrictMode);
    fetchSmallFile(m_account.connection, address, fetchPatience, this, [=, this](const Result<QByteArray> &file) {
        if (!file) {
            const bool isMissing = file.error().kind == ErrorKind::NotFound; // an address is known, and leads nowhere
            done(isMissing ? Error{ErrorKind::Unavailable, file.error().detail, file.error().subject} : file.error());
            return;
        }
        const auto notice = readOutage(*file, languages);
        if (!notice) {
            done(Error{ErrorKind::Rejected, notice.error().detail, address.host()});
            return;
        }
        fetch(addresses, languages, *notice ? notices + QList<OutageNotice>{**notice} : notices, done);
    });
}

} // namespace jackdaw
