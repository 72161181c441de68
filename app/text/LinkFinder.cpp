// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/LinkFinder.h"

#include <algorithm>
#include <array>

namespace jackdaw {

namespace {

constexpr qsizetype maxLinks = 200;
constexpr qsizetype maxLength = 2048;
/// So many beginnings in one word that lead to nothing, and the rest of the word is not looked at.
constexpr int maxTries = 4;

enum class Kind { Web, Bare, Xmpp, Mail, Geo, Phone };
struct Scheme
{
    QLatin1StringView text;
    Kind kind;
};
constexpr std::array schemes{
    Scheme{QLatin1StringView("https://"), Kind::Web}, Scheme{QLatin1StringView("http://"), Kind::Web},
    Scheme{QLatin1StringView("xmpp:"), Kind::Xmpp},   Scheme{QLatin1StringView("mailto:"), Kind::Mail},
    Scheme{QLatin1StringView("geo:"), Kind::Geo},     Scheme{QLatin1StringView("tel:"), Kind::Phone},
    Scheme{QLatin1StringView("www."), Kind::Bare},
};

const Scheme *schemeOf(QStringView text)
{
    const auto found = std::find_if(schemes.cbegin(), schemes.cend(), [text](const Scheme &scheme) {
        return text.startsWith(scheme.text, Qt::CaseInsensitive);
    });
    return found == schemes.cend() ? nullptr : &*found;
}

bool endsLink(QChar c)
{
    switch (c.unicode()) {
    case u'<': case u'>': case u'"': case u'`': case u'\\': case u'^': case u'{': case u'}': case u'|':
    case 0x00AB: case 0x00BB: case 0x201C: case 0x201D: case 0x3008: case 0x3009: case 0x300A: case 0x300B: case 0x300C:
    case 0x300D: case 0x3010: case 0x3011: case 0xFF08: case 0xFF09: case 0xFFFC: case 0xFFFD:
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
    // Of each kind of bracket: how many more are closed than opened.
    qsizetype round = text.count(u')') - text.count(u'(');
    qsizetype square = text.count(u']') - text.count(u'[');
    while (!text.isEmpty()) {
        const QChar last = text.back();
        if (last == u')' && round > 0)
            --round;
        else if (last == u']' && square > 0)
            --square;
        else if (!QStringView(u".,;:!?'*_~\u2019\u2026\u3001\u3002\uFF0C\uFF01\uFF1F").contains(last))
            break;
        text.chop(1);
    }
    return text.size();
}

QUrl checked(QStringView text, Kind kind)
{
    const QString written = kind == Kind::Bare ? QLatin1StringView("https://") + text.toString() : text.toString();
    const QUrl url(written, QUrl::StrictMode);
    if (!url.isValid())
        return {};
    switch (kind) {
    case Kind::Bare:
        return url.host().mid(4).contains(u'.') ? url : QUrl();
    case Kind::Web:
        return url.host().isEmpty() ? QUrl() : url;
    case Kind::Xmpp: // RFC 5122: an address, perhaps after "//account/"
        return url.path().isEmpty() ? QUrl() : url;
    case Kind::Mail:
        return url.path().indexOf(u'@') > 0 ? url : QUrl();
    case Kind::Geo: { // RFC 5870: numbers after the colon
        const QString path = url.path();
        const auto comma = path.indexOf(u',');
        bool isNumber = false;
        const double latitude = QStringView(path).left(qMax<qsizetype>(comma, 0)).toDouble(&isNumber);
        return isNumber && qAbs(latitude) <= 90 ? url : QUrl();
    }
    case Kind::Phone: { // RFC 3966: a number, perhaps with visual separators and parameters
        const QString path = url.path().section(u';', 0, 0);
        qsizetype digits = 0;
        for (qsizetype i = 0; i < path.size(); ++i) {
            const QChar c = path.at(i);
            if (c >= u'0' && c <= u'9')
                ++digits;
            else if (!QStringView(u"-.()").contains(c) && !(i == 0 && c == u'+'))
                return {};
        }
        return digits >= 3 ? url : QUrl();
    }
    }
    return {};
}

/// Characters that turn the direction of what follows, or take no room (security: X3, X4).
bool isHidden(char32_t c)
{
    return QChar::category(c) == QChar::Other_Format || QChar::category(c) == QChar::Other_Control;
}

enum ScriptGroup : unsigned { Latin = 1, Han = 2, Kana = 4, Hangul = 8, Bopomofo = 16, Cyrillic = 32, Greek = 64, Other = 128 };

/// Lower-case letters of Cyrillic and Greek that are drawn like Latin ones.
bool looksLatin(char32_t c)
{
    constexpr QStringView twins = u"\u0430\u0441\u0501\u0435\u04BB\u0456\u0458\u04CF\u043E\u0440\u051B\u0455\u051D\u0445\u0443"
                                  u"\u044A\u042C\u044C\u04BD\u043F\u0433\u0475\u0461\u043C\u043D\u0442\u043A\u0432"
                                  u"\u03B1\u03BF\u03BD\u03C1\u03B9\u03BA\u03C4\u03C5\u03C7\u03B5\u03B3\u03C9";
    return c < 0x10000 && twins.contains(QChar(char16_t(c)));
}

/// Letters that are never written together in one word, or all of them mistaken for Latin ones (UTS 39, 5.1).
bool isSuspicious(QStringView label, bool latinEnding)
{
    unsigned groups = 0;
    QChar::Script other = QChar::Script_Common;
    bool allLookLatin = true;
    if (label.startsWith(QLatin1StringView("xn--")))
        return true; // nothing that may be in a name
    const QList<uint> points = label.toUcs4();
    for (const char32_t c : points) {
        const QChar::Script script = QChar::script(c);
        switch (script) {
        case QChar::Script_Common: case QChar::Script_Inherited: case QChar::Script_Unknown:
            continue;
        case QChar::Script_Latin: groups |= Latin; break;
        case QChar::Script_Han: groups |= Han; break;
        case QChar::Script_Hiragana: case QChar::Script_Katakana: groups |= Kana; break;
        case QChar::Script_Hangul: groups |= Hangul; break;
        case QChar::Script_Bopomofo: groups |= Bopomofo; break;
        case QChar::Script_Cyrillic: groups |= Cyrillic; break;
        case QChar::Script_Greek: groups |= Greek; break;
        default:
            if (other != QChar::Script_Common && other != script)
                return true;
            other = script;
            groups |= Other;
            break;
        }
        allLookLatin = allLookLatin && looksLatin(c);
    }
    if ((groups == Cyrillic || groups == Greek) && allLookLatin && latinEnding)
        return true;
    const bool isOne = (groups & (groups - 1)) == 0;
    const bool isJapanese = (groups & ~(Latin | Han | Kana)) == 0;
    const bool isKorean = (groups & ~(Latin | Han | Hangul)) == 0;
    const bool isChinese = (groups & ~(Latin | Han | Bopomofo)) == 0;
    return !(isOne || isJapanese || isKorean || isChinese);
}

QString shownHost(const QUrl &url)
{
    const bool isAddress = url.scheme() == QLatin1StringView("mailto") || url.scheme() == QLatin1StringView("xmpp");
    const QByteArray host = isAddress ? QUrl::toAce(url.path(QUrl::FullyDecoded).section(u'@', -1).section(u'/', 0, 0))
                                      : url.host(QUrl::FullyEncoded).toLatin1();
    // Qt shows letters under some top level domains only; what they are has to be known under all.
    return QUrl::fromAce(host, QUrl::IgnoreIDNWhitelist);
}

} // namespace

LinkDoubt doubtOf(const QUrl &url)
{
    // "account@" before the host of an xmpp: address is whose account is meant (RFC 5122, 2.2), and shows nothing false.
    if (!url.userInfo().isEmpty() && url.scheme() != QLatin1StringView("xmpp"))
        return LinkDoubt::UserPart;
    const QString decoded = QUrl::fromPercentEncoding(url.toEncoded());
    for (const char32_t c : decoded.toUcs4()) {
        if (isHidden(c))
            return LinkDoubt::Direction;
    }
    const QString host = shownHost(url);
    const QString ending = host.section(u'.', -1);
    const bool latinEnding = std::all_of(ending.cbegin(), ending.cend(), [](QChar c) { return c.unicode() < 0x80; });
    const QList<QStringView> labels = QStringView(host).split(u'.');
    const bool isMixed = std::any_of(labels.cbegin(), labels.cend(), [&](QStringView label) { return isSuspicious(label, latinEnding); });
    return isMixed ? LinkDoubt::MixedScript : LinkDoubt::None;
}

QUrl checkedUrl(QStringView address)
{
    address = address.trimmed();
    if (address.size() > maxLength || std::any_of(address.cbegin(), address.cend(), [](QChar c) { return endsLink(c); }))
        return {};
    const Scheme *scheme = schemeOf(address);
    return scheme && scheme->kind != Kind::Bare && address.size() > scheme->text.size() ? checked(address, scheme->kind) : QUrl();
}

QString plainHost(const QUrl &url)
{
    const QString host = url.host(QUrl::FullyEncoded);
    return host.isEmpty() ? url.path(QUrl::FullyEncoded) : host;
}

FoundLinks searchLinks(QStringView text)
{
    FoundLinks found;
    qsizetype at = 0;
    qsizetype wordEnd = 0; // of the word in which beginnings were tried
    int tries = 0;
    while (at < text.size() && found.links.size() < maxLinks) {
        // Every scheme holds a ':' or is "www."; only look closer where a word begins with one of their first letters.
        ++found.work;
        const char16_t c = text.at(at).toLower().unicode();
        const bool candidate = (c == u'h' || c == u'x' || c == u'm' || c == u'g' || c == u't' || c == u'w')
            && (at == 0 || !text.at(at - 1).isLetterOrNumber());
        const QStringView rest = text.sliced(at);
        const Scheme *scheme = candidate ? schemeOf(rest) : nullptr;
        if (!scheme) {
            ++at;
            continue;
        }
        qsizetype end = scheme->text.size();
        while (end < rest.size() && end <= maxLength && !endsLink(rest.at(end)))
            ++end;
        found.work += end;
        const qsizetype length = withoutTrailingPunctuation(rest.first(end));
        QUrl url;
        if (length > scheme->text.size() && length <= maxLength)
            url = checked(rest.first(length), scheme->kind);
        if (url.isEmpty()) {
            tries = at < wordEnd ? tries + 1 : 1;
            wordEnd = std::max(wordEnd, at + end);
            at = tries >= maxTries ? wordEnd : at + scheme->text.size();
            continue;
        }
        LinkDoubt doubt = doubtOf(url);
        // What is not seen ended it: the words go on, and may say something else than the link does.
        if (doubt == LinkDoubt::None && end < rest.size() && isHidden(rest.at(end).unicode()) && !rest.at(end).isSpace())
            doubt = LinkDoubt::Direction;
        found.links.append({at, length, url, doubt});
        at += length;
    }
    return found;
}

} // namespace jackdaw
