// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/EmojiList.h"
#include "timeline/EmojiCache.h"

#include <memory>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace jackdaw {

class Preferences;

/// The emoji that one can write, how they are drawn, and which were used last. The list is read when it is first asked for
/// (some ms), and drawn through EmojiCache. Owned by Composer, GUI thread; keeps nothing by itself but the drawn pictures:
/// what was used is in the settings.
class EmojiSource
{
public:
    explicit EmojiSource(Preferences &preferences) : m_preferences(preferences) {}

    const EmojiList &list() const;
    /// The emoji of an entry in the user's skin tone.
    QString shown(const EmojiEntry &entry) const;
    /// Those used last, newest first.
    QStringList recent() const;
    void used(const QString &emoji);
    /// The skin tone: 0 none, 1 light to 5 dark.
    int tone() const;
    void setTone(int tone);
    /// In the middle of `rect`, `pixels` high.
    void paint(QPainter &painter, const QRect &rect, const QString &emoji, int pixels) const;

    static constexpr int mostRecent = 27;

private:
    Preferences &m_preferences;
    mutable std::unique_ptr<EmojiList> m_list;
    mutable EmojiCache m_pictures;
};

} // namespace jackdaw
