// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/Links.h"

#include <array>

namespace jackdaw {

namespace {

constexpr qsizetype maxLinks = 200;
constexpr qsizetype maxLength = 2048;

struct Scheme
{
    QLatin1StringView text;
    enum class Kind { Web, Bare, Xmpp, Mail, Geo } kind;
};
constexpr std::array schemes{
    Scheme{QLatin1StringView("https://"), Scheme::Kind::Web}, Scheme{QLatin1StringView("http://"), Scheme::Kind::Web},
    Scheme{QLatin1StringView("xmpp:"), Scheme::Kind::Xmpp},   Scheme{QLatin1StringView("mailto:"), Scheme::Kind::Mail},
    Scheme{QLatin1StringView("geo:"), Scheme::Kind::Geo},     Scheme{QLatin1StringView("www."), Scheme::Kind::Bare},
};

bool endsLink(QChar c)
{
    switch (c.unicode()) {
    case u'<': case u'>': case u'"': case u'`': case u'\\': case u'^': case u'{': case u'}': case u'|':
    case 0x00AB: case 0x00BB: case 0x201C: case 0x201D: case 0xFFFC: case 0xFFFD:
        return true;
    default:
        break;
    }
    switch (c.category()) {
    case QChar::Other_Control: case QChar::Other_Format: case QChar::Other_PrivateUse: case QChar::Other_NotAssigned:
    case QChar::Separator_Line: case QChar::Separator_Paragraph: case QChar::Separator_Space:
        return true;
    default:
        return false;
    }
}

/// Punctuation that belongs to the sentence around the link, not to the link.
qsizetype withoutTrailingPunctuation(QStringView text)
{
    while (!text.isEmpty()) {
        const QChar last = text.back();
        if (QStringView(u".,;:!?'*_~\u2026\u3002\uFF0C").contains(last)) {
            text.chop(1);
            continue;
        }
        const auto unmatched = [&](QChar open, QChar close) {
            return last == close && text.count(close) > text.count(open);
        };
        if (unmatched(u'(', u')') || unmatched(u'[', u']')) {
            text.chop(1);
            continue;
        }
        break;
    }
    return text.size();
}

QUrl checked(QStringView text, Scheme::Kind kind)
{
    const QString written = kind == Scheme::Kind::Bare ? QLatin1StringView("https://") + text.toString() : text.toString();
    const QUrl url(written, QUrl::StrictMode);
    if (!url.isValid())
        return {};
    switch (kind) {
    case Scheme::Kind::Bare:
        if (!url.host().mid(4).contains(u'.'))
            return {};
        return url;
    case Scheme::Kind::Web:
        return url.host().isEmpty() ? QUrl() : url;
    case Scheme::Kind::Xmpp: // RFC 5122: an address, perhaps after "//account/"
        return url.path().isEmpty() ? QUrl() : url;
    case Scheme::Kind::Mail:
        return url.path().indexOf(u'@') > 0 ? url : QUrl();
    case Scheme::Kind::Geo: { // RFC 5870: numbers after the colon
        const QString path = url.path();
        const auto comma = path.indexOf(u',');
        bool isNumber = false;
        const double latitude = QStringView(path).left(qMax<qsizetype>(comma, 0)).toDouble(&isNumber);
        return isNumber && qAbs(latitude) <= 90 ? url : QUrl();
    }
    }
    return {};
}

} // namespace

QList<Link> findLinks(QStringView text)
{
    QList<Link> links;
    qsizetype at = 0;
    while (at < text.size() && links.size() < maxLinks) {
        // Every scheme holds a ':' or is "www."; only look closer where a word begins with one of their first letters.
        const char16_t c = text.at(at).toLower().unicode();
        const bool candidate = (c == u'h' || c == u'x' || c == u'm' || c == u'g' || c == u'w')
            && (at == 0 || !text.at(at - 1).isLetterOrNumber());
        if (!candidate) {
            ++at;
            continue;
        }
        const QStringView rest = text.sliced(at);
        const Scheme *scheme = nullptr;
        for (const Scheme &one : schemes) {
            if (rest.startsWith(one.text, Qt::CaseInsensitive)) {
                scheme = &one;
                break;
            }
        }
        if (!scheme) {
            ++at;
            continue;
        }
        qsizetype end = scheme->text.size();
        while (end < rest.size() && end <= maxLength && !endsLink(rest.at(end)))
            ++end;
        const qsizetype length = withoutTrailingPunctuation(rest.first(end));
        QUrl url;
        if (length > scheme->text.size() && length <= maxLength)
            url = checked(rest.first(length), scheme->kind);
        if (url.isEmpty()) {
            at += scheme->text.size();
            continue;
        }
        links.append({at, length, url});
        at += length;
    }
    return links;
}

} // namespace jackdaw
