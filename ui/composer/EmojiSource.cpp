// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/EmojiSource.h"

#include "style/Preferences.h"

#include <QFile>

namespace jackdaw {

using namespace Qt::StringLiterals;

const EmojiList &EmojiSource::list() const
{
    if (!m_list) {
        QFile file(u":/emoji/emoji.txt"_s);
        const bool isThere = file.open(QIODevice::ReadOnly);
        m_list = std::make_unique<EmojiList>(EmojiList::parse(isThere ? QString::fromUtf8(file.readAll()) : QString()));
    }
    return *m_list;
}

QString EmojiSource::shown(const EmojiEntry &entry) const
{
    return EmojiList::toned(entry, m_preferences.emojiTone());
}

QStringList EmojiSource::recent() const
{
    return m_preferences.recentEmoji();
}

void EmojiSource::used(const QString &emoji)
{
    QStringList emojis = m_preferences.recentEmoji();
    emojis.removeAll(emoji);
    emojis.prepend(emoji);
    m_preferences.setRecentEmoji(emojis.first(std::min<qsizetype>(emojis.size(), mostRecent)));
}

int EmojiSource::tone() const
{
    return m_preferences.emojiTone();
}

void EmojiSource::setTone(int tone)
{
    m_preferences.setEmojiTone(tone);
}

void EmojiSource::paint(QPainter &painter, const QRect &rect, const QString &emoji, int pixels) const
{
    m_pictures.drawAlone(painter, rect, emoji, pixels);
}

} // namespace jackdaw
