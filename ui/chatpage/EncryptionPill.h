// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace jackdaw {

class Theme;

/// How a chat is protected, in the header: icon and word, or the icon alone where there is little room. Says what holds for
/// every chat of this version: protected up to the servers, not from them. Owned by ChatHeader, GUI thread; a click is a
/// wish for the explanation.
class EncryptionPill : public QAbstractButton
{
    Q_OBJECT
public:
    enum class Room { Words, IconOnly };

    explicit EncryptionPill(const Theme &theme, QWidget *parent = nullptr);

    void setRoom(Room room);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void rename();

    const Theme &m_theme;
    Room m_room = Room::Words;
};

} // namespace jackdaw
