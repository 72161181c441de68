// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/PrettyXml.h"

#include <QXmlStreamReader>

namespace jackdaw {

namespace {

constexpr int deepestIndent = 40;

enum class Rest { Refused, Appended };

QString inLines(const QString &xml, Rest rest)
{
    QXmlStreamReader reader(xml);
    reader.setNamespaceProcessing(false); // prefixes as they stand
    QStringList spaces{QString()}; // the default namespace, by depth
    enum class Last { Nothing, Start, Text, End } last = Last::Nothing;
    QString out;
    int depth = 0;
    qint64 read = 0; // up to where there are whole elements and texts
    const auto newLine = [&] {
        if (!out.isEmpty())
            out += QLatin1Char('\n') + QString(2 * std::min(depth, deepestIndent), QLatin1Char(' '));
    };
    while (!reader.atEnd()) {
        switch (reader.readNext()) {
        case QXmlStreamReader::StartElement:
            if (last != Last::Text)
                newLine();
            out += QLatin1Char('<') + reader.qualifiedName().toString();
            spaces << spaces.constLast();
            for (const QXmlStreamAttribute &attribute : reader.attributes()) {
                if (attribute.qualifiedName() == u"xmlns") {
                    if (spaces.constLast() == attribute.value())
                        continue; // as around it: the DOM says it again for every element
                    spaces.last() = attribute.value().toString();
                }
                out += QLatin1Char(' ') + attribute.qualifiedName().toString() + QLatin1StringView("=\"") + attribute.value().toString().toHtmlEscaped()
                    + QLatin1Char('"');
            }
            out += QLatin1Char('>');
            ++depth;
            last = Last::Start;
            break;
        case QXmlStreamReader::Characters:
            if (!reader.isWhitespace()) {
                out += reader.text().toString().toHtmlEscaped();
                last = Last::Text;
            }
            break;
        case QXmlStreamReader::EndElement:
            --depth;
            spaces.removeLast();
            if (last == Last::Start) {
                out.insert(out.size() - 1, QLatin1Char('/'));
            } else {
                if (last == Last::End)
                    newLine();
                out += QLatin1StringView("</") + reader.qualifiedName().toString() + QLatin1Char('>');
            }
            last = Last::End;
            break;
        default:
            break;
        }
        if (!reader.hasError())
            read = reader.characterOffset();
    }
    if (!reader.hasError())
        return out;
    return rest == Rest::Appended ? out + xml.mid(read) : xml;
}

} // namespace

QString prettyXml(const QString &xml)
{
    return inLines(xml, Rest::Refused);
}

QString prettyBeginning(const QString &xml)
{
    return inLines(xml, Rest::Appended);
}

} // namespace jackdaw
