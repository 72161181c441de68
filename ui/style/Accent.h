// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace jackdaw {

/// The arithmetic of colours that the tokens stand on: WCAG 2.1 contrast, and the accent's relatives. For style/ alone,
/// where colours are made. Pure, any thread. Knows no token and no desktop: which colour is to stand beside which,
/// ThemeColors says.

/// Relative luminance, 0 to 1 (WCAG 2.1).
qreal luminance(const QColor &color);
/// Contrast ratio, 1 to 21 (WCAG 2.1).
qreal contrast(const QColor &a, const QColor &b);
/// `a` with `share` (0 to 1) of `b` in it.
QColor mixed(const QColor &a, const QColor &b, qreal share);

/// `model`, a token of the design, in the hue of `brand`: the luminance is the model's, so every ratio that holds for the
/// model holds for the result; the colourfulness follows the brand's in the proportion that the model has to
/// `modelAccent`.
QColor inHueOf(const QColor &brand, const QColor &model, const QColor &modelAccent);
/// As above, but darker than the model where `brand` itself is.
QColor inHueOfAtMost(const QColor &brand, const QColor &model, const QColor &modelAccent);

} // namespace jackdaw
