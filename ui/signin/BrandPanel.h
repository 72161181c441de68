// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"

#include <QWidget>

namespace jackdaw {

/// The dark panel of the sign-in page: who we are, and what to expect. Owned by SignInPage, GUI
/// thread. Hidden in narrow windows. Name, logo and words come from the brand; it has nothing to
/// press, and never the focus.
class BrandPanel : public QWidget
{
    Q_OBJECT
public:
    explicit BrandPanel(const Theme &theme, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
};

/// The icon of the brand, square, drawn from resources/brand.
class BrandMark : public QWidget
{
    Q_OBJECT
public:
    BrandMark(const Theme &theme, int logicalPixels, QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    int m_size;
};

} // namespace jackdaw
