// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/IndexEntry.h"

#include "search/SearchText.h"
#include "text/LinkFinder.h"

#include <QUrl>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

/// Words beyond this are not searched for: a megabyte of text is no message.
constexpr qsizetype indexedLimit = 100'000;
constexpr qsizetype linkLimit = 2048;

const QStringList imageEndings{u"jpg"_s, u"jpeg"_s, u"png"_s, u"gif"_s, u"webp"_s, u"avif"_s, u"heic"_s, u"svg"_s, u"bmp"_s};
const QStringList voiceEndings{u"ogg"_s, u"oga"_s, u"opus"_s, u"m4a"_s, u"mp3"_s, u"wav"_s, u"aac"_s, u"flac"_s, u"amr"_s};
const QStringList pageEndings{u"html"_s, u"htm"_s, u"xhtml"_s, u"php"_s, u"asp"_s, u"aspx"_s, u"jsp"_s, u"cgi"_s};

/// The whole text is one web address, or one of an encrypted file (aesgcm:).
bool isAddress(QStringView text)
{
    const qsizetype mark = text.indexOf("://"_L1);
    const QStringView scheme = text.first(std::max<qsizetype>(0, mark));
    const bool known = scheme.compare("https"_L1, Qt::CaseInsensitive) == 0 || scheme.compare("http"_L1, Qt::CaseInsensitive) == 0
        || scheme.compare("aesgcm"_L1, Qt::CaseInsensitive) == 0;
    return known && std::none_of(text.begin(), text.end(), [](QChar c) { return c.isSpace() || QStringView(u"<>\"").contains(c); });
}

constexpr char32_t senderPlane = 0xF0000;        ///< Supplementary Private Use Area-A
constexpr char32_t conversationPlane = 0x100000; ///< and -B
constexpr quint32 planeSize = 65'521;            ///< a prime below the number of characters there

/// FNV-1a: the same for ever, since it is on disk.
quint32 stableHash(QStringView text)
{
    quint32 hash = 0x811c9dc5U;
    for (const QChar c : text) {
        hash = (hash ^ c.unicode()) * 0x01000193U;
    }
    return hash;
}

void append(QString &text, char32_t c)
{
    text += QChar(QChar::highSurrogate(c));
    text += QChar(QChar::lowSurrogate(c));
}

QString endingOf(const QString &name)
{
    return name.sliced(name.lastIndexOf(u'.') + 1).toLower();
}

} // namespace

QString indexMark::conversation(ConversationId conversation)
{
    // Digits, of which nearly always one is enough.
    QString mark;
    for (qint64 rest = conversation.value(); rest > 0; rest /= planeSize) {
        append(mark, conversationPlane + char32_t(rest % planeSize));
    }
    return mark;
}

QString indexMark::sender(QStringView address)
{
    QString mark;
    append(mark, senderPlane + stableHash(address) % planeSize);
    return mark;
}

QString fileNameOf(const QString &body)
{
    const QStringView text = QStringView(body).trimmed();
    if (text.size() > linkLimit || !isAddress(text)) {
        return {};
    }
    const QUrl url(text.toString());
    const QString name = url.fileName(QUrl::FullyDecoded);
    const qsizetype dot = name.lastIndexOf(u'.');
    const QString ending = endingOf(name);
    const bool plausible = dot > 0 && ending.size() >= 1 && ending.size() <= 5
        && std::all_of(ending.cbegin(), ending.cend(), [](QChar c) { return c.isLetterOrNumber(); });
    return plausible && !pageEndings.contains(ending) ? name : QString();
}

QString fileNameOf(const QString &body, const std::optional<IndexSource::File> &file)
{
    return file && !file->name.isEmpty() ? file->name : fileNameOf(body);
}

IndexEntry indexEntry(const IndexSource &message)
{
    IndexEntry entry;
    entry.mark = indexMark::conversation(message.conversation);
    if (message.direction == Direction::Outgoing) {
        entry.mark += u' ' + indexMark::own;
    } else {
        entry.mark += u' ' + indexMark::sender(message.sender);
        entry.sender = searchText::forIndex(message.sender.first(std::max<qsizetype>(0, message.sender.indexOf(u'@'))));
    }
    const QString body = message.body.size() > indexedLimit ? message.body.first(indexedLimit) : message.body;
    if (message.file && message.file->kind == Attachment::Kind::Sticker) {
        // Found by its words, and by no "has:"; by what is said beside it where that is more than a sign of it.
        const bool isText = Message::saysMore(body);
        entry.body = searchText::forIndex(isText ? body : message.file->name.left(linkLimit));
        return entry;
    }
    if (const QString name = fileNameOf(body, message.file); !name.isEmpty() || message.file) {
        entry.file = searchText::forIndex(name.left(linkLimit));
        const QString ending = endingOf(name);
        using Kind = Attachment::Kind;
        const Kind kind = message.file && message.file->kind != Kind::File ? message.file->kind
                        : imageEndings.contains(ending)                     ? Kind::Picture
                        : voiceEndings.contains(ending)                     ? Kind::Audio
                                                                            : Kind::File;
        entry.mark += u' ' + indexMark::file;
        if (kind == Kind::Picture) {
            entry.mark += u' ' + indexMark::image;
        } else if (kind == Kind::Audio) {
            entry.mark += u' ' + indexMark::voice;
        }
        if (isAddress(QStringView(body).trimmed())) {
            entry.link = searchText::forIndex(QUrl(body.trimmed()).host(QUrl::PrettyDecoded));
        } else {
            entry.body = searchText::forIndex(body); // what is said of it
        }
        return entry;
    }
    // Nearly no message has one.
    const bool mayLink = body.contains(u':') || body.contains("www."_L1, Qt::CaseInsensitive);
    const QList<TextLink> links = mayLink ? findLinks(body) : QList<TextLink>();
    if (links.isEmpty()) {
        entry.body = searchText::forIndex(body);
        return entry;
    }
    QString words;
    qsizetype after = 0;
    for (const TextLink &link : links) {
        words += QStringView(body).sliced(after, link.start - after);
        words += u' ';
        const QString text = body.sliced(link.start, link.length);
        entry.link += QUrl::fromPercentEncoding(text.toUtf8()) + u' ';
        if (text.contains("xn--"_L1, Qt::CaseInsensitive)) {
            entry.link += QUrl(text).host(QUrl::PrettyDecoded) + u' ';
        }
        after = link.end();
    }
    words += QStringView(body).sliced(after);
    entry.mark += u' ' + indexMark::link;
    entry.link = searchText::forIndex(entry.link);
    entry.body = searchText::forIndex(words);
    return entry;
}

} // namespace jackdaw
