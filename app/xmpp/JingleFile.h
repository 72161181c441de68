// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDomElement>
#include <QString>

#include <optional>

class QXmlStreamWriter;

namespace jackdaw {

/// A file as a Jingle session speaks of it (XEP-0234, 4). readJingleFile() makes it of a <description/>,
/// DirectFileService asks for one and offers one. A plain value, engine thread. Nothing in it is true because it stands
/// there: the name is harmless already (base/SafeFileName), size and hash are what is looked for in what comes.
struct JingleFile
{
    struct Range { qint64 offset = 0; qint64 length = -1; }; ///< length -1: to its end

    QString name;
    QString mediaType;
    QString description;
    qint64 modified = 0;         ///< ms since 1970 UTC; 0: not said
    qint64 size = -1;            ///< bytes; -1: not said
    QByteArray sha256;           ///< XEP-0300; 32 bytes, or empty: not said, or of another function
    bool hashFollows = false;    ///< 7.1: it is said when all is out
    std::optional<Range> range;  ///< 6.4: whoever names one can begin within the file
};

/// Of a <description/>, or of a <checksum/> (7.1); nothing where there is no file in it.
std::optional<JingleFile> readJingleFile(const QDomElement &description);
/// The <description/>.
void writeJingleFile(QXmlStreamWriter &writer, const JingleFile &file);

} // namespace jackdaw
