// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/PersonalFacts.h"

#include "xmpp/Dom.h"
#include "xmpp/Nickname.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int maximumFactLine = 200;
constexpr int maximumFactName = 40;
constexpr double mostMetres = 100'000;

QString factLine(const QDomElement &parent, QStringView name, QStringView space)
{
    return tidyLine(childElement(parent, name, space).text(), maximumFactLine);
}

/// The name of an element that stands for something, as both specifications spell them.
QString factName(const QDomElement &element)
{
    const QString name = element.localName();
    const bool isName = name.size() <= maximumFactName
        && std::all_of(name.cbegin(), name.cend(), [](QChar c) { return (c >= u'a' && c <= u'z') || c == u'_'; });
    return isName ? name : QString();
}

/// The first child of this namespace that is not <text/>.
QDomElement valueElement(const QDomElement &parent, QStringView space)
{
    for (QDomElement child = parent.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (child.namespaceURI() == space && child.localName() != u"text") {
            return child;
        }
    }
    return {};
}

PersonalFacts::Mood readMood(const QDomElement &payload)
{
    return {factName(valueElement(payload, moodNode)), factLine(payload, u"text", moodNode)};
}

PersonalFacts::Activity readActivity(const QDomElement &payload)
{
    const QDomElement general = valueElement(payload, activityNode);
    return {factName(general), factName(valueElement(general, activityNode)), factLine(payload, u"text", activityNode)};
}

PersonalFacts::Tune readTune(const QDomElement &payload)
{
    return {factLine(payload, u"artist", tuneNode), factLine(payload, u"title", tuneNode),
            factLine(payload, u"source", tuneNode)};
}

std::optional<double> factNumber(const QDomElement &parent, QStringView name, double least, double most)
{
    bool isNumber = false;
    const double value = childElement(parent, name, locationNode).text().trimmed().toDouble(&isNumber);
    return isNumber && std::isfinite(value) && value >= least && value <= most ? std::optional(value) : std::nullopt;
}

PersonalFacts::Location readLocation(const QDomElement &payload)
{
    PersonalFacts::Location location;
    const auto latitude = factNumber(payload, u"lat", -90, 90);
    const auto longitude = factNumber(payload, u"lon", -180, 180);
    // XEP-0080, 3: WGS 84 where nothing else is said; another one would be another place.
    const QString datum = childElement(payload, u"datum", locationNode).text().trimmed();
    const bool isUsual = datum.isEmpty() || datum.compare(u"WGS84", Qt::CaseInsensitive) == 0;
    if (latitude && longitude && isUsual) {
        location.hasPosition = true;
        location.latitude = *latitude;
        location.longitude = *longitude;
        location.accuracy = factNumber(payload, u"accuracy", 0, mostMetres).value_or(-1);
    }
    for (const QStringView name : {u"text", u"description"}) {
        if (location.text.isEmpty()) {
            location.text = factLine(payload, name, locationNode);
        }
    }
    for (const QStringView name :
         {u"room", u"floor", u"building", u"street", u"area", u"locality", u"region", u"country"}) {
        QString line = factLine(payload, name, locationNode);
        if (name == u"locality") {
            line = QString(factLine(payload, u"postalcode", locationNode) + u' ' + line).trimmed();
        }
        if (!line.isEmpty()) {
            location.address += line;
        }
    }
    const bool isSomewhere = location.hasPosition || !location.text.isEmpty() || !location.address.isEmpty();
    location.time = isSomewhere ? parseTime(childElement(payload, u"timestamp", locationNode).text().trimmed()) : 0;
    return location;
}

} // namespace

bool readPersonalFact(PersonalFacts &facts, QStringView node, const QDomElement &payload)
{
    if (node == moodNode) {
        facts.mood = readMood(isElement(payload, u"mood", node) ? payload : QDomElement());
    } else if (node == activityNode) {
        facts.activity = readActivity(isElement(payload, u"activity", node) ? payload : QDomElement());
    } else if (node == tuneNode) {
        facts.tune = readTune(isElement(payload, u"tune", node) ? payload : QDomElement());
    } else if (node == locationNode) {
        facts.location = readLocation(isElement(payload, u"geoloc", node) ? payload : QDomElement());
    } else {
        return false;
    }
    return true;
}

} // namespace jackdaw
