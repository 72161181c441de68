// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/Accent.h"

#include <cmath>

namespace jackdaw {

namespace {

/// OKLab in its polar form: lightness, chroma, hue. Hue stays the same to the eye when the lightness changes, which HSL
/// does not give (blues turn violet).
struct Lch
{
    double lightness = 0;
    double chroma = 0;
    double hue = 0;
};

double toLinear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double fromLinear(double channel)
{
    return channel <= 0.0031308 ? channel * 12.92 : 1.055 * std::pow(channel, 1 / 2.4) - 0.055;
}

Lch toLch(const QColor &color)
{
    const double r = toLinear(color.redF());
    const double g = toLinear(color.greenF());
    const double b = toLinear(color.blueF());
    const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    const double a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
    const double bb = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
    return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s, std::hypot(a, bb), std::atan2(bb, a)};
}

/// False where sRGB has no such colour.
bool fromLch(const Lch &lch, QColor &color)
{
    const double a = lch.chroma * std::cos(lch.hue);
    const double bb = lch.chroma * std::sin(lch.hue);
    const double l = std::pow(lch.lightness + 0.3963377774 * a + 0.2158037573 * bb, 3);
    const double m = std::pow(lch.lightness - 0.1055613458 * a - 0.0638541728 * bb, 3);
    const double s = std::pow(lch.lightness - 0.0894841775 * a - 1.2914855480 * bb, 3);
    const double channels[3] = {4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
                                -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
                                -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s};
    constexpr double slack = 1e-4;
    for (const double channel : channels) {
        if (channel < -slack || channel > 1 + slack)
            return false;
    }
    const auto to8Bit = [](double channel) { return qBound(0, qRound(fromLinear(qBound(0.0, channel, 1.0)) * 255), 255); };
    color = QColor(to8Bit(channels[0]), to8Bit(channels[1]), to8Bit(channels[2]));
    return true;
}

/// The most colourful colour of this lightness and hue that sRGB has, up to the wanted chroma.
QColor closest(Lch lch)
{
    QColor color;
    if (fromLch(lch, color))
        return color;
    double low = 0;
    double high = lch.chroma;
    color = QColor(Qt::black);
    for (int step = 0; step < 16; ++step) {
        lch.chroma = (low + high) / 2;
        (fromLch(lch, color) ? low : high) = lch.chroma;
    }
    lch.chroma = low;
    fromLch(lch, color);
    return color;
}

QColor withLuminance(Lch lch, qreal wanted)
{
    double low = 0;
    double high = 1;
    for (int step = 0; step < 20; ++step) {
        lch.lightness = (low + high) / 2;
        (luminance(closest(lch)) < wanted ? low : high) = lch.lightness;
    }
    return closest(lch);
}

} // namespace

qreal luminance(const QColor &color)
{
    return 0.2126 * toLinear(color.redF()) + 0.7152 * toLinear(color.greenF()) + 0.0722 * toLinear(color.blueF());
}

qreal contrast(const QColor &a, const QColor &b)
{
    const qreal first = luminance(a) + 0.05;
    const qreal second = luminance(b) + 0.05;
    return first > second ? first / second : second / first;
}

QColor mixed(const QColor &a, const QColor &b, qreal share)
{
    const auto mix = [share](int from, int to) { return qRound(from + (to - from) * share); };
    return QColor(mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue()), mix(a.alpha(), b.alpha()));
}

QColor inHueOf(const QColor &brand, const QColor &model, const QColor &modelAccent)
{
    const Lch from = toLch(brand);
    Lch lch = toLch(model);
    lch.chroma *= from.chroma / qMax(toLch(modelAccent).chroma, 1e-6);
    lch.hue = from.hue;
    return withLuminance(lch, luminance(model));
}

QColor inHueOfAtMost(const QColor &brand, const QColor &model, const QColor &modelAccent)
{
    if (luminance(brand) <= luminance(model))
        return brand;
    return inHueOf(brand, model, modelAccent);
}

} // namespace jackdaw
