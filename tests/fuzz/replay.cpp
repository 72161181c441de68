// SPDX-License-Identifier: GPL-3.0-or-later
//
// A fuzzer without its engine: gives a target every file of a folder, in the order of their names, then in the opposite one,
// and so on. So the corpus, with all that was ever found, runs in every build, each file behind others.

#include <QDir>
#include <QFile>
#include <algorithm>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

namespace {
constexpr int passes = 12;
} // namespace

int main(int argc, char **argv)
{
    const QDir folder(argc > 1 ? QString::fromLocal8Bit(argv[1]) : QString());
    QStringList names = folder.entryList(QDir::Files, QDir::Name);
    if (argc != 2 || names.isEmpty()) {
        std::fprintf(stderr, "usage: %s FOLDER, with inputs in it\n", argv[0]);
        return 1;
    }
    for (int pass = 0; pass < passes; ++pass) {
        for (const QString &name : std::as_const(names)) {
            QFile file(folder.filePath(name));
            if (!file.open(QIODevice::ReadOnly)) {
                std::fprintf(stderr, "%s cannot be read\n", qPrintable(name));
                return 1;
            }
            const QByteArray input = file.readAll();
            std::printf("%s\n", qPrintable(name));
            std::fflush(stdout); // the last one printed is the one that broke it
            LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t *>(input.constData()), size_t(input.size()));
        }
        std::reverse(names.begin(), names.end());
    }
    // Without what runs at an exit: what the target never destroys may have a thread in the middle of a handshake, and OpenSSL
    // takes itself apart there.
    std::_Exit(0);
}
