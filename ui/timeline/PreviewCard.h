// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/LinkPreview.h"
#include "timeline/QuoteBlock.h"

#include <QHash>
#include <QPixmap>
#include <QUrl>

namespace jackdaw {

/// A link's preview below its text: what its page says of itself, with the host by its address; or one quiet line, which says
/// that there is none, and offers to load it once. Owned by BubbleParts, GUI thread; pure apart from font metrics. Fetches
/// nothing and reads no file: the picture is handed in when it is painted.
class PreviewCard
{
public:
    struct Content {
        QUrl url;
        enum class State { Off, Loading, Failed, Loaded } state = State::Off;
        LinkPreview preview = {}; ///< if it is loaded
        QString failure = {};     ///< our words

        friend bool operator==(const Content &, const Content &) = default;
    };
    /// By the path of the file; what is not here is not decoded (yet).
    using Pictures = QHash<QString, QPixmap>;

    PreviewCard(const Content &content, const Theme &theme, int maxWidth);

    const Content &content() const { return m_content; }
    QSize size() const { return m_size; }
    /// The size its picture is shown at, at most.
    static QSize pictureSize(const Theme &theme);
    /// A click there does something: it loads, or opens the link. Relative to the card.
    bool actsAt(const QPoint &point) const { return m_act.contains(point); }
    /// In right-to-left: `width` is what the card lies in.
    void mirror(int width);
    void paint(QPainter &painter, const QRect &rect, const Theme &theme, Qt::LayoutDirection direction, QuoteBlock::Ground ground,
               const Pictures &pictures) const;

private:
    void layOutLine(const Theme &theme, int maxWidth);
    void layOutCard(const Theme &theme, int maxWidth);
    QString where() const;

    Content m_content;
    QSize m_size;
    QString m_words;  ///< of the quiet line
    QString m_action; ///< behind them
    QStringList m_title;
    QStringList m_description;
    QRect m_act;
    QRect m_iconRect;
    QRect m_wordsRect;
    QRect m_actionRect;
};

} // namespace jackdaw
