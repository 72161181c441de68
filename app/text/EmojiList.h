// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace jackdaw {

/// One emoji as people look for it.
struct EmojiEntry
{
    QString emoji;
    QString name;        ///< "waving hand"
    QStringList shorts;  ///< "wave", as they are written between colons
    QStringList tones;   ///< from light to dark, five or none

    friend bool operator==(const EmojiEntry &, const EmojiEntry &) = default;
};

/// All emoji with names and keywords, in the order of Unicode, as resources/emoji/emoji.txt has them: for `:`
/// completion and pickers. Read once when it is first needed, by EmojiSource, which owns it. A plain value, any thread.
/// Knows no font and no settings.
class EmojiList
{
public:
    struct Group { QString key; qsizetype first = 0; qsizetype count = 0; };

    /// Lines that are not as they should be are left out.
    static EmojiList parse(const QString &text);

    const QList<EmojiEntry> &entries() const { return m_entries; }
    const QList<Group> &groups() const { return m_groups; }
    /// What a few letters mean, best first: short names before words of the name before keywords, whole before beginnings.
    /// Several words must all fit. Nothing for nothing.
    QList<qsizetype> search(const QString &query, qsizetype most) const;
    /// The emoji of a short name ("wave"), or empty.
    QString byShortName(const QString &name) const;
    /// With the skin tone 1 (light) to 5 (dark), if it has tones and one is asked for.
    static QString toned(const EmojiEntry &entry, int tone);

private:
    int rank(qsizetype entry, const QString &word) const;

    QList<EmojiEntry> m_entries;
    QList<QStringList> m_names;    ///< words of the names, folded
    QList<QStringList> m_keywords; ///< folded
    QList<Group> m_groups;
};

} // namespace jackdaw
