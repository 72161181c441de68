// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"

#include <QAbstractButton>
#include <QPixmap>

namespace jackdaw {

/// The round button over a timeline that is not at its newest message, with how many came since. Owned by
/// TimelineView, GUI thread. Never scrolls by itself. The count is the view's: it only shows it, and says it to
/// screen readers.
class JumpButton : public QAbstractButton
{
    Q_OBJECT
public:
    JumpButton(const Theme &theme, QWidget *parent);

    void setCount(int count);
    int count() const { return m_count; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    void rename();
    void paintDisc(QPainter &painter, const QRect &disc, Token ground) const;

    const Theme &m_theme;
    int m_count = 0;
    QPixmap m_picture; ///< of the disc: what is scrolled below it has it painted with each frame
    Token m_pictureGround = Token::Raised;
};

} // namespace jackdaw
