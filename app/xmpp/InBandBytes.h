// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDomElement>
#include <QString>

#include <optional>

class QXmlStreamWriter;

namespace jackdaw {

/// One request of a stream of bytes through the servers (XEP-0047). readInBand() makes it, InBandStream takes it. A
/// plain value, engine thread. Is of nobody's stream before its id and its sender were compared with one that is open.
/// Its bytes are of any number here: what is too many, the stream knows.
struct InBandStep
{
    enum class Kind { Open, Data, Close };

    Kind kind = Kind::Data;
    QString sid;
    int blockSize = 0;     ///< Open: 0 where it is no size there can be
    bool inMessages = false; ///< Open: what is to come is to come as messages, which nobody acknowledges
    int number = -1;       ///< Data: 0 to 65535; -1: none
    QByteArray bytes;      ///< Data
    bool isReadable = false; ///< Data: is it base64, all of it (2.2)?
};

/// Nothing where it is another request, or names no stream.
std::optional<InBandStep> readInBand(const QDomElement &iq);
void writeInBandOpen(QXmlStreamWriter &writer, const QString &sid, int blockSize);
void writeInBandData(QXmlStreamWriter &writer, const QString &sid, int number, const QByteArray &bytes);
void writeInBandClose(QXmlStreamWriter &writer, const QString &sid);

} // namespace jackdaw
