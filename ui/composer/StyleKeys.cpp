// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/StyleKeys.h"

#include <QKeyEvent>
#include <QStringList>

namespace jackdaw {

namespace {

QChar directiveOf(TextStyle style)
{
    switch (style) {
    case TextStyle::Bold: return u'*';
    case TextStyle::Italic: return u'_';
    case TextStyle::Strike: return u'~';
    default: return u'`';
    }
}

bool isStyled(QStringView line, QChar directive)
{
    return line.size() > 2 && line.front() == directive && line.back() == directive;
}

/// One line, between its blanks: a directive next to one is none.
QString toggled(const QString &line, QChar directive, bool takeOff)
{
    const QString words = line.trimmed();
    if (words.isEmpty())
        return line;
    const qsizetype before = line.indexOf(words);
    const QString styled = takeOff ? words.sliced(1, words.size() - 2) : directive + words + directive;
    return line.first(before) + styled + line.sliced(before + words.size());
}

StyleEdit codeBlock(const QString &text, qsizetype from, qsizetype to)
{
    // Fences stand on lines of their own.
    const QString fence = QStringLiteral("```");
    const QString before = from > 0 && text.at(from - 1) != u'\n' ? QStringLiteral("\n") : QString();
    const QString after = to < text.size() && text.at(to) != u'\n' ? QStringLiteral("\n") : QString();
    const QString words = before + fence + u'\n' + text.sliced(from, to - from) + u'\n' + fence + after;
    return {from, to, words, from + before.size(), from + words.size() - after.size()};
}

} // namespace

StyleEdit styleEdit(const QString &text, qsizetype from, qsizetype to, TextStyle style)
{
    const QChar directive = directiveOf(style);
    if (from == to) {
        const bool isBetween = from > 0 && to < text.size() && text.at(from - 1) == directive && text.at(to) == directive;
        if (isBetween) // the same key again: thought better of it
            return {from - 1, to + 1, {}, from - 1, from - 1};
        return {from, to, QString(2, directive), from + 1, from + 1};
    }
    // The directives may be just outside of what is chosen.
    const bool isOutside = from > 0 && to < text.size() && text.at(from - 1) == directive && text.at(to) == directive;
    const QString chosen = text.sliced(from, to - from);
    if (isOutside && !chosen.contains(u'\n'))
        return {from - 1, to + 1, chosen, from - 1, to - 1};
    const QString block = QStringLiteral("```\n");
    if (style == TextStyle::Code && chosen.startsWith(block) && chosen.endsWith(QStringLiteral("\n```")) && chosen.size() >= 8) {
        const QString words = chosen.sliced(4, chosen.size() - 8);
        return {from, to, words, from, from + words.size()};
    }
    if (style == TextStyle::Code && chosen.contains(u'\n'))
        return codeBlock(text, from, to);
    QStringList lines = chosen.split(u'\n');
    bool all = true;
    bool any = false;
    for (const QString &line : std::as_const(lines)) {
        const QString words = line.trimmed();
        all = all && (words.isEmpty() || isStyled(words, directive));
        any = any || !words.isEmpty();
    }
    for (QString &line : lines)
        line = toggled(line, directive, all && any);
    const QString words = lines.join(u'\n');
    return {from, to, words, from, from + words.size()};
}

std::optional<TextStyle> styleOfKey(const QKeyEvent &event)
{
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    if (modifiers == Qt::ControlModifier) {
        if (event.key() == Qt::Key_B)
            return TextStyle::Bold;
        if (event.key() == Qt::Key_I)
            return TextStyle::Italic;
    }
    if (modifiers == (Qt::ControlModifier | Qt::ShiftModifier)) {
        if (event.key() == Qt::Key_X)
            return TextStyle::Strike;
        if (event.key() == Qt::Key_C)
            return TextStyle::Code;
    }
    return {};
}

} // namespace jackdaw
