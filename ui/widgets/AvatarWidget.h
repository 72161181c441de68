// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"
#include "widgets/Painting.h"

#include <QWidget>
#include <optional>

namespace jackdaw {

/// An avatar with, where wanted, the presence dot in its lower trailing corner. Says nothing to screen readers: the name
/// beside it does. Owned by its parent, GUI thread. It fetches no picture: what it shows is made from the name and the
/// address.
class AvatarWidget : public QWidget
{
    Q_OBJECT
public:
    AvatarWidget(const Theme &theme, int diameter, QWidget *parent = nullptr);

    void setSubject(const QString &name, const BareJid &jid, AvatarShape shape = AvatarShape::Person);
    void setDiameter(int diameter);
    /// nothing: no dot
    void setAvailability(std::optional<Availability> availability);
    /// The colour around the dot: that of what the avatar stands on.
    void setGround(Token ground);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    int m_diameter;
    QString m_name;
    BareJid m_jid;
    AvatarShape m_shape = AvatarShape::Person;
    std::optional<Availability> m_availability;
    Token m_ground = Token::Surface;
};

} // namespace jackdaw
