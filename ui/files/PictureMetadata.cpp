// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/PictureMetadata.h"

#include <QtEndian>

#include <algorithm>
#include <iterator>

namespace jackdaw {

namespace {

constexpr quint16 orientationTag = 0x0112;
constexpr quint16 gpsTag = 0x8825;
constexpr qsizetype jfifHead = 14; ///< bytes of it before the small picture it may carry (JFIF 1.02, APP0)

bool isJpeg(QByteArrayView head)
{
    return head.startsWith("\xff\xd8\xff");
}

bool isPng(QByteArrayView head)
{
    return head.startsWith("\x89PNG\r\n\x1a\n");
}

bool isWebp(QByteArrayView head)
{
    return head.startsWith("RIFF") && head.sliced(std::min<qsizetype>(8, head.size())).startsWith("WEBP");
}

bool isGif(QByteArrayView head)
{
    return head.size() >= 13 && (head.startsWith("GIF87a") || head.startsWith("GIF89a"));
}

template<size_t count>
bool isOneOf(QByteArrayView type, const char *const (&names)[count])
{
    return std::any_of(std::begin(names), std::end(names), [type](const char *name) { return type == name; });
}

/// Adobe's notes (XMP) say it in words.
bool namesPlace(QByteArrayView notes)
{
    return notes.contains("GPSLatitude");
}

/// What stands first in a photo's notes (TIFF 6.0, 2).
struct Notes { int orientation = 1; bool hasLocation = false; };

Notes readNotes(QByteArrayView tiff)
{
    Notes out;
    if (tiff.size() < 8)
        return out;
    const bool isBig = tiff.startsWith("MM");
    if (!isBig && !tiff.startsWith("II"))
        return out;
    const auto two = [&](qsizetype at) { return isBig ? qFromBigEndian<quint16>(tiff.data() + at) : qFromLittleEndian<quint16>(tiff.data() + at); };
    const auto four = [&](qsizetype at) { return isBig ? qFromBigEndian<quint32>(tiff.data() + at) : qFromLittleEndian<quint32>(tiff.data() + at); };
    const qint64 first = four(4);
    if (first + 2 > tiff.size())
        return out;
    const int count = two(first);
    for (int i = 0; i < count && first + 2 + 12 * (i + 1) <= tiff.size(); ++i) {
        const qsizetype entry = first + 2 + 12 * i;
        const quint16 tag = two(entry);
        if (tag == orientationTag)
            out.orientation = two(entry + 8);
        out.hasLocation = out.hasLocation || tag == gpsTag;
    }
    if (out.orientation < 1 || out.orientation > 8)
        out.orientation = 1;
    return out;
}

/// Notes that say nothing but which side is up.
QByteArray orientationOnly(int orientation)
{
    QByteArray tiff("MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0", 26);
    tiff[19] = char(orientation);
    return tiff;
}

/// From the first scan on: the picture itself up to its end, without notes between scans. What follows the end is another picture or
/// a film that cameras hide there, with notes of its own. False where there is no end.
bool copyScans(const QByteArray &in, qsizetype at, CleanPicture &out)
{
    while (at + 4 <= in.size()) {
        const uchar marker = uchar(in[at + 1]);
        if (marker == 0xd9) {
            out.bytes += in.sliced(at, 2);
            out.hadDetails = out.hadDetails || at + 2 < in.size();
            return true;
        }
        const qsizetype length = qFromBigEndian<quint16>(in.constData() + at + 2);
        qsizetype next = at + 2 + length;
        if (length < 2 || next > in.size())
            return false;
        // Behind the head of a scan its data, in which a marker never stands but those that begin it again (ITU T.81, B.1.1.5).
        const auto isData = [&](qsizetype i) {
            const uchar second = uchar(in[i + 1]);
            return uchar(in[i]) != 0xff || second == 0 || second == 0xff || (second >= 0xd0 && second <= 0xd7);
        };
        while (next + 1 < in.size() && isData(next))
            ++next;
        const bool isNote = (marker >= 0xe0 && marker <= 0xef) || marker == 0xfe;
        out.hadDetails = out.hadDetails || isNote;
        if (!isNote)
            out.bytes += in.sliced(at, next - at);
        at = next;
    }
    if (at + 2 == in.size() && uchar(in[at]) == 0xff && uchar(in[at + 1]) == 0xd9) {
        out.bytes += in.sliced(at);
        return true;
    }
    return false;
}

std::optional<CleanPicture> cleanJpeg(const QByteArray &in)
{
    CleanPicture out;
    out.bytes = in.first(2);
    qsizetype at = 2;
    while (at + 4 <= in.size()) {
        if (uchar(in[at]) != 0xff)
            return {};
        const uchar marker = uchar(in[at + 1]);
        if (marker == 0xff) { // fill
            ++at;
            continue;
        }
        if (marker == 0xda)
            return copyScans(in, at, out) ? std::optional(out) : std::nullopt;
        const qsizetype length = qFromBigEndian<quint16>(in.constData() + at + 2);
        if (length < 2 || at + 2 + length > in.size())
            return {};
        const QByteArrayView content = QByteArrayView(in).sliced(at + 4, length - 2);
        const bool isNotes = marker == 0xe1 && content.startsWith(QByteArrayView("Exif\0\0", 6));
        // APP0 is the format's own, where it is no small picture of what was there once; APP2 its colours (ICC), APP14 how these
        // are stored.
        const bool isFormat = (marker == 0xe0 && content.startsWith(QByteArrayView("JFIF\0", 5)))
            || (marker == 0xe2 && content.startsWith("ICC_PROFILE")) || (marker == 0xee && content.startsWith("Adobe"));
        const bool isJfif = marker == 0xe0 && isFormat;
        const bool isKept = !(marker >= 0xe0 && marker <= 0xef) && marker != 0xfe;
        if (isJfif && content.size() > jfifHead) { // behind its head the picture as it once was
            out.hadDetails = true;
            out.bytes += QByteArray("\xff\xe0\0\x10", 4) + content.first(jfifHead - 2).toByteArray() + QByteArray(2, '\0');
        } else if (isKept || isFormat) {
            out.bytes += in.sliced(at, 2 + length);
        } else {
            out.hadDetails = true;
            out.hadLocation = out.hadLocation || (marker == 0xe1 && namesPlace(content));
            if (isNotes) {
                const Notes notes = readNotes(content.sliced(6));
                out.hadLocation = out.hadLocation || notes.hasLocation;
                if (notes.orientation != 1) {
                    const QByteArray kept = QByteArray("Exif\0\0", 6) + orientationOnly(notes.orientation);
                    char head[4] = {'\xff', '\xe1', 0, 0};
                    qToBigEndian<quint16>(quint16(kept.size() + 2), head + 2);
                    out.bytes += QByteArray(head, 4) + kept;
                }
            }
        }
        at += 2 + length;
    }
    return {};
}

std::optional<CleanPicture> cleanPng(const QByteArray &in)
{
    CleanPicture out;
    out.bytes = in.first(8);
    qsizetype at = 8;
    while (at + 12 <= in.size()) {
        const qint64 length = qFromBigEndian<quint32>(in.constData() + at);
        if (at + 12 + length > in.size())
            return {};
        const QByteArrayView type = QByteArrayView(in).sliced(at + 4, 4);
        const QByteArrayView content = QByteArrayView(in).sliced(at + 8, length);
        // What is needed to draw it: all that is not optional, of the rest its colours, what lets through, and how it moves (PNG 3,
        // 11.3). Texts, notes, times and what programs add of their own stay here.
        static constexpr const char *drawn[] = {"tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI", "bKGD",
                                                "hIST", "pHYs", "sPLT", "acTL", "fcTL", "fdAT"};
        const bool isNeeded = !(uchar(type[0]) & 0x20) || isOneOf(type, drawn);
        out.hadLocation = out.hadLocation || (type == "eXIf" && readNotes(content).hasLocation) || (type == "iTXt" && namesPlace(content));
        if (isNeeded)
            out.bytes += in.sliced(at, 12 + length);
        else
            out.hadDetails = true;
        at += 12 + length;
        if (type == "IEND") {
            out.hadDetails = out.hadDetails || at < in.size();
            return out;
        }
    }
    return {};
}

std::optional<CleanPicture> cleanWebp(const QByteArray &in)
{
    CleanPicture out;
    QByteArray chunks("WEBP");
    qsizetype at = 12;
    // What lies behind the end that it says it has is nothing of it.
    const qint64 end = 8 + qint64(qFromLittleEndian<quint32>(in.constData() + 4));
    if (in.size() < 20 || end > in.size() + 1)
        return {};
    out.hadDetails = end < in.size();
    static constexpr const char *drawn[] = {"VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"};
    while (at + 8 <= std::min<qint64>(end, in.size())) {
        const qint64 length = qFromLittleEndian<quint32>(in.constData() + at + 4);
        const qint64 whole = 8 + length + (length & 1);
        if (at + 8 + length > std::min<qint64>(end, in.size()))
            return {};
        const QByteArrayView type = QByteArrayView(in).sliced(at, 4);
        if (isOneOf(type, drawn)) {
            QByteArray chunk = in.sliced(at, std::min<qint64>(whole, in.size() - at));
            if (type == "VP8X" && chunk.size() > 8)
                chunk[8] = char(uchar(chunk[8]) & ~0x0c); // it says that there are such chunks
            chunks += chunk;
        } else {
            out.hadDetails = true;
            const QByteArrayView content = QByteArrayView(in).sliced(at + 8, length);
            const bool isMarked = content.startsWith(QByteArrayView("Exif\0\0", 6));
            out.hadLocation = out.hadLocation || (type == "XMP " && namesPlace(content))
                || (type == "EXIF" && readNotes(isMarked ? content.sliced(6) : content).hasLocation);
        }
        at += whole;
    }
    char head[8] = {'R', 'I', 'F', 'F', 0, 0, 0, 0};
    qToLittleEndian<quint32>(quint32(chunks.size()), head + 4);
    out.bytes = QByteArray(head, 8) + chunks;
    return out;
}

/// Behind a run of sub-blocks (GIF 89a, 15); -1: it does not end.
qsizetype behindBlocks(const QByteArray &in, qsizetype at)
{
    while (at < in.size()) {
        const qsizetype length = uchar(in[at]);
        if (length == 0)
            return at + 1;
        at += 1 + length;
    }
    return -1;
}

/// The bytes of a table of colours, by what says whether there is one.
qsizetype coloursIn(char packed)
{
    return uchar(packed) & 0x80 ? 3 * (qsizetype(2) << (uchar(packed) & 0x07)) : 0;
}

/// Without comments and what programs add of their own; how often it moves stays (Netscape).
std::optional<CleanPicture> cleanGif(const QByteArray &in)
{
    constexpr uchar extension = 0x21, image = 0x2c, trailer = 0x3b, comment = 0xfe, application = 0xff;
    qsizetype at = 13 + coloursIn(in[10]);
    if (at > in.size())
        return {};
    CleanPicture out;
    out.bytes = in.first(at);
    while (at < in.size()) {
        const uchar kind = uchar(in[at]);
        if (kind == trailer) {
            out.bytes += char(trailer);
            out.hadDetails = out.hadDetails || at + 1 < in.size();
            return out;
        }
        qsizetype blocks = -1;
        if (kind == extension)
            blocks = at + 2;
        else if (kind == image && at + 10 < in.size())
            blocks = at + 11 + coloursIn(in[at + 9]); // and how its numbers are packed
        const qsizetype next = blocks < 0 ? -1 : behindBlocks(in, blocks);
        if (next < 0)
            return {};
        const QByteArrayView block = QByteArrayView(in).sliced(at, next - at);
        static constexpr const char *drawn[] = {"NETSCAPE2.0", "ANIMEXTS1.0", "ICCRGBG1012"};
        const bool isForeign = kind == extension && uchar(block[1]) == application
            && (block.size() < 14 || !isOneOf(block.sliced(3, 11), drawn));
        if (isForeign || (kind == extension && uchar(block[1]) == comment)) {
            out.hadDetails = true;
            out.hadLocation = out.hadLocation || namesPlace(block);
        } else {
            out.bytes += block;
        }
        at = next;
    }
    return out; // many have no end, and are shown
}

} // namespace

bool hasRemovableDetails(QByteArrayView head)
{
    return isJpeg(head) || isPng(head) || isWebp(head) || isGif(head);
}

std::optional<CleanPicture> withoutDetails(const QByteArray &picture)
{
    if (isJpeg(picture))
        return cleanJpeg(picture);
    if (isPng(picture))
        return cleanPng(picture);
    if (isWebp(picture))
        return cleanWebp(picture);
    if (isGif(picture))
        return cleanGif(picture);
    return CleanPicture{picture, false, false};
}

} // namespace jackdaw
