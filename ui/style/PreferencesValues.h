// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Preferences.h"

namespace jackdaw {

/// How one value is read and kept. For the files that Preferences is written in, and nobody else, as it is private there.
/// GUI thread; Preferences owns the values. Emits nothing: a setter says what its value is about. Never touches the file
/// itself, which is written a moment later.
template<class T>
T Preferences::get(const char *key, T fallback) const
{
    const auto value = m_values.constFind(QLatin1StringView(key));
    return value != m_values.cend() && value->canConvert<T>() ? value->value<T>() : fallback;
}

template<class T>
bool Preferences::set(const char *key, T value)
{
    const QString name = QLatin1StringView(key);
    const QVariant stored = QVariant::fromValue(value);
    if (const auto old = m_values.constFind(name); old != m_values.cend() && old->canConvert<T>() && old->value<T>() == value)
        return false;
    m_values.insert(name, stored);
    m_unwritten.insert(name, stored);
    m_writeTimer.start();
    return true;
}

} // namespace jackdaw
