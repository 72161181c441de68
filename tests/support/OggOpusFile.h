// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QtEndian>

namespace jackdaw::test {

/// A file of Opus in Ogg whose packets a test chooses, of 20 ms each and 1275 bytes at most; `lead`: the samples at its
/// beginning that nobody is to hear. A pure function. For what looks at packets alone: it has one page for each of
/// them, no checksum, and nothing in it can be decoded.
inline QByteArray oggOpusFile(const QList<QByteArray> &packets, quint16 lead)
{
    QByteArray head("OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0", 19); // one channel, 48 kHz
    qToLittleEndian(lead, head.data() + 10);
    const QList<QByteArray> all = QList<QByteArray>{head, QByteArray("OpusTags") + QByteArray(8, '\0')} + packets;
    QByteArray out;
    for (qsizetype i = 0; i < all.size(); ++i) {
        const QByteArray &packet = all.at(i);
        const QByteArray laces = QByteArray(packet.size() / 255, '\xff') + char(packet.size() % 255);
        QByteArray page("OggS");
        page.resize(27, '\0');
        page[5] = char(i == 0 ? 2 : i + 1 == all.size() ? 4 : 0);
        qToLittleEndian(qint64(i < 2 ? 0 : (i - 1) * 960), page.data() + 6);
        qToLittleEndian(quint32(i), page.data() + 18);
        page[26] = char(laces.size());
        out += page + laces + packet;
    }
    return out;
}

} // namespace jackdaw::test
