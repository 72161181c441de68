// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/SafeFileName.h"

#include <QStringList>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestName = 200; ///< bytes of UTF-8; file systems take 255
constexpr qsizetype longestEnd = 20;

bool isHarmless(char32_t c)
{
    if (c == U'/' || c == U'\\' || c == U':' || c == U'*' || c == U'?' || c == U'"' || c == U'<' || c == U'>' || c == U'|') {
        return false;
    }
    switch (QChar::category(c)) {
    case QChar::Other_Control: case QChar::Other_Format: // with what turns the direction of a line (U+202E)
    case QChar::Other_Surrogate: case QChar::Other_NotAssigned: case QChar::Separator_Line: case QChar::Separator_Paragraph:
    case QChar::Other_PrivateUse:
        return false;
    default:
        return true;
    }
}

/// Cut so that no character is broken.
QString shortened(const QString &text, qsizetype bytes)
{
    QString out = text;
    while (out.toUtf8().size() > bytes) {
        const bool isPair = out.size() > 1 && out.back().isLowSurrogate();
        out.chop(isPair ? 2 : 1);
    }
    return out;
}

bool isDevice(const QString &stem)
{
    static const QStringList names{u"con"_s, u"prn"_s, u"aux"_s, u"nul"_s};
    const QString low = stem.toLower();
    const bool isPort = (low.startsWith("com"_L1) || low.startsWith("lpt"_L1)) && low.size() == 4 && low.at(3).isDigit();
    return names.contains(low) || isPort;
}

} // namespace

QString safeFileName(const QString &name)
{
    // Either kind of path: what stands in front of the last component names a folder, and that is not the sender's to choose.
    QString last = name;
    last.replace(u'\\', u'/');
    last = last.section(u'/', -1);
    QString out;
    for (const char32_t c : last.toUcs4()) {
        out += isHarmless(c) ? QString::fromUcs4(&c, 1) : u"_"_s;
    }
    out = out.trimmed();
    while (!out.isEmpty() && (out.front() == u'.' || out.front() == u'-' || out.front() == u'~' || out.front().isSpace())) {
        out.removeFirst();
    }
    while (!out.isEmpty() && (out.back() == u'.' || out.back().isSpace())) {
        out.chop(1);
    }
    const qsizetype dot = out.lastIndexOf(u'.');
    QString end = dot > 0 && out.size() - dot <= longestEnd ? out.sliced(dot) : QString();
    QString stem = out.first(out.size() - end.size());
    if (isDevice(stem.section(u'.', 0, 0))) {
        stem.prepend(u'_');
    }
    stem = shortened(stem, longestName - end.toUtf8().size());
    return stem.isEmpty() ? u"file"_s + end : stem + end;
}

} // namespace jackdaw
