// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/OwnCardService.h"

#include "xmpp/DataForm.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"
#include "xmpp/Nickname.h"
#include "xmpp/OwnFeatures.h"
#include "xmpp/PersonalNodes.h"
#include "xmpp/VCard.h"
#include "xmpp/VCardWriting.h"

#include <QPromise>
#include <QXmlStreamWriter>
#include <memory>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView pubsubOwner = u"http://jabber.org/protocol/pubsub#owner";
constexpr QStringView cardConversion = u"urn:xmpp:pep-vcard-conversion:0"; // XEP-0398

bool isNoCard(const Error &error)
{
    return error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::Forbidden;
}

/// The DOM of a stanza goes with it.
QDomDocument kept(const QDomElement &element)
{
    QDomDocument document;
    if (!element.isNull()) {
        document.appendChild(document.importNode(element, true));
    }
    return document;
}

NodeOptions::Access accessOf(CardVisibility visibility)
{
    switch (visibility) {
    case CardVisibility::Everybody: return NodeOptions::Access::Open;
    case CardVisibility::Contacts: return NodeOptions::Access::Presence;
    case CardVisibility::Nobody: break;
    }
    return NodeOptions::Access::Whitelist;
}

} // namespace

OwnCardService::OwnCardService(const AccountContext &account, PersonalNodes &nodes, const OwnFeatures &features, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_nodes(nodes)
    , m_features(features)
{
}

QFuture<Result<OwnCard>> OwnCardService::fetch()
{
    const auto promise = std::make_shared<QPromise<Result<OwnCard>>>();
    promise->start();
    read([promise](const Result<Cards> &cards) {
        if (!cards) {
            promise->addResult(cards.error());
        } else {
            OwnCard own;
            QDomDocument document; // readOlderVCard() takes the answer that it came in
            QDomElement answer = document.createElement(u"iq"_s);
            answer.appendChild(document.importNode(cards->older.documentElement(), true));
            const VCard older = readOlderVCard(answer);
            own.card = completed(readVCard(cards->newer.documentElement()), older);
            // With Everybody, all that is shown goes to everybody: the older one says that it is the user's wish only where
            // nothing is shown that it does not say already.
            const bool isPublic = cards->access == u"open" || (!older.isEmpty() && !cards->isOne && own.card == older);
            own.visibility = isPublic           ? CardVisibility::Everybody
                : cards->access == u"whitelist" ? CardVisibility::Nobody
                                                : CardVisibility::Contacts;
            promise->addResult(own);
        }
        promise->finish();
    });
    return promise->future();
}

QFuture<Status> OwnCardService::save(const OwnCard &card)
{
    const auto promise = std::make_shared<QPromise<Status>>();
    promise->start();
    const auto end = [promise](const Status &status) {
        promise->addResult(status);
        promise->finish();
    };
    read([this, card, end](const Result<Cards> &before) {
        if (before) {
            write(card, *before, end);
        } else {
            end(before.error());
        }
    });
    return promise->future();
}

// Reading

void OwnCardService::read(std::function<void(Result<Cards>)> done)
{
    m_nodes.fetch({}, vCardNode.toString(), {}, this, [this, done](const Result<QList<PubSubItem>> &items) {
        if (!items && !isNoCard(items.error())) {
            done(items.error());
            return;
        }
        Cards cards;
        if (items && !items->isEmpty()) {
            cards.newer = kept(items->constFirst().payload);
        }
        readOlder(cards, done);
    });
}

void OwnCardService::readOlder(Cards cards, std::function<void(Result<Cards>)> done)
{
    m_account.connection.request(Connection::Request::Get, Jid(), writeCardRequest, this,
                                 [this, cards, done](const Result<QDomElement> &answer) mutable {
        if (!answer && !isNoCard(answer.error())) {
            done(answer.error());
            return;
        }
        if (answer) {
            cards.older = kept(childElement(*answer, u"vCard", u"vcard-temp"));
        }
        readAccess(cards, done);
    });
}

/// XEP-0060, 8.2
void OwnCardService::readAccess(Cards cards, std::function<void(Result<Cards>)> done)
{
    const auto ask = [](QXmlStreamWriter &writer) {
        writer.writeStartElement(u"pubsub"_s);
        writer.writeDefaultNamespace(pubsubOwner.toString());
        writer.writeEmptyElement(u"configure"_s);
        writer.writeAttribute(u"node"_s, vCardNode.toString());
        writer.writeEndElement();
    };
    m_account.connection.request(Connection::Request::Get, Jid(), ask, this, [this, cards, done](const Result<QDomElement> &answer) mutable {
        if (answer) { // without it, what contacts see is the default of such nodes (XEP-0163, 4.3)
            const QDomElement configure = childElement(childElement(*answer, u"pubsub", pubsubOwner), u"configure", pubsubOwner);
            const DataForm form = readDataForm(childElement(configure, u"x", ns::dataForms));
            for (const FormField &field : form.fields) {
                if (field.var == u"pubsub#access_model") {
                    cards.access = field.value();
                }
            }
        }
        cards.isOne = m_features.has(cardConversion);
        done(cards);
    });
}

// Writing

void OwnCardService::write(const OwnCard &card, const Cards &before, std::function<void(Status)> done)
{
    // The older one first: what is to be read by fewer is away from it before anything new is written.
    writeOlder(card, before, [this, card, before, done](const Status &older) {
        const bool mayStandAlone = !older && isNoCard(older.error()) && card.visibility == CardVisibility::Everybody;
        if (!older && !mayStandAlone) {
            done(older);
            return;
        }
        m_nodes.publish(vCardNode.toString(), u"current"_s,
                        [card, newer = before.newer](QXmlStreamWriter &writer) { writeVCard(writer, card.card, newer.documentElement()); },
                        {accessOf(card.visibility), NodeOptions::Items::One}, this, done);
    });
}

void OwnCardService::writeOlder(const OwnCard &card, const Cards &before, std::function<void(Status)> done)
{
    // Where the server makes one of the other, what is written here would overwrite that.
    const bool hasNothing = before.older.documentElement().isNull() && card.visibility != CardVisibility::Everybody;
    if (before.isOne || hasNothing) {
        done(Done{});
        return;
    }
    const auto write = [card, older = before.older](QXmlStreamWriter &writer) {
        if (card.visibility == CardVisibility::Everybody) {
            writeOlderVCard(writer, card.card, older.documentElement());
        } else {
            writeEmptiedVCard(writer, older.documentElement());
        }
    };
    m_account.connection.request(Connection::Request::Set, Jid(), write, this,
                                 [done](const Result<QDomElement> &answer) { done(toStatus(answer)); });
}

} // namespace jackdaw
