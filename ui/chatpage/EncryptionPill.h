// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <optional>

namespace jackdaw {

class Theme;

/// How a chat is protected, in the header: icon and word, or the icon alone where there is little room. Says nothing, in the
/// same room, as long as that is not known; never that a chat is encrypted whose messages go out in clear, nor that it is
/// verified where one device is not. Owned by ChatHeader, GUI thread; a click is a wish for what stands behind it.
class EncryptionPill : public QAbstractButton
{
    Q_OBJECT
public:
    enum class Room { Words, IconOnly };
    enum class State {
        Clear,
        Encrypted, ///< for devices that nobody has checked
        Verified,
        NewDevice  ///< something has to be looked at
    };

    explicit EncryptionPill(const Theme &theme, QWidget *parent = nullptr);

    static QString words(State state);

    void setRoom(Room room);
    void setState(std::optional<State> state);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Look;
    Look look() const;
    void rename();
    void paintIconOnly(QPainter &painter, bool focused);

    const Theme &m_theme;
    std::optional<State> m_state;
    Room m_room = Room::Words;
};

} // namespace jackdaw
