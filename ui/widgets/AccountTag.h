// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountMark.h"
#include "style/Theme.h"

#include <QWidget>

namespace jackdaw {

/// Whose chat it is, where there are several accounts: a dot in the account's hue and its name, which says it without
/// the colour too. Owned by its parent, GUI thread; the static functions are for delegates, which paint the same
/// without a widget. Follows no account: the mark is given to it.
class AccountTag : public QWidget
{
    Q_OBJECT
public:
    explicit AccountTag(const Theme &theme, QWidget *parent = nullptr);

    /// Without a name it is hidden.
    void setMark(const AccountMark &mark);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    static QColor color(const Theme &theme, const AccountMark &mark);
    static int width(const Theme &theme, const QString &name);
    /// The name elides; the dot stays.
    static void paint(QPainter &painter, const QRect &rect, Qt::LayoutDirection direction, const Theme &theme,
                      const AccountMark &mark, Token ground);
    /// `text` and whose it is in one line, where no tag has room: "Tomas Berg · Work". `text` alone where there is one account only.
    static QString shown(const QString &text, const AccountMark &mark);
    /// The same read out: "Tomas Berg, account Work".
    static QString spoken(const QString &text, const AccountMark &mark);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    AccountMark m_mark;
};

} // namespace jackdaw
