// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Message.h"

#include <QHash>
#include <QRect>
#include <functional>
#include <vector>

namespace jackdaw {

/// Which pictures stand together as one mosaic: of one sender, sent one right after the other, with nothing said or
/// seen between them. What was said with a picture ends its album, and stands below it; one that was taken back leaves
/// no hole. Messages go in one after the other, oldest first; each is looked at with the one before it alone. Pure;
/// used on the stack, and no longer than what it is given lives. Knows no model.
class AlbumRun
{
public:
    static constexpr int most = 10;
    static constexpr qint64 pause = 60'000; ///< ms between two of them

    /// The place of a picture in its album, from 0 on; -1: it is none. `apart`: something stands above it.
    enum class Above { Nothing, Something };
    int next(const Message &message, Above above);
    /// May what is known of `previous` matter for the place of `message`?
    static bool mayGoOn(const Message &previous, const Message &message);
    /// A picture that may stand among others, or what was one once.
    static bool counts(const Message &message);

private:
    const Message *m_previous = nullptr; ///< in the run, taken back or not
    const Message *m_picture = nullptr;  ///< the last one of it
    int m_place = -1;
};

/// The albums among the rows of a timeline. Its last picture's row shows all of one, the others have no height of their
/// own. Owned by TimelineView, GUI thread; read anew with each change of rows, in one pass over them. Never reads a
/// message that it is not given.
class Albums
{
public:
    struct Album {
        QList<int> rows; ///< of its pictures, at least two, oldest first

        int first() const { return rows.constFirst(); }
        int last() const { return rows.constLast(); } ///< the one that shows it
    };
    using MessageAt = std::function<const Message &(int row)>;
    using AboveIt = std::function<AlbumRun::Above(const Message &previous, const Message &message)>;

    /// `run`: what stands above the first row. Tells the rows that are shown otherwise than before.
    QList<int> read(int rows, const MessageAt &messageAt, const AboveIt &aboveIt, AlbumRun run);
    /// nullptr: it stands alone.
    const Album *of(int row) const;

private:
    /// How a picture was shown: in the album from one message to another, of so many.
    struct Looks {
        MessageId first, last;
        qsizetype count = 0;
        friend bool operator==(const Looks &, const Looks &) = default;
    };

    std::vector<Album> m_albums;
    std::vector<int> m_of; ///< by row: the number of its album, or -1
    QHash<MessageId, Looks> m_looks;
};

/// So many tiles has a mosaic at most: what comes after the last of them lies under it.
constexpr qsizetype mostTiles = 3;

/// Where so many pictures stand in a mosaic of a width; by their number alone, so that no download moves anything.
QList<QRect> mosaic(qsizetype count, int width);

} // namespace jackdaw
