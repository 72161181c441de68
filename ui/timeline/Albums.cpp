// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/Albums.h"

#include "timeline/Grouping.h"

namespace jackdaw {

namespace {

constexpr int tileGap = 3;

bool isAlbumPicture(const Message &message)
{
    return message.attachment && message.retracted == 0 && !message.spoiler && !message.isUnreadable()
        && (message.attachment->kind == Attachment::Kind::Picture
            || message.attachment->kind == Attachment::Kind::Video);
}

bool isLikeIt(const Message &picture, const Message &message)
{
    return picture.caption().isEmpty() && !message.reply && picture.thread.id == message.thread.id
        && picture.encryption.has_value() == message.encryption.has_value()
        && (!picture.encryption || picture.encryption->trust == message.encryption->trust);
}

} // namespace

bool AlbumRun::counts(const Message &message)
{
    return message.retracted != 0 || isAlbumPicture(message);
}

bool AlbumRun::mayGoOn(const Message &previous, const Message &message)
{
    return counts(previous) && counts(message) && qAbs(message.time - previous.time) <= pause
        && !beginsGroup(previous, message);
}

int AlbumRun::next(const Message &message, Above above)
{
    const bool goesOn = m_previous && above == Above::Nothing && mayGoOn(*m_previous, message);
    if (!goesOn)
        m_previous = m_picture = nullptr;
    if (!isAlbumPicture(message)) {
        if (goesOn)
            m_previous = &message; // what was taken back stands for itself, and parts nothing
        return -1;
    }
    m_place = m_picture && isLikeIt(*m_picture, message) && m_place + 1 < most ? m_place + 1 : 0;
    m_previous = m_picture = &message;
    return m_place;
}

QList<int> Albums::read(int rows, const MessageAt &messageAt, const AboveIt &aboveIt, AlbumRun run)
{
    m_albums.clear();
    m_of.assign(size_t(rows), -1);
    Album album;
    QHash<MessageId, Looks> looks;
    QList<int> changed;
    const auto end = [&] {
        Looks look;
        if (album.rows.size() > 1) {
            look = {messageAt(album.first()).id, messageAt(album.last()).id, album.rows.size()};
            for (const int row : std::as_const(album.rows))
                m_of[size_t(row)] = int(m_albums.size());
        }
        for (const int row : std::as_const(album.rows)) {
            const MessageId id = messageAt(row).id;
            if (m_looks.value(id) != look)
                changed.append(row);
            if (look.count > 0)
                looks.insert(id, look);
        }
        if (album.rows.size() > 1)
            m_albums.push_back(std::move(album));
        album = {};
    };
    for (int row = 0; row < rows; ++row) {
        const Message &message = messageAt(row);
        if (!message.attachment && message.retracted == 0) { // nearly all of them
            end();
            run = {};
            continue;
        }
        const int place = run.next(message, row > 0 ? aboveIt(messageAt(row - 1), message) : AlbumRun::Above::Nothing);
        if (place < 0)
            continue;
        if (place == 0)
            end();
        album.rows.append(row);
    }
    end();
    for (int row = 0; row < rows && !m_looks.isEmpty(); ++row) { // what is no picture any more
        const MessageId id = messageAt(row).id;
        if (m_looks.contains(id) && !looks.contains(id) && !changed.contains(row))
            changed.append(row);
    }
    m_looks = std::move(looks);
    return changed;
}

const Albums::Album *Albums::of(int row) const
{
    const int number = row >= 0 && size_t(row) < m_of.size() ? m_of[size_t(row)] : -1;
    return number < 0 ? nullptr : &m_albums[size_t(number)];
}

QList<QRect> mosaic(qsizetype count, int width)
{
    if (count == 2) {
        const int first = (width - tileGap) / 2;
        return {QRect(0, 0, first, width / 2), QRect(first + tileGap, 0, width - first - tileGap, width / 2)};
    }
    // One large beside two (picture 12), and all others under the last of them.
    const int large = width * 3 / 5;
    const int height = width * 27 / 50;
    const int upper = (height - tileGap) / 2;
    const int small = width - large - tileGap;
    QList<QRect> places{QRect(0, 0, large, height), QRect(large + tileGap, 0, small, upper)};
    while (places.size() < count)
        places.append(QRect(large + tileGap, upper + tileGap, small, height - upper - tileGap));
    return places;
}

} // namespace jackdaw
