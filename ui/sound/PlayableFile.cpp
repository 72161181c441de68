// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/PlayableFile.h"

#include <QByteArray>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace jackdaw {

namespace {

struct Sign
{
    QByteArrayView bytes;
    qsizetype at = 0;
};

/// The boxes that a file of the ISO base media format (ISO/IEC 14496-12) or of QuickTime begins with; Matroska and
/// WebM; RIFF; Ogg; FLAC; MP3 with and without ID3, ADTS; MPEG's program and elementary streams; FLV; ASF; AIFF; AMR;
/// CAF; AU; YUV4MPEG2.
constexpr Sign signs[] = {
    {"ftyp", 4},
    {"moov", 4},
    {"mdat", 4},
    {"wide", 4},
    {"free", 4},
    {"skip", 4},
    {"\x1a\x45\xdf\xa3"},
    {"RIFF"},
    {"OggS"},
    {"fLaC"},
    {"ID3"},
    {"FLV\x01"},
    {"\x30\x26\xb2\x75\x8e\x66\xcf\x11"},
    {QByteArrayView("\x00\x00\x01\xba", 4)},
    {QByteArrayView("\x00\x00\x01\xb3", 4)},
    {"FORM"},
    {"#!AMR"},
    {"caff"},
    {".snd"},
    {"YUV4MPEG2 "},
};

bool isSigned(QByteArrayView head)
{
    return std::any_of(std::begin(signs), std::end(signs), [head](const Sign &sign) {
        return head.size() >= sign.at + sign.bytes.size() && head.sliced(sign.at, sign.bytes.size()) == sign.bytes;
    });
}

/// Eleven bits that are set (ISO/IEC 11172-3, 2.4.1.3; ADTS has the twelfth too), and a layer or ADTS's zeros behind
/// them.
bool isFrameOfMpegAudio(QByteArrayView head)
{
    return head.size() >= 4 && uchar(head[0]) == 0xff && (uchar(head[1]) & 0xe0) == 0xe0
        && (uchar(head[2]) & 0xf0) != 0xf0;
}

/// ISO/IEC 13818-1, 2.4.3.2: each packet of 188 bytes begins so; with 4 bytes before it on some discs.
bool isTransportStream(QByteArrayView head)
{
    const auto isSync = [&head](qsizetype first, qsizetype step) {
        return head.size() > first + step && head[first] == 'G' && head[first + step] == 'G';
    };
    return isSync(0, 188) || isSync(4, 192);
}

} // namespace

bool isPlayable(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly)) // no pipe, which is waited for
        return false;
    const QByteArray head = file.read(256);
    return isSigned(head) || isFrameOfMpegAudio(head) || isTransportStream(head);
}

} // namespace jackdaw
