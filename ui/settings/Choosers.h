// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Preferences.h"
#include "style/Theme.h"

#include <QRadioButton>

namespace jackdaw {

/// A theme to choose, with a small picture of the window in it. A radio button by role and keys. GUI thread. Owned by
/// AppearancePage. It shows a scheme without taking it on: colours come from Theme::tokenColor(), and the choice is the
/// page's.
class ThemeTile : public QRadioButton
{
    Q_OBJECT
public:
    ThemeTile(const Theme &theme, Preferences::Scheme scheme, const QString &text, QWidget *parent = nullptr);

    Preferences::Scheme scheme() const { return m_scheme; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool hitButton(const QPoint &position) const override;
    void paintEvent(QPaintEvent *event) override;

private:
    void paintWindow(QPainter &painter, const QRectF &rect, Theme::Scheme scheme) const;

    const Theme &m_theme;
    Preferences::Scheme m_scheme;
};

/// An accent colour to choose. A radio button by role and keys; `name` is the colour's. GUI thread.
class AccentSwatch : public QRadioButton
{
    Q_OBJECT
public:
    AccentSwatch(const Theme &theme, const QColor &color, const QString &name, QWidget *parent = nullptr);

    QColor color() const { return m_color; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool hitButton(const QPoint &position) const override;
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QColor m_color;
};

} // namespace jackdaw
