// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/LinkCard.h"

#include <QLocale>
#include <QRegularExpression>
#include <QUrlQuery>

#include <cmath>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestLink = 2048;
constexpr qsizetype longestName = 80;
constexpr double mostAccuracy = 1'000'000;

/// Digits and a point, whatever the desktop's language; no "1e3", no "nan".
std::optional<double> number(const QString &text)
{
    static const QRegularExpression plain(u"^[+-]?\\d{1,7}(\\.\\d{1,15})?$"_s);
    if (!plain.match(text).hasMatch()) {
        return {};
    }
    return QLocale::c().toDouble(text);
}

std::optional<Place> checked(std::optional<double> latitude, std::optional<double> longitude, double accuracy = -1)
{
    if (!latitude || !longitude || std::abs(*latitude) > 90 || std::abs(*longitude) > 180) {
        return {};
    }
    return Place{*latitude, *longitude, accuracy};
}

/// Up to six places behind the point, which is some 10 cm.
QString shortest(double value)
{
    QString text = QString::number(value, 'f', 6);
    while (text.endsWith(u'0')) {
        text.chop(1);
    }
    if (text.endsWith(u'.')) {
        text.chop(1);
    }
    return text == u"-0" ? u"0"_s : text;
}

/// One short line without what turns its direction.
QString tidied(const QString &said)
{
    QString tidy = said.left(10 * longestName);
    tidy.removeIf([](QChar c) {
        const char16_t u = c.unicode();
        const bool turns = u == 0x061C || u == 0x200E || u == 0x200F || (u >= 0x202A && u <= 0x202E) || (u >= 0x2066 && u <= 0x2069);
        return turns || (c.category() == QChar::Other_Control && !c.isSpace());
    });
    tidy = tidy.simplified().left(longestName);
    if (!tidy.isEmpty() && tidy.back().isHighSurrogate()) {
        tidy.chop(1);
    }
    return tidy;
}

} // namespace

std::optional<Place> placeOf(const QUrl &url)
{
    if (url.scheme() != u"geo") {
        return {};
    }
    const QStringList parts = url.path(QUrl::FullyDecoded).split(u';');
    const QStringList coordinates = parts.constFirst().split(u',');
    if (coordinates.size() != 2 && coordinates.size() != 3) { // the third is a height (3.4.2)
        return {};
    }
    double accuracy = -1;
    for (const QString &parameter : parts.sliced(1)) {
        const QString name = parameter.section(u'=', 0, 0).toLower();
        const QString value = parameter.section(u'=', 1);
        if (name == u"crs" && value.compare(u"wgs84", Qt::CaseInsensitive) != 0) { // 3.4.1
            return {};
        }
        if (name == u"u") { // 3.4.3
            const auto said = number(value);
            accuracy = said && *said >= 0 && *said <= mostAccuracy ? *said : -1;
        }
    }
    return checked(number(coordinates.at(0)), number(coordinates.at(1)), accuracy);
}

QString placeUri(const Place &place)
{
    QString uri = u"geo:%1,%2"_s.arg(shortest(place.latitude), shortest(place.longitude));
    if (place.accuracy >= 0) {
        uri += u";u="_s + shortest(place.accuracy);
    }
    return uri;
}

QString placeNumbers(const Place &place) { return shortest(place.latitude) + u", "_s + shortest(place.longitude); }

QString placeText(const Place &place)
{
    const auto one = [](double degrees, QChar positive, QChar negative) {
        return QString::number(std::abs(degrees), 'f', 4) + u"\u00B0 "_s + (degrees < 0 ? negative : positive);
    };
    return one(place.latitude, u'N', u'S') + u", "_s + one(place.longitude, u'E', u'W');
}

