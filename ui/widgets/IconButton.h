// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"

#include <QKeySequence>
#include <QToolButton>

namespace jackdaw {

/// A button that is only an icon, 36 across. It cannot be made without an accessible name, which is its tooltip too, with
/// the shortcut behind it. Checkable ones are toggles; with setMenu() it is a menu button, and so is one whose owner opens
/// the menu. GUI thread. Owned by its parent; never shows an icon that is not in the resources.
class IconButton : public QToolButton
{
    Q_OBJECT
public:
    enum class Look {
        Plain,
        Filled ///< on the accent, as the button that sends
    };

    enum class Opens {
        Nothing,
        Menu ///< that whoever listens to clicked() makes when it is asked for
    };

    IconButton(const Theme &theme, const QString &icon, const QString &name, QWidget *parent = nullptr);

    void setName(const QString &name);
    void setIconName(const QString &icon);
    /// Shown in the tooltip only: the action that listens for it is elsewhere.
    void setShortcutHint(const QKeySequence &keys);
    void setLook(Look look);
    void setOpens(Opens what) { m_opens = what; }
    bool opensMenu() const { return m_opens == Opens::Menu || menu(); }
    /// 36 by default (40 in the composer), and the icon's 20.
    void setDiameter(int logicalPixels, int iconPixels = 20);
    void setToken(Token token);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_iconName;
    QKeySequence m_keys;
    Look m_look = Look::Plain;
    Opens m_opens = Opens::Nothing;
    Token m_token = Token::Text2;
    int m_diameter = 36;
    int m_iconSize = 20;
};

/// A tooltip of a name and its shortcut, safe for names that others chose.
QString tooltipMarkup(const Theme &theme, const QString &name, const QKeySequence &keys);

} // namespace jackdaw
