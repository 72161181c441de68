// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes from a server into StreamGuard: the first byte says at which step of the stream, the second in which pieces. Besides
// what the sanitizers see, neither the pieces nor the streams before may make a difference: whatever came out of the bytes in
// one piece comes out of them in many.

#include "support/StreamListener.h"

#include <cstdio>
#include <cstdlib>

using namespace jackdaw;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int argc = 1;
    static char name[] = "stream_fuzz";
    static char *argv[] = {name, nullptr};
    // Neither is ever destroyed: QXmpp's clients, and what QtNetwork hangs below the application, do not outlive their statics.
    static auto *application = new QCoreApplication(argc, argv);
    Q_UNUSED(application)
    static StreamListener &listener = *new StreamListener;
    if (!listener.isRight()) {
        std::fprintf(stderr, "StreamGuard does not listen to the probe\n");
        std::abort();
    }
    if (size < 2) {
        return -1;
    }
    const auto step = StreamGuard::Step(data[0] % 4);
    const qsizetype piece = 1 + data[1] % 64;
    const QByteArray bytes(reinterpret_cast<const char *>(data + 2), qsizetype(size - 2));
    const Said whole = listener.listen(step, bytes, qMax<qsizetype>(1, bytes.size()));
    const Said pieces = listener.listen(step, bytes, piece);
    if (!whole.allows(pieces)) {
        std::fprintf(stderr, "in one piece%s:\n%s\nin pieces of %lld%s:\n%s\n", whole.refused ? ", refused" : "",
                     qPrintable(whole.elements.join(u'\n')), static_cast<long long>(piece), pieces.refused ? ", refused" : "",
                     qPrintable(pieces.elements.join(u'\n')));
        std::abort();
    }
    return 0;
}
