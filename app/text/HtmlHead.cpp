// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/HtmlHead.h"

#include <QHash>
#include <QStringDecoder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr qsizetype maxAttributes = 64;  ///< of one tag
constexpr qsizetype maxReference = 12;   ///< letters of "&hellip;"
constexpr qsizetype maxContent = 8192;   ///< of one title or attribute, before references are read
constexpr int mostMarksOfPage = 8;              ///< on one character: more of them are painted over the lines around

bool isSpaceInTag(QChar c)
{
    return c == u' ' || c == u'\t' || c == u'\n' || c == u'\r' || c == u'\f';
}

bool isLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

/// One tag as it stands in the page; nothing in it is read yet.
struct Tag
{
    QString name; ///< in small letters
    bool closes = false;
    QList<std::pair<QString, QString>> attributes;
    qsizetype end = 0; ///< behind its ">"

    QString value(QLatin1StringView attribute) const
    {
        const auto found = std::find_if(attributes.cbegin(), attributes.cend(), [&](const auto &each) { return each.first == attribute; });
        return found == attributes.cend() ? QString() : found->second;
    }
};

/// The tag that begins at `at`, which is its "<"; with an end behind the page where it is not closed.
Tag readTag(QStringView page, qsizetype at)
{
    Tag tag;
    qsizetype i = at + 1;
    if (i < page.size() && page[i] == u'/') {
        tag.closes = true;
        ++i;
    }
    const qsizetype name = i;
    while (i < page.size() && !isSpaceInTag(page[i]) && page[i] != u'>' && page[i] != u'/') {
        ++i;
    }
    tag.name = page.sliced(name, std::min<qsizetype>(i - name, 32)).toString().toLower();
    while (i < page.size() && page[i] != u'>') {
        if (isSpaceInTag(page[i]) || page[i] == u'/') {
            ++i;
            continue;
        }
        const qsizetype key = i;
        do { // a "=" that nothing stands before belongs to the name (HTML, 13.2.5.32)
            ++i;
        } while (i < page.size() && page[i] != u'=' && page[i] != u'>' && page[i] != u'/' && !isSpaceInTag(page[i]));
        const QStringView written = page.sliced(key, std::min<qsizetype>(i - key, 64));
        while (i < page.size() && isSpaceInTag(page[i])) {
            ++i;
        }
        QStringView value;
        if (i < page.size() && page[i] == u'=') {
            ++i;
            while (i < page.size() && isSpaceInTag(page[i])) {
                ++i;
            }
            const QChar quote = i < page.size() && (page[i] == u'"' || page[i] == u'\'') ? page[i] : QChar();
            qsizetype begin = i;
            if (!quote.isNull()) {
                begin = ++i;
                while (i < page.size() && page[i] != quote) {
                    ++i;
                }
            } else {
                while (i < page.size() && !isSpaceInTag(page[i]) && page[i] != u'>') {
                    ++i;
                }
            }
            value = page.sliced(begin, std::min<qsizetype>(i - begin, maxContent));
            if (!quote.isNull() && i < page.size()) {
                ++i;
            }
        }
        if (tag.attributes.size() < maxAttributes && tag.name == "meta"_L1) {
            tag.attributes.append({written.toString().toLower(), value.toString()});
        }
    }
    tag.end = std::min(i + 1, page.size() + 1);
    return tag;
}

/// Where "</name" stands from `at` on; the page's end where it does not.
qsizetype closingTag(QStringView page, const QString &name, qsizetype at)
{
    const qsizetype found = page.indexOf(QString(u"</"_s + name), at, Qt::CaseInsensitive);
    return found < 0 ? page.size() : found;
}

