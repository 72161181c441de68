// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>
#include <QTextLayout>

namespace jackdaw {

/// Which fonts emoji are looked for in. Inter has some of them itself, in black: the heart, the warning sign. Pure functions
/// of the GUI thread, for whoever lays out a text. They draw nothing and keep nothing.
/// This one: the font's families with that of colour emoji before them, for what is nothing but emoji.
QStringList colorFirst(const QFont &font);

/// What of a text is to be in colour whatever the font has of it: signs with U+FE0F behind them (UTS 51, 1.4.3), which
/// without it are text. For QTextLayout::setFormats(); empty for nearly every text.
QList<QTextLayout::FormatRange> emojiFormats(const QString &text, const QFont &font);

} // namespace jackdaw
