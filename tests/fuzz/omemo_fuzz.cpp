// SPDX-License-Identifier: GPL-3.0-or-later
//
// What end-to-end encryption is sent by strangers: messages, device lists and bundles of both versions, envelopes that came out
// of a payload, and what goes into the ratchet. The first byte says which. Besides what the sanitizers see: what is read is
// bounded, is read again as it is written, and what the ratchet refuses leaves its store as it was.

#include "unit/omemo/MemoryRatchetStore.h"
#include "xmpp/EncryptedStanza.h"
#include "xmpp/OmemoStanza.h"
#include "xmpp/PubSub.h"
#include "xmpp/SceEnvelope.h"
#include "xmpp/TrustMessage.h"

#include <QDomDocument>
#include <QXmlStreamWriter>
#include <QXmppElement.h>
#include <cstdio>
#include <cstdlib>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace {

void require(bool holds, const char *what)
{
    if (!holds) {
        std::fprintf(stderr, "does not hold: %s\n", what);
        std::abort();
    }
}

/// The element that the bytes are inside of a stream, or a null one.
QDomElement elementOf(QDomDocument &document, const QByteArray &xml)
{
    const bool read = bool(document.setContent("<s xmlns='jabber:client'>" + xml + "</s>", QDomDocument::ParseOption::UseNamespaceProcessing));
    return read ? document.documentElement().firstChildElement() : QDomElement();
}

template<class Write>
QDomElement again(QDomDocument &document, const Write &write)
{
    QByteArray xml;
    QXmlStreamWriter writer(&xml);
    write(writer);
    return elementOf(document, xml);
}

void takeMessage(const QDomElement &element)
{
    const QList<OmemoMessage> messages = readOmemo(element);
    require(messages.size() <= 2 && (messages.isEmpty() || claimsOmemo(element)), "at most one of each version");
    for (const OmemoMessage &message : messages) {
        require(message.sender.isValid() && message.sender.value() <= maximumOmemoId, "somebody wrote it");
        require(message.keys.size() <= maximumMessageKeys && message.iv.size() <= 16, "what is read is bounded");
        QDomDocument document;
        const QDomElement whole = again(document, [&](QXmlStreamWriter &writer) {
            writeKeyTransport(BareJid::fromPrepared(u"mara@harbor.example"_s), message).toXml(&writer);
        });
        const QList<OmemoMessage> read = readOmemo(whole);
        require(read.size() == 1 && read[0].keys.size() == message.keys.size() && read[0].sender == message.sender
                    && read[0].payload == message.payload && read[0].iv == message.iv, "a message is read as it is written");
    }
    if (element.isNull()) {
        return;
    }
    const MessageStanza opened = readOpened(element, u"what was sealed"_s);
    require(opened.body.size() <= 15, "nothing but what was sealed is said"); // less, where some of it is for other programs
    require(opened.markup.isEmpty(), "nothing beside it is shown");
    readEvent(element, 10);
}

void takeList(OmemoVersion version, const QDomElement &element)
{
    const auto list = readDeviceList(version, element);
    if (!list) {
        return;
    }
    require(list->devices.size() <= maximumDevices, "devices are bounded");
    QDomDocument document;
    const auto read = readDeviceList(version, again(document, [&](QXmlStreamWriter &writer) { writeDeviceList(writer, version, *list); }));
    require(read && read->devices.size() == list->devices.size(), "a list is read as it is written");
}

void takeBundle(OmemoVersion version, const QDomElement &element)
{
    static auto &somebody = *new test::Party("mara@harbor.example");
    const auto bundle = readBundle(version, element);
    if (!bundle) {
        return;
    }
    require(!bundle->preKeys.isEmpty() && bundle->preKeys.size() <= maximumPreKeys, "keys are bounded");
    QDomDocument document;
    const auto read = readBundle(version, again(document, [&](QXmlStreamWriter &writer) { writeBundle(writer, version, *bundle); }));
    require(read && *read == *bundle, "a bundle is read as it is written");
    const auto before = somebody.store.content;
    const OmemoDevice device{BareJid::fromPrepared(u"tomas@harbor.example"_s), OmemoDeviceId(5)};
    if (somebody.ratchet->startSession(version, device, *bundle)) {
        somebody.store.content = before;
    }
    require(somebody.store.content == before, "a bundle that is refused leaves nothing");
}

void takeEnvelope(const QByteArray &bytes)
{
    const auto envelope = readEnvelope(bytes);
    if (!envelope) {
        return;
    }
    const BareJid from = BareJid::fromPrepared(u"tomas@harbor.example"_s);
    const BareJid to = BareJid::fromPrepared(u"mara@harbor.example"_s);
    if (checkEnvelope(*envelope, from, to, EnvelopePlace::Elsewhere) == EnvelopeFault::None) {
        require(envelope->from == from && envelope->to == to && envelope->isPadded, "an envelope is whole");
        require(checkEnvelope(*envelope, from, to, EnvelopePlace::ToUs) == EnvelopeFault::None, "a chat asks for no more than a group");
    }
    QDomDocument document;
    const QDomElement outer = elementOf(document, "<message from='tomas@harbor.example/desk' id='m1'><body>outside</body></message>");
    const MessageStanza opened = readOpened(outer, *envelope);
    require(opened.from.bare() == from && opened.id == u"m1", "addresses and ids are those of the stanza");
    require(opened.stanzaIds.isEmpty() && opened.delays.isEmpty(), "what servers say is not sealed");
    if (const auto trust = readTrustMessage(envelope->content)) {
        require(carriesTrustMessage(envelope->content) && !trust->owners.isEmpty(), "a trust message is of somebody");
        QDomDocument again;
        const QByteArray written = "<content>" + writeTrustMessage(*trust) + "</content>";
        require(bool(again.setContent(written, QDomDocument::ParseOption::UseNamespaceProcessing)), "it is written as XML");
        const auto reread = readTrustMessage(again.documentElement());
        require(reread && *reread == *trust, "it is written as it was read");
    }
}

void takeRatchet(OmemoVersion version, OmemoMessage::KeyKind kind, const QByteArray &data)
{
    static auto &mara = *new test::Party("mara@harbor.example");
    static auto &tomas = *new test::Party("tomas@harbor.example");
    static const bool acquainted = [] {
        for (const OmemoVersion each : allOmemoVersions) {
            require(bool(mara.ratchet->startSession(each, tomas.device, tomas.bundle(each))), "a session begins");
            const auto sealed = mara.ratchet->encrypt(each, tomas.device, "first");
            require(bool(tomas.ratchet->decrypt(each, mara.device, sealed.value)), "a session runs");
        }
        return true;
    }();
    Q_UNUSED(acquainted)
    const auto before = tomas.store.content;
    const auto opened = tomas.ratchet->decrypt(version, mara.device, {kind, data});
    require(!opened, "nobody guesses what a key opens");
    require(tomas.store.content == before, "what is refused leaves nothing");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1) {
        return 0;
    }
    const QByteArray bytes(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);
    QDomDocument document;
    const OmemoVersion version = data[0] & 1 ? OmemoVersion::Two : OmemoVersion::Legacy;
    switch (data[0] / 2 % 6) {
    case 0: takeMessage(elementOf(document, bytes)); break;
    case 1: takeList(version, elementOf(document, bytes)); break;
    case 2: takeBundle(version, elementOf(document, bytes)); break;
    case 3: takeEnvelope(bytes); break;
    case 4: takeRatchet(version, OmemoMessage::KeyKind::Exchange, bytes); break;
    case 5: takeRatchet(version, OmemoMessage::KeyKind::Running, bytes); break;
    }
    return 0;
}
