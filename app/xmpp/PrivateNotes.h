// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"

#include <QDomElement>
#include <QList>
#include <QStringList>

#include <optional>

class QXmlStreamWriter;

namespace jackdaw {

/// What the user notes about people and keeps with the server, in its private storage (XEP-0049): notes as XEP-0145 has them,
/// and tags, for which there is no specification, in a part of their own, so that no other program drops them. Pure
/// DOM <-> values, no owner, engine thread. The whole list is read and written at once: what other programs wrote into it
/// stays as it was.
inline constexpr int maximumNote = 8000;  ///< characters
inline constexpr int maximumTags = 20;    ///< of one person
inline constexpr int maximumTag = 60;     ///< characters
inline constexpr int maximumNotes = 5000; ///< people

struct PrivateNote
{
    QString address; ///< as it was written there
    QString text;
    QString created; ///< XEP-0082, or empty
    QString changed;
};

struct PrivateTags
{
    QString address;
    QStringList tags;
};

void writeNotesRequest(QXmlStreamWriter &writer);
void writeNotes(QXmlStreamWriter &writer, const QList<PrivateNote> &notes);
/// nullopt: more than we read, so that writing it again would take something away.
std::optional<QList<PrivateNote>> readNotes(const QDomElement &iq);

void writeTagsRequest(QXmlStreamWriter &writer);
void writeTags(QXmlStreamWriter &writer, const QList<PrivateTags> &tags);
std::optional<QList<PrivateTags>> readTags(const QDomElement &iq);

/// As they are kept, whoever typed them: short lines, each once.
QStringList tidyTags(const QStringList &tags);

} // namespace jackdaw
