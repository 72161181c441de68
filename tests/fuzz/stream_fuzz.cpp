// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes from a server into StreamGuard: the first byte says at which step of the stream, the second in which pieces. Besides
// what the sanitizers see, the pieces must make no difference: whatever came out of the bytes in one piece comes out of them
// in many. (In pieces a stanza may come out before the bytes that break the rules are read, but never the other way.)

#include "support/StreamProbe.h"

#include <QCoreApplication>
#include <QTextStream>
#include <cstdio>
#include <cstdlib>

using namespace jackdaw;

namespace {

/// What a stream made StreamGuard say.
struct Said
{
    QStringList elements;
    bool refused = false;

    bool isBeginningOf(const Said &other) const
    {
        return elements.size() <= other.elements.size() && elements == other.elements.first(elements.size());
    }
};

class Q_DECL_HIDDEN Listener
{
public:
    Listener() : m_probe(*BareJid::parse(u"mara@harbor.example"))
    {
        if (!m_probe.isRight()) {
            std::fprintf(stderr, "StreamGuard does not listen to the probe\n");
            std::abort();
        }
        auto *socket = &m_probe.xmppSocket();
        QObject::connect(socket, &QXmpp::Private::XmppSocket::streamReceived, socket, [this](const QDomElement &e) { note(e); });
        QObject::connect(socket, &QXmpp::Private::XmppSocket::stanzaReceived, socket, [this](const QDomElement &e) { note(e); });
        QObject::connect(socket, &QXmpp::Private::XmppSocket::streamClosed, socket, [this] { m_said.elements += QStringLiteral("end"); });
        QObject::connect(&m_probe.guard(), &StreamGuard::violated, socket, [this] { m_said.refused = true; });
    }

    Said listen(StreamGuard::Step step, const QByteArray &bytes, qsizetype piece)
    {
        m_said = {};
        m_probe.restart(step);
        for (qsizetype at = 0; at < bytes.size(); at += piece) {
            m_probe.give(bytes.sliced(at, qMin(piece, bytes.size() - at)));
        }
        while (m_probe.hasMore()) {
            QCoreApplication::processEvents(); // it yields every some milliseconds
        }
        return std::exchange(m_said, {});
    }

private:
    void note(const QDomElement &element)
    {
        QString xml;
        QTextStream out(&xml);
        element.save(out, -1);
        m_said.elements += xml;
    }

    StreamProbe m_probe;
    Said m_said;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int argc = 1;
    static char name[] = "stream_fuzz";
    static char *argv[] = {name, nullptr};
    static QCoreApplication application(argc, argv);
    static Listener &listener = *new Listener; // never destroyed: QXmpp's clients do not outlive its statics
    if (size < 2) {
        return -1;
    }
    const auto step = StreamGuard::Step(data[0] % 4);
    const qsizetype piece = 1 + data[1] % 64;
    const QByteArray bytes(reinterpret_cast<const char *>(data + 2), qsizetype(size - 2));
    const Said whole = listener.listen(step, bytes, qMax<qsizetype>(1, bytes.size()));
    const Said pieces = listener.listen(step, bytes, piece);
    const bool same = whole.refused == pieces.refused && whole.isBeginningOf(pieces)
        && (whole.refused || whole.elements.size() == pieces.elements.size());
    if (!same) {
        std::fprintf(stderr, "in one piece:\n%s\nin pieces of %lld:\n%s\n", qPrintable(whole.elements.join(u'\n')),
                     static_cast<long long>(piece), qPrintable(pieces.elements.join(u'\n')));
        std::abort();
    }
    return 0;
}