std::optional<Place> readPlace(const QString &text)
{
    const QString typed = text.trimmed();
    if (typed.isEmpty() || typed.size() > longestLink) {
        return {};
    }
    if (typed.startsWith(u"geo:", Qt::CaseInsensitive)) {
        return placeOf(QUrl(typed));
    }
    static const QString figure = u"([+-]?\\d{1,3}(?:\\.\\d+)?)"_s;
    static const QRegularExpression pair(u"^"_s + figure + u"\u00B0?\\s*[,; ]\\s*"_s + figure + u"\u00B0?$"_s);
    if (const auto found = pair.match(typed); found.hasMatch()) {
        return checked(number(found.captured(1)), number(found.captured(2)));
    }
    const QUrl url(typed);
    if (url.scheme() != u"https" && url.scheme() != u"http") {
        return {};
    }
    const QUrlQuery query(url);
    // openstreetmap.org/?mlat=…&mlon=…
    if (const auto marked = checked(number(query.queryItemValue(u"mlat"_s)), number(query.queryItemValue(u"mlon"_s)))) {
        return marked;
    }
    // maps of others: ?q=, ?ll=, ?query=, ?center= with two numbers
    for (const QString &key : {u"q"_s, u"ll"_s, u"query"_s, u"center"_s, u"destination"_s}) {
        if (const auto found = pair.match(query.queryItemValue(key, QUrl::FullyDecoded)); found.hasMatch()) {
            if (const auto said = checked(number(found.captured(1)), number(found.captured(2)))) {
                return said;
            }
        }
    }
    // openstreetmap.org/#map=17/59.3327/18.0649
    static const QRegularExpression mapped(u"map=\\d+(?:\\.\\d+)?/"_s + figure + u'/' + figure);
    if (const auto found = mapped.match(url.fragment()); found.hasMatch()) {
        return checked(number(found.captured(1)), number(found.captured(2)));
    }
    // …/@59.3327,18.0649,17z
    static const QRegularExpression at(u"/@"_s + figure + u',' + figure);
    if (const auto found = at.match(url.path()); found.hasMatch()) {
        return checked(number(found.captured(1)), number(found.captured(2)));
    }
    return {};
}

std::optional<LinkCard> linkCardOf(const QString &body)
{
    if (body.size() > longestLink) {
        return {};
    }
    const QString text = body.trimmed();
    const bool isPlace = text.startsWith(u"geo:", Qt::CaseInsensitive);
    if ((!isPlace && !text.startsWith(u"xmpp:", Qt::CaseInsensitive)) || text.contains(u' ') || text.contains(u'\n')) {
        return {};
    }
    LinkCard card;
    card.url = QUrl(text, QUrl::StrictMode);
    if (!card.url.isValid()) {
        return {};
    }
    if (isPlace) {
        card.place = placeOf(card.url);
        card.live = liveLinkOf(card.url);
        return card.place ? std::optional(card) : std::nullopt;
    }
    // XEP-0147, 3: the link of a person does nothing, or begins a message, or asks for a contact.
    const QStringList query = card.url.query(QUrl::FullyEncoded).split(u';');
    static const QStringList acts{QString(), u"message"_s, u"roster"_s, u"subscribe"_s, u"add"_s};
    if (!acts.contains(query.constFirst()) || !card.url.authority().isEmpty()) {
        return {};
    }
    const auto person = BareJid::parse(card.url.path(QUrl::FullyDecoded).section(u'/', 0, 0));
    if (!person || person->local().isEmpty()) {
        return {};
    }
    card.person = *person;
    for (const QString &parameter : query.sliced(1)) {
        const QString name = parameter.section(u'=', 0, 0);
        if (name == u"preauth") {
            return {}; // an invitation, which is more than a card (XEP-0379)
        }
        if (name == u"name") {
            card.name = tidied(QUrl::fromPercentEncoding(parameter.section(u'=', 1).toUtf8()));
        }
    }
    return card;
}

QString personUri(const BareJid &person, const QString &name)
{
    const auto encoded = [](const QString &text, const QByteArray &plain) {
        return QString::fromLatin1(QUrl::toPercentEncoding(text, plain));
    };
    // RFC 5122, 2.2: these may stand in an address as they are.
    const QString address = person.local().isEmpty() ? person.domain()
                                                     : encoded(person.local(), "!$&'()*+,;=") + u'@' + encoded(person.domain(), ":[]");
    const QString said = tidied(name);
    return said.isEmpty() || said == person.toString() ? u"xmpp:"_s + address
                                                       : u"xmpp:%1?roster;name=%2"_s.arg(address, encoded(said, {}));
}

} // namespace jackdaw