QString referenced(QStringView name)
{
    if (name.startsWith(u'#')) {
        const bool isHex = name.size() > 1 && (name[1] == u'x' || name[1] == u'X');
        bool isNumber = false;
        const uint code = name.sliced(isHex ? 2 : 1).toUInt(&isNumber, isHex ? 16 : 10);
        if (!isNumber || code == 0 || code > QChar::LastValidCodePoint || QChar::isSurrogate(code)) {
            return {};
        }
        const char32_t character = code;
        return QString::fromUcs4(&character, 1);
    }
    static const QHash<QString, QString> known{
        {u"amp"_s, u"&"_s}, {u"lt"_s, u"<"_s}, {u"gt"_s, u">"_s}, {u"quot"_s, u"\""_s}, {u"apos"_s, u"'"_s},
        {u"nbsp"_s, u" "_s}, {u"ndash"_s, u"–"_s}, {u"mdash"_s, u"—"_s}, {u"hellip"_s, u"…"_s}, {u"lsquo"_s, u"‘"_s},
        {u"rsquo"_s, u"’"_s}, {u"ldquo"_s, u"“"_s}, {u"rdquo"_s, u"”"_s}, {u"laquo"_s, u"«"_s}, {u"raquo"_s, u"»"_s},
        {u"bull"_s, u"•"_s}, {u"middot"_s, u"·"_s}, {u"copy"_s, u"©"_s}, {u"reg"_s, u"®"_s}, {u"trade"_s, u"™"_s},
        {u"euro"_s, u"€"_s}, {u"auml"_s, u"ä"_s}, {u"ouml"_s, u"ö"_s}, {u"uuml"_s, u"ü"_s}, {u"Auml"_s, u"Ä"_s},
        {u"Ouml"_s, u"Ö"_s}, {u"Uuml"_s, u"Ü"_s}, {u"szlig"_s, u"ß"_s}, {u"eacute"_s, u"é"_s}, {u"egrave"_s, u"è"_s},
        {u"agrave"_s, u"à"_s}, {u"aring"_s, u"å"_s}, {u"oslash"_s, u"ø"_s}, {u"ccedil"_s, u"ç"_s}, {u"ntilde"_s, u"ñ"_s},
    };
    return known.value(name.toString());
}

/// As people read it: references resolved, in one line, without control characters and marks of direction, cut at `most`.
QString cleanText(QStringView raw, qsizetype most)
{
    raw = raw.first(std::min(raw.size(), maxContent));
    QString text;
    for (qsizetype i = 0; i < raw.size(); ++i) {
        if (raw[i] == u'&') {
            const qsizetype end = raw.sliced(i, std::min(maxReference, raw.size() - i)).indexOf(u';');
            const QString meant = end > 1 ? referenced(raw.sliced(i + 1, end - 1)) : QString();
            if (!meant.isEmpty()) {
                text += meant;
                i += end;
                continue;
            }
        }
        text += raw[i];
    }
    QString seen;
    int marks = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        marks = c.isMark() ? marks + 1 : 0;
        if (marks > mostMarksOfPage) {
            continue;
        }
        if (c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            const auto category = QChar::category(QChar::surrogateToUcs4(c, text.at(i + 1)));
            if (category != QChar::Other_Format && category != QChar::Other_Control) {
                seen += c;
                seen += text.at(i + 1);
            }
            ++i;
            continue;
        }
        if (c.isSpace()) {
            seen += u' ';
        } else if (!c.isSurrogate() && c.category() != QChar::Other_Control && (c.category() != QChar::Other_Format || c == QChar(0x200d))) {
            seen += c;
        }
    }
    seen = std::move(seen).simplified();
    if (seen.size() > most) {
        qsizetype end = most - 1;
        if (seen.at(end - 1).isHighSurrogate()) {
            --end;
        }
        seen = seen.first(end).trimmed() + QChar(0x2026);
    }
    return seen;
}

/// What several elements may say, the best of them first.
class Choice
{
public:
    void offer(int rank, const QString &text)
    {
        if (!text.isEmpty() && rank < m_rank) {
            m_rank = rank;
            m_text = text;
        }
    }
    const QString &text() const { return m_text; }

private:
    int m_rank = 100;
    QString m_text;
};

/// What is between these is no text of the page, whatever it looks like.
bool isOpaque(const QString &name)
{
    return name == "script"_L1 || name == "style"_L1 || name == "noscript"_L1 || name == "template"_L1 || name == "svg"_L1;
}

} // namespace

HtmlHead readHtmlHead(QStringView page)
{
    page = page.first(std::min(page.size(), maxHtmlSize));
    Choice title;
    Choice description;
    Choice site;
    Choice picture;
    for (qsizetype at = page.indexOf(u'<'); at >= 0 && at + 1 < page.size(); at = page.indexOf(u'<', at)) {
        const QChar next = page[at + 1];
        if (page.sliced(at).startsWith("<!--"_L1)) {
            const qsizetype end = page.indexOf(QStringView(u"-->"), at + 2); // "<!-->" is a whole one (HTML, 13.2.5.43)
            at = end < 0 ? page.size() : end + 3;
            continue;
        }
        if (next == u'!' || next == u'?') {
            const qsizetype end = page.indexOf(u'>', at);
            at = end < 0 ? page.size() : end + 1;
            continue;
        }
        if (!isLetter(next) && next != u'/') {
            ++at;
            continue;
        }
        const Tag tag = readTag(page, at);
        if (tag.end > page.size()) {
            break; // it is not closed: cut where no more was read
        }
        at = tag.end;
        if ((tag.closes && tag.name == "head"_L1) || (!tag.closes && tag.name == "body"_L1)) {
            break;
        }
        if (tag.closes) {
            continue;
        }
        if (isOpaque(tag.name)) {
            at = closingTag(page, tag.name, at);
        } else if (tag.name == "title"_L1) {
            const qsizetype end = closingTag(page, tag.name, at);
            title.offer(2, cleanText(page.sliced(at, end - at), maxHtmlTitle));
            at = end;
        } else if (tag.name == "meta"_L1) {
            QString key = tag.value("property"_L1);
            key = (key.isEmpty() ? tag.value("name"_L1) : key).trimmed().toLower();
            const QString content = tag.value("content"_L1);
            if (key == "og:title"_L1 || key == "twitter:title"_L1) {
                title.offer(key.startsWith(u'o') ? 0 : 1, cleanText(content, maxHtmlTitle));
            } else if (key == "og:description"_L1 || key == "twitter:description"_L1 || key == "description"_L1) {
                description.offer(key.startsWith(u'o') ? 0 : key.startsWith(u't') ? 1 : 2, cleanText(content, maxHtmlDescription));
            } else if (key == "og:site_name"_L1) {
                site.offer(0, cleanText(content, maxHtmlTitle));
            } else if (key == "og:image:secure_url"_L1 || key == "og:image"_L1 || key == "og:image:url"_L1 || key == "twitter:image"_L1) {
                const int rank = key == "og:image:secure_url"_L1 ? 0 : key == "og:image"_L1 ? 1 : key == "og:image:url"_L1 ? 2 : 3;
                if (content.size() <= maxHtmlAddress) {
                    picture.offer(rank, cleanText(content, maxHtmlAddress));
                }
            }
        }
    }
    return {title.text(), description.text(), site.text(), picture.text()};
}

bool endsHtmlHead(QByteArrayView page)
{
    // Too early only where a program in the page speaks of it: then the rest is not read.
    const QByteArray lower = page.toByteArray().toLower();
    return lower.contains("</head") || lower.contains("<body");
}

QString decodeHtml(QByteArrayView page, const QByteArray &charset)
{
    if (!charset.isEmpty()) {
        QStringDecoder named{QAnyStringView(QLatin1StringView(charset))};
        if (named.isValid()) {
            return named(page);
        }
    }
    QStringDecoder found = QStringDecoder::decoderForHtml(page);
    if (found.isValid()) {
        return found(page);
    }
    return QString::fromUtf8(page);
}

} // namespace jackdaw
